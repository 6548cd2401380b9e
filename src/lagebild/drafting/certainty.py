"""How the text puts what it says: the told-as of a passage, from its verb and its hedges, never firmer than these.

1. The author's own voice without a mark is ``stated``; what somebody says is ``reported``, an expert's word ``assessed``.
2. A verb of confirming, announcing, assessing or supposing makes it that.
3. Hedges lower it: to ``reported`` (soll, reportedly), to ``assessed`` (dürfte, likely), to ``conjectured`` (könnte, may).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lagebild.drafting.attribution import Attribution, Speaking
from lagebild.drafting.language import Language
from lagebild.drafting.passages import Passage, written
from lagebild.evidence.proposals import Reason
from lagebild.evidence.strength import FIRMNESS

_JUDGING_ROLES: Final = frozenset({"expert"})
"""Whose word is a judgement unless the text says otherwise."""

_DEMANDING: Final = frozenset({"soll", "sollen"})
"""Hedges in a text's own voice that are demands in somebody's mouth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """The told-as, why, the hedges in the text's own words, and what else a careful reader might find."""

    told_as: str
    reasons: tuple[Reason, ...]
    words: str = ""
    perhaps: tuple[str, ...] = ()


def certainty(attribution: Attribution, language: Language) -> Certainty:
    """How the text puts a passage."""
    passage, speaking = attribution.passage, attribution.first
    base, reasons = _base(attribution, speaking, passage, language)
    found = list(hedges(passage, language, demanding=attribution.form != "direct"))
    told = base
    for _, kind in found:
        told = _lower(told, kind, speaking)
    reasons += [Reason(code=f"hedge-{kind}", words=words) for words, kind in found]
    perhaps = _perhaps(told, base, found, attribution, language)
    words = "; ".join(dict.fromkeys(words for words, _ in found))
    return Certainty(told_as=told, reasons=tuple(reasons), words=words, perhaps=perhaps)


def hedges(passage: Passage, language: Language, *, demanding: bool = True) -> Iterator[tuple[str, str]]:
    """The hedges of a passage, as the text writes them, and what each makes of it."""
    lows = passage.lows
    position = 0
    while position < len(lows):
        for phrase, kind in language.hedges_from.get(lows[position], ()):
            if tuple(lows[position : position + len(phrase)]) == phrase and not _is_other(
                passage, position, language, demanding
            ):
                yield written(passage.tokens[position : position + len(phrase)]), kind
                position += len(phrase) - 1
                break
        position += 1


def _is_other(passage: Passage, position: int, language: Language, demanding: bool) -> bool:
    """Words that are hedges elsewhere: a demand, the month of May, a name."""
    token = passage.tokens[position]
    if token.low in _DEMANDING and (not demanding or passage.quoted(token) is not None):
        return True
    if language.code == "en" and token.low == "may" and token.is_name and position:
        return True
    if language.code == "de" and token.low == "wohl" and token.is_name:
        return True
    return language.code == "de" and token.low in ("bestimmt", "könne") and token.is_name


def _base(attribution: Attribution, speaking: Speaking, passage: Passage, language: Language) -> tuple[str, list[Reason]]:
    """What verb and speaker make of it, before any hedge."""
    if speaking.entity is None:
        if attribution.form == "direct":
            return "reported", [Reason(code="in-quotation-marks")]
        return "stated", [Reason(code="own-voice")]
    verb = [Reason(code="verb", words=speaking.verb)] if speaking.verb else []
    if speaking.told == "confirmed":
        return ("reported", verb) if _denies(passage, language) else ("confirmed", verb)
    if speaking.told in ("announced", "conjectured", "assessed"):
        return speaking.told, verb
    if speaking.entity.role in _JUDGING_ROLES and speaking.entity.named:
        return "assessed", [*verb, Reason(code="expert", words=speaking.entity.name)]
    return "reported", verb or [Reason(code="said-by", words=speaking.entity.name)]


def _denies(passage: Passage, language: Language) -> bool:
    return any(language.has("hedges.not-confirmed", low) for low in passage.lows)


def _lower(told: str, kind: str, speaking: Speaking) -> str:
    """The less firm of the two; what is as firm as the other gives way to a hedge only in the author's own voice."""
    if FIRMNESS[kind] < FIRMNESS[told]:
        return kind
    if FIRMNESS[kind] == FIRMNESS[told] and told != kind and speaking.entity is not None and kind == "assessed":
        return kind
    return told


def _perhaps(
    told: str, base: str, found: Sequence[tuple[str, str]], attribution: Attribution, language: Language
) -> tuple[str, ...]:
    """The other readings that a careful reader may have."""
    others: list[str] = []
    own = attribution.first.entity is None and attribution.form != "direct"
    if own and told == "stated" and any(low in language.words["hedges.judging"] for low in attribution.passage.lows):
        others.append("assessed")
    if not own and told in ("reported", "assessed"):
        others.append("assessed" if told == "reported" else "reported")
    others += [kind for _, kind in found if kind != told]
    if told == "conjectured" and base in ("assessed", "stated"):
        others.append("assessed")
    if base == "confirmed" and told != base:
        others.append("reported")
    return tuple(kind for kind in dict.fromkeys(others) if kind != told)
