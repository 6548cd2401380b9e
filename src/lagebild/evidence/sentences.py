"""The sentences of a text, and which claims rest on them: what lights up when somebody asks for a claim's words.

Sentence ends are found by rule, without a model: a closing mark, then space, then no small letter; after a dot also no
abbreviation, initial or ordinal. The word lists are German and English; in other languages only the marks count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from lagebild.evidence.places import CheckedClaim, CheckedPlace
from lagebild.evidence.texts import SourceText

Span = tuple[int, int]
"""From, to: code points of the text, half open."""

_MARK: Final = re.compile(
    r"""(?P<mark>[.!?…]+) (?P<closing>["'”’“‘»«›‹)\]]*) (?P<space>\s+) (?P<opening>["'„“”‚‘’»«›‹(\[¿¡–—-]*\s?) (?P<next>\w)
        | (?P<wide>[。！？]+["'”’」』）]*)""",
    re.VERBOSE,
)
"""Where a sentence may end: a mark, what it closes, space, and how the next begins. Wide marks need no space."""

_NEVER_LAST: Final = re.compile(
    r"""abb | abt | adm | allg | apr | aufl | aug | az | bd | betr | bspw | bzgl | bzw | ca | capt | cmdr | col | cpt | dept
    | dez | dipl | dr | ebd | ehem | eigtl | einschl | engl | ev | evtl | exkl | feb | fr | franz | frz | geb | gegr | gen
    | ges | ggf | ggü | gov | hl | hon | hr | hrn | hrsg | ing | inkl | insb | insbes | kap | lt | maj | mio | mr | mrd | mrs
    | ms | msgr | mt | nov | nr | nrn | okt | oct | pp | prof | rep | resp | rev | röm | russ | sen | sept | sep | sgt | sog
    | sr | st | std | stv | tel | ukr | univ | urspr | verf | verh | vgl | vors | vs | zb | zit | ziff | zzgl
    | (?:\w\.)*[^\W\d_]""",
    re.VERBOSE | re.IGNORECASE,
)
"""Abbreviations that something follows, initials, and the ends of "z. B.", "e.g.", "U.S."; not those that often end a
sentence (usw., etc.)."""

_BEFORE_NUMBER: Final = re.compile(r"abs|art|fig|jan|jul|jun|max|min|mind|no|op|vol|mai", re.IGNORECASE)
"""Abbreviations that are words as well, and no end only where a number follows."""

_TIME_OF_DAY: Final = re.compile(r"[ap]\.m", re.IGNORECASE)

_BEFORE_ORDINAL: Final = re.compile(
    "am|ab|bis|dem|den|der|des|die|das|im|ins|vom|zum|zur|seit|nach|vor|jede[mnrs]?|ihren?|seinen?", re.IGNORECASE
)

_AFTER_ORDINAL: Final = re.compile(
    r"""(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember
    |jahrhunderts?|jahrtausends?|weltkrieg(?:e?s)?|republik)\b""",
    re.VERBOSE | re.IGNORECASE,
)

_WORD_BEFORE: Final = re.compile(r"(?:(?P<before>[^\W\d_]+)\s+)?(?P<word>[\w.]*)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a text, and the ids of the claims whose places touch it, in the order of the claims file."""

    start: int
    end: int
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a text: its number as places count it, from 1, and its sentences. Between them stands white space only."""

    number: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where a claim stands in the text at hand. ``start`` and ``end`` bound its words, ``sentences`` the sentences around."""

    claim: str
    source: str
    verdict: str
    start: int
    end: int
    sentences: tuple[Span, ...]


def lit_paragraphs(text: SourceText, source: str, claims: Iterable[CheckedClaim]) -> tuple[Paragraph, ...]:
    """The whole text in paragraphs and sentences; each sentence knows the claims of ``source`` that stand in it.

    ``claims`` are those of ``check_places(...)``. A place that has changed lights nothing.
    """
    at: dict[Span, dict[str, None]] = {}
    for passage in passages(text, source, claims):
        for span in passage.sentences:
            at.setdefault(span, {})[passage.claim] = None
    found: dict[int, list[Sentence]] = {}
    for start, end in sentences(text):
        sentence = Sentence(start=start, end=end, claims=tuple(at.get((start, end), ())))
        found.setdefault(text.paragraph(start), []).append(sentence)
    return tuple(
        Paragraph(number=number, start=inside[0].start, end=inside[-1].end, sentences=tuple(inside))
        for number, inside in found.items()
    )


def passages(text: SourceText, source: str, claims: Iterable[CheckedClaim]) -> tuple[Passage, ...]:
    """Where the claims of ``source`` stand in ``text``, one passage a place; where moved: the new place.

    What has changed stands nowhere. A place that could not be compared (too short, no fingerprint) is taken at its word.
    """
    spans = sentences(text)
    standing = [
        (checked.claim.id, place.verdict, *_stands(place, len(text.text)))
        for checked in claims
        if checked.source == source
        for place in checked.places
    ]
    return tuple(
        Passage(claim=claim, source=source, verdict=verdict, start=start, end=end, sentences=touched(spans, start, end))
        for claim, verdict, start, end in standing
        if start < end
    )


def _stands(checked: CheckedPlace, length: int) -> Span:
    if checked.verdict in ("changed", "text-missing"):
        return (0, 0)
    place = checked.now or checked.place
    return (place.start, min(place.end, length))


def touched(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Those of ``spans`` (in order, apart from each other) that the characters from ``start`` to ``end`` touch."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    return tuple(takewhile(lambda span: span[0] < end, spans[first:]))


def sentences(text: SourceText) -> tuple[Span, ...]:
    """Every sentence of ``text``, without white space at its ends. None goes over the end of a paragraph."""
    return tuple(span for line in text.lines for span in _of_line(text.text, *line))


def _of_line(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for found in _MARK.finditer(text, start, end):
        if found["wide"]:
            here = after = found.end()
            # Between wide marks there may be no space at all.
            after += len(text[after:end]) - len(text[after:end].lstrip())
        elif _ends(text, found, start):
            here, after = found.start("space"), found.end("space")
        else:
            continue
        if here > begin:
            yield (begin, here)
        begin = after
    if begin < end:
        yield (begin, end)


def _ends(text: str, found: re.Match[str], start: int) -> bool:
    """Whether a sentence ends at the mark ``found``, by what stands before and after it."""
    if found["next"].islower():
        return False
    if found["mark"] != "." or found["closing"]:
        return True
    before = _WORD_BEFORE.search(text, max(start, found.start() - 60), found.start())
    word, following = (before["word"] if before else ""), found.start("next")
    if word.isdecimal() and len(word) <= 2:
        earlier = before["before"] if before else ""
        return not (_AFTER_ORDINAL.match(text, following) or _BEFORE_ORDINAL.fullmatch(earlier or ""))
    if _BEFORE_NUMBER.fullmatch(word):
        return not found["next"].isdecimal()
    return bool(_TIME_OF_DAY.fullmatch(word)) or not _NEVER_LAST.fullmatch(word)
