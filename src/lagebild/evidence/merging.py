"""Two records of claims on one situation made one: what is the same is recognised, what contradicts is listed, nothing is lost.

A *source* is the same if its text has the same fingerprint, or else stands at the same address, or has the same title and date;
its text may be another version then, which is told. A *speaker* is the same under the same id or name. A *claim* is the same if
it comes from the same source, stands at the same place there, and is of the same voice; where several do, their words decide.
What is only likely to be the same is kept apart and told.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import count
from typing import Any, Final, TypeVar

from lagebild.evidence.grounds import ClaimReference, Grounds, grounds_in_words
from lagebild.evidence.records import Claim, Prose, Source, Speaker, TextPlace
from lagebild.situation import Line, Situation

KINDS: Final = ("source", "speaker", "claim")
"""What a record consists of, in the order in which it is joined."""

ALIKE: Final = 0.6
"""From which likeness of words on two claims of one voice in one place are the same, where several could be."""

EQUAL: Final = 0.85
"""From which likeness on words are the same but for their dress."""

_OTHER_WORDS: Final = frozenset(
    {"says", "name", "title", "note", "words", "interest", "entered", "at", "retrieved", "standards"}
)
"""Fields in which two people may differ without contradicting each other."""

_KEYS: Final[Mapping[str, str]] = {
    "source": "in",
    "offices": "office",
    "condition": "if",
    "alternative_told_as": "alternatives",
    "alternative_by": "alternatives",
}
"""The keys of the file for fields that are called otherwise."""

Entry = Source | Speaker | Claim
EntryT = TypeVar("EntryT", Source, Speaker, Claim)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A record: sources, speakers and claims."""

    sources: tuple[Source, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    claims: tuple[Claim, ...] = ()

    def of(self, kind: str) -> tuple[Entry, ...]:
        """The entries of one kind."""
        by_kind: dict[str, tuple[Entry, ...]] = {"source": self.sources, "speaker": self.speakers, "claim": self.claims}
        return by_kind[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Two entries that are the same. ``by``: how it was recognised (text-sha256, url, id, name, words, place)."""

    kind: str
    first: str
    second: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where two entries that are the same say different things. ``key``: as in the file.

    ``taken``: the first says nothing there, and what the second says is taken over. ``contradicts``: not both can be right;
    else it is only said in other words.
    """

    kind: str
    first: str
    second: str
    key: str
    first_says: str
    second_says: str
    taken: bool = False
    contradicts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An entry that only the second has, with its id there and the one it gets."""

    kind: str
    second: str
    id: str

    @property
    def renamed(self) -> bool:
        """Whether the first has something else under its id."""
        return self.id != self.second


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A speaker that has to be given an entry, so that the authors of two texts stay two voices."""

    id: str
    name: str
    source: str
    """As the second calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposed:
    """A claim that contradicts or denies another, where one of the two is the first person's. Ids as they are now."""

    claim: str
    kind: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A line of both situations that rests on something else in the second. ``had`` is empty where the first says nothing."""

    address: str
    had: str
    grounds: str


@dataclass(frozen=True, kw_only=True)
class Merge:
    """How two records become one."""

    joined: tuple[Joined, ...]
    added: tuple[Added, ...]
    authors: tuple[Author, ...]
    differences: tuple[Difference, ...]
    opposed: tuple[Opposed, ...]
    perhaps: tuple[tuple[str, str], ...]
    """Claims (of the first, of the second as it is called now) that could be the same and were kept apart."""
    names: Mapping[tuple[str, str], str]
    """Per kind and id of the second the id it has now."""

    @property
    def contradictions(self) -> tuple[Difference, ...]:
        """The differences that cannot both be right."""
        return tuple(one for one in self.differences if one.contradicts)

    @property
    def versions(self) -> tuple[Difference, ...]:
        """The sources that are the same and of which the two had different texts, by their fingerprints."""
        return tuple(one for one in self.differences if one.key == "text-sha256" and not one.taken)

    @property
    def renamed(self) -> tuple[Added, ...]:
        """What had to be given another id."""
        return tuple(one for one in self.added if one.renamed)

    def speaker(self, id_: str, source: str) -> str:
        """What a speaker of the second is called now, in a claim from ``source`` (as the second calls it)."""
        if id_ == "author":
            for author in self.authors:
                if author.source == source:
                    return author.id
        return self.names.get(("speaker", id_), id_)

    def claim(self, claim: Claim) -> Claim:
        """A claim of the second with every id in it as it is now."""
        who: Callable[[str], str] = lambda id_: self.speaker(id_, claim.source)  # noqa: E731
        return replace(
            claim,
            id=self.names.get(("claim", claim.id), claim.id),
            by=who(claim.by),
            via=tuple(map(who, claim.via)),
            origin=self.names.get(("speaker", claim.origin), claim.origin),
            source=self.names.get(("source", claim.source), claim.source),
            alternative_by=tuple(map(who, claim.alternative_by)),
            relates=tuple(replace(r, claim=self.names.get(("claim", r.claim), r.claim)) for r in claim.relates),
        )


def merge(first: Evidence, second: Evidence) -> Merge:
    """How ``second`` joins ``first``, whose ids and words stay as they are."""
    joined: list[Joined] = []
    names: dict[tuple[str, str], str] = {}
    authors: tuple[Author, ...] = ()
    perhaps: list[tuple[str, str]] = []
    added: list[Added] = []
    for kind in KINDS:
        if kind == "source":
            found = list(_same_sources(first.sources, second.sources))
        elif kind == "speaker":
            found = list(_matches(first.speakers, second.speakers, _same_speaker, kind))
            authors = _authors(first, second, names, found)
        else:
            so_far = Merge(joined=(), added=(), authors=authors, differences=(), opposed=(), perhaps=(), names=names)
            versions = _other_versions(first, second, joined)
            found, likely = _same_claims(first.claims, [(claim, so_far.claim(claim)) for claim in second.claims], versions)
            perhaps.extend(likely)
        joined.extend(found)
        names.update({(kind, one.second): one.first for one in found})
        new = _added(kind, first, second, {one.second for one in found}, names, authors)
        added.extend(new)
        names.update({(kind, one.second): one.id for one in new})
    whole = Merge(
        joined=tuple(joined), added=tuple(added), authors=authors, differences=(), opposed=(),
        perhaps=tuple((one, names["claim", other]) for one, other in perhaps), names=names,
    )  # fmt: skip
    return replace(whole, differences=tuple(_differences(first, second, whole)), opposed=tuple(_opposed(first, second, whole)))


def sourced_otherwise(first: Situation, second: Situation, merged: Merge) -> tuple[Sourced, ...]:
    """The lines that both situations have and the second rests on something else, with her claims as they are called now."""
    mine = {line.address: line for line in first.lines()}
    found: list[Sourced] = []
    for line in second.lines():
        old = mine.get(line.address)
        if old is None or line.because is None or _bare(old) != _bare(line):
            continue
        grounds = grounds_in_words(_renamed(line.because, merged))
        had = "" if old.because is None else grounds_in_words(old.because)
        if grounds != had:
            found.append(Sourced(address=line.address, had=had, grounds=grounds))
    return tuple(found)


def _bare(line: Line) -> str:
    """What a line says, without what it rests on."""
    hidden = ("because", "against", "place", "name", "above", "members")
    return repr([type(line)] + [getattr(line, f.name) for f in fields(line) if f.name not in hidden])


def _renamed(grounds: Grounds, merged: Merge) -> Grounds:
    def part(one: Grounds | ClaimReference) -> Grounds | ClaimReference:
        if isinstance(one, Grounds):
            return _renamed(one, merged)
        return ClaimReference(merged.names.get(("claim", one.claim), one.claim))

    return Grounds(grounds.count, tuple(map(part, grounds.parts)))


# --- sources and speakers -----------------------------------------------------------------------------------------------


def _matches(
    first: tuple[EntryT, ...], second: tuple[EntryT, ...], same: Callable[[EntryT, EntryT], str], kind: str
) -> Iterator[Joined]:
    """Every entry of ``second`` that is one of ``first``; the same id is looked at first, and nothing is joined twice."""
    left = {one.id: one for one in first}
    for other in second:
        candidates = sorted(left.values(), key=lambda one: one.id != other.id)
        for one in candidates:
            if by := same(one, other):
                del left[one.id]
                yield Joined(kind=kind, first=one.id, second=other.id, by=by)
                break


def _same_sources(first: tuple[Source, ...], second: tuple[Source, ...]) -> Iterator[Joined]:
    """The sources that are the same: of several versions of a text first those whose fingerprints agree."""
    found = list(_matches(first, second, _same_text, "source"))
    mine, hers = {one.first for one in found}, {one.second for one in found}
    yield from found
    left = tuple(one for one in first if one.id not in mine), tuple(one for one in second if one.id not in hers)
    yield from _matches(*left, _same_source, "source")


def _same_text(one: Source, other: Source) -> str:
    if _equal_but(one, other, "place"):
        return "id"
    return "text-sha256" if one.text_sha256 and one.text_sha256 == other.text_sha256 else ""


def _same_source(one: Source, other: Source) -> str:
    if one.url and other.url:
        return "url" if _address(one.url) == _address(other.url) else ""
    if one.publisher and other.publisher and _plain(one.publisher) != _plain(other.publisher):
        return ""
    days = {source.published.value for source in (one, other) if source.published is not None}
    # Where even the texts differ, a date that only one of them tells is not enough.
    dated = len(days) < 2 and (not _two_versions(one, other) or (one.published is not None and other.published is not None))
    return "title" if dated and _shared(one.title, other.title, _plain) else ""


def _two_versions(one: Source, other: Source) -> bool:
    """Whether two entries for one source tell the fingerprints of different texts."""
    return bool(one.text_sha256 and other.text_sha256) and one.text_sha256 != other.text_sha256


def _other_versions(first: Evidence, second: Evidence, joined: Iterable[Joined]) -> frozenset[str]:
    """The sources, as the first calls them, of which the second has another text."""
    mine, hers = ({source.id: source for source in side.sources} for side in (first, second))
    return frozenset(one.first for one in joined if one.kind == "source" and _two_versions(mine[one.first], hers[one.second]))


def _address(url: str) -> str:
    """An address without what makes no difference."""
    return re.sub(r"^https?://(www\.)?|#.*$|/$", "", url.strip(), flags=re.IGNORECASE).rstrip("/").casefold()


_TITLES: Final = frozenset({"dr", "prof", "professor", "professorin", "mr", "mrs", "ms", "sir", "herr", "frau"})


def _same_speaker(one: Speaker, other: Speaker) -> str:
    if _equal_but(one, other, "place"):
        return "id"
    if not (one.named and other.named):
        # "Lawyers" here and "lawyers" there need not be the same ones.
        return "id" if one.id == other.id and _shared(one.name, other.name, _plain) else ""
    if _shared(one.name, other.name, _person):
        return "name" if one.id != other.id else "id"
    return "id" if one.id == other.id and one.id != "author" and not (one.name and other.name) else ""


def _person(text: str) -> str:
    """A name without titles, accents and order: "Müller, Dr. Anna" is "anna muller"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(sorted(word for word in re.findall(r"\w+", bare) if word not in _TITLES))


def _plain(text: str) -> str:
    """Words alone."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _shared(one: Prose, other: Prose, form: Callable[[str], str]) -> bool:
    """Whether two texts are the same in some language, once dressed alike."""
    mine = {form(text) for _, text in one.texts} - {""}
    return bool(mine & {form(text) for _, text in other.texts})


def _authors(
    first: Evidence, second: Evidence, names: Mapping[tuple[str, str], str], found: list[Joined]
) -> tuple[Author, ...]:
    """Entries for authors of the second's texts who would else be taken for the author of another text.

    ``author`` is whoever wrote the text. Where both records speak of one without saying who, and of different texts, the
    second's are given entries of their own.
    """
    if any(speaker.id == "author" for speaker in second.speakers) or not _uses_author(first):
        return ()
    theirs = {claim.source for claim in first.claims if _by_author(claim)}
    known = {source.id: source for source in second.sources}
    mine = {source.id: source for source in first.sources}
    written = {author for id_ in theirs if id_ in mine for author in mine[id_].author}
    taken = {speaker.id for speaker in (*first.speakers, *second.speakers)}
    made: list[Author] = []
    for id_ in dict.fromkeys(claim.source for claim in second.claims if _by_author(claim)):
        source = known.get(id_)
        if source is None or names.get(("source", id_), "") in theirs or written & set(source.author):
            continue
        name = ", ".join(source.author) or str(source.title) or id_
        known_as = next((one for one in first.speakers if _shared(one.name, Prose((("", name),)), _person)), None)
        new = known_as.id if known_as is not None else _free(f"author-{id_}", taken)
        taken.add(new)
        made.append(Author(id=new, name="" if known_as is not None else name, source=id_))
    return tuple(made)


def _uses_author(evidence: Evidence) -> bool:
    return any(speaker.id == "author" for speaker in evidence.speakers) or any(map(_by_author, evidence.claims))


def _by_author(claim: Claim) -> bool:
    return "author" in (claim.by, *claim.via, *claim.alternative_by)


def _added(
    kind: str, first: Evidence, second: Evidence, same: set[str], names: Mapping[tuple[str, str], str],
    authors: tuple[Author, ...],
) -> list[Added]:  # fmt: skip
    """What only the second has, under an id that is free."""
    taken = {entry.id for entry in first.of(kind)} | {author.id for author in authors if kind == "speaker"}
    if kind == "speaker" and _other_author(first, second, names):
        taken.add("author")
    hers = {entry.id for entry in second.of(kind)}
    found: list[Added] = []
    for entry in second.of(kind):
        if entry.id in same:
            continue
        id_ = entry.id if entry.id not in taken else _free(entry.id, taken | hers)
        taken.add(id_)
        found.append(Added(kind=kind, second=entry.id, id=id_))
    return found


def _other_author(first: Evidence, second: Evidence, names: Mapping[tuple[str, str], str]) -> bool:
    """Whether the first speaks of an author without saying who, and of other texts than the second."""
    theirs = {claim.source for claim in first.claims if _by_author(claim)}
    hers = {names.get(("source", claim.source), claim.source) for claim in second.claims if _by_author(claim)}
    return bool(theirs) and not theirs & hers


def _free(id_: str, taken: Iterable[str]) -> str:
    known = frozenset(taken)
    if id_ not in known:
        return id_
    return next(new for number in count(2) if (new := f"{id_}-{number}") not in known)


# --- claims -------------------------------------------------------------------------------------------------------------

_SAME_PLACE, _SOME_PLACE, _NO_PLACE = 2, 1, 0


@dataclass(frozen=True, slots=True)
class _Likeness:
    first: Claim
    second: str
    score: float
    by: str
    placed: bool
    """Same source, overlapping place, same voice: the same claim unless another one fits better."""


def _same_claims(
    first: tuple[Claim, ...], second: list[tuple[Claim, Claim]], versions: frozenset[str]
) -> tuple[list[Joined], list[tuple[str, str]]]:
    """The claims that are the same, best likeness first, and pairs that could be.

    ``second``: each claim as the second has it, and with its ids as they are now. ``versions``: sources of which the second
    has another text.
    """
    by_source: dict[str, list[Claim]] = {}
    for claim in first:
        by_source.setdefault(claim.source, []).append(claim)
    found = [
        likeness
        for claim, mapped in second
        for one in by_source.get(mapped.source, ())
        if (likeness := _likeness(one, claim, mapped, same_text=mapped.source not in versions)) is not None
    ]
    joined: list[Joined] = []
    left, mine = {claim.id for claim, _ in second}, {claim.id for claim in first}

    def join(likeness: _Likeness) -> None:
        if likeness.second in left and likeness.first.id in mine:
            left.discard(likeness.second)
            mine.discard(likeness.first.id)
            joined.append(Joined(kind="claim", first=likeness.first.id, second=likeness.second, by=likeness.by))

    for likeness in sorted((one for one in found if one.score), key=lambda one: -one.score):
        join(likeness)
    rest = [one for one in found if one.placed and one.second in left and one.first.id in mine]
    for likeness in rest:
        alone = sum(one.second == likeness.second or one.first.id == likeness.first.id for one in rest) == 1
        if alone:
            join(likeness)
    likely = [(one.first.id, one.second) for one in found if one.placed and one.second in left]
    return joined, list(dict.fromkeys(likely))


def _likeness(one: Claim, other: Claim, mapped: Claim, *, same_text: bool) -> _Likeness | None:
    """How like two claims of one source are; None where they cannot be the same."""
    if _equal_but(one, mapped, "id", "place", "relates", "entered"):
        return _Likeness(one, other.id, 10.0 + (one.id == other.id), "id" if one.id == other.id else "words", True)
    place = _place(one.at, other.at, same_text=same_text)
    # Numbers of characters in one version of a text say nothing of another; a passage's fingerprint does.
    unplaced = not one.at or not other.at or not same_text
    if place == _NO_PLACE and not unplaced:
        return None
    same_voice = one.voice == mapped.voice
    words = _words_alike(one.says, other.says)
    placed = place > _NO_PLACE and bool(one.source) and same_voice
    by, score = "place", 0.0
    if one.id == other.id and (place > _NO_PLACE or (unplaced and words >= ALIKE)):
        by, score = "id", 9.0 + words
    elif words >= EQUAL and (place > _NO_PLACE or (unplaced and same_voice)):
        by, score = "words", 8.0 + words
    elif placed and words >= ALIKE:
        by, score = "place", 6.0 + words
    if not score and not placed:
        return None
    return _Likeness(one, other.id, score, by, placed)


def _place(mine: tuple[TextPlace, ...], hers: tuple[TextPlace, ...], *, same_text: bool) -> int:
    found = _NO_PLACE
    for one in mine:
        for other in hers:
            if one.sha256 and one.sha256 == other.sha256:
                return _SAME_PLACE
            if not same_text:
                continue
            if (one.start, one.end) == (other.start, other.end):
                return _SAME_PLACE
            shared = min(one.end, other.end) - max(one.start, other.start)
            if 2 * shared >= min(one.end - one.start, other.end - other.start):
                found = _SOME_PLACE
    return found


def _words_alike(one: Prose, other: Prose) -> float:
    """How like two texts are (0 to 1), in the language in which they are most alike."""
    found = 0.0
    for _, mine in one.texts:
        for _, hers in other.texts:
            a, b = _plain(mine), _plain(hers)
            matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
            if a == b or matcher.quick_ratio() >= ALIKE:
                found = max(found, matcher.ratio())
    return found


# --- what differs -------------------------------------------------------------------------------------------------------


def _equal_but(one: Entry, other: Entry, *ignored: str) -> bool:
    return all(getattr(one, f.name) == getattr(other, f.name) for f in fields(one) if f.name not in ignored)


def _differences(first: Evidence, second: Evidence, merged: Merge) -> Iterator[Difference]:
    mine = {(kind, entry.id): entry for kind in KINDS for entry in first.of(kind)}
    hers = {(kind, entry.id): entry for kind in KINDS for entry in second.of(kind)}
    for pair in merged.joined:
        one, other = mine[pair.kind, pair.first], hers[pair.kind, pair.second]
        now = merged.claim(other) if isinstance(other, Claim) else other
        before = _by_key(one)
        for key, after in _by_key(now).items():
            if _new(before[key], after):
                taken = _silent(before[key])
                alike = key in (*_OTHER_WORDS, "text-sha256") or _same_address(key, before[key], after)
                yield Difference(
                    kind=pair.kind, first=pair.first, second=pair.second, key=key, first_says=said(before[key]),
                    second_says=said(after), taken=taken, contradicts=not taken and not alike,
                )  # fmt: skip
        if isinstance(one, Claim) and isinstance(now, Claim) and set(now.relates) - set(one.relates):
            new = tuple(relation for relation in now.relates if relation not in one.relates)
            yield Difference(
                kind="claim", first=pair.first, second=pair.second, key="relates", first_says=said(one.relates),
                second_says=said(new), taken=True,
            )  # fmt: skip


def _same_address(key: str, before: Any, after: Any) -> bool:
    return key == "url" and _address(before) == _address(after)


def _by_key(entry: Entry) -> dict[str, Any]:
    """What an entry says, under the keys of the file."""
    found: dict[str, Any] = {}
    for f in fields(entry):
        if f.name not in ("id", "place", "relates"):
            key = _KEYS.get(f.name, f.name.replace("_", "-"))
            found[key] = (*found[key], *getattr(entry, f.name)) if key in found else getattr(entry, f.name)
    return found


def _new(before: object, after: object) -> bool:
    """Whether the second says something that the first does not. A text in fewer languages says nothing new."""
    if before == after or _silent(after):
        return False
    return not (isinstance(before, Prose) and isinstance(after, Prose) and _same_prose(before, after))


def _same_prose(before: Prose, after: Prose) -> bool:
    mine = {text for _, text in before.texts}
    return all(text in mine for _, text in after.texts)


def _silent(value: object) -> bool:
    return value is None or value == "" or value == () or (isinstance(value, Prose) and not value)


def said(value: Any) -> str:
    """A value of the record in a line."""
    if isinstance(value, Prose):
        return " / ".join(text for _, text in value.texts)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(map(said, value))
    if is_dataclass(value) and not isinstance(value, type):
        parts = [(f.name.replace("_", "-"), getattr(value, f.name)) for f in fields(value) if f.name != "place"]
        return ", ".join(f"{name} {said(part)}" for name, part in parts if not _silent(part))
    return "" if value is None else str(value)


def _opposed(first: Evidence, second: Evidence, merged: Merge) -> Iterator[Opposed]:
    mine = {claim.id: claim for claim in first.claims}
    for claim in second.claims:
        now = merged.claim(claim)
        known = mine[now.id].relates if now.id in mine else ()
        for relation in now.relates:
            if relation.kind in ("contradicts", "denies") and relation not in known and {now.id, relation.claim} & set(mine):
                yield Opposed(claim=now.id, kind=relation.kind, other=relation.claim)
