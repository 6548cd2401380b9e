"""The gate that every proposal passes before a person sees it, whoever made it. "Passed" means "may be shown", never "true".

What it holds against a proposal:

1. the passage does not stand in the text, or its words stand there in several places;
2. a figure or a name of what it says, or its date, does not stand in the passage or near it;
3. who is said to speak is not named near the passage, or somebody else clearly speaks there;
4. it is told more firmly than the words of the passage allow;
5. a negation was lost or came in;
6. eight words of the text stand in it in a row;
7. the passage speaks to a program instead of a reader (shown, and flagged: the text is data, whatever it says).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from lagebild.drafting.certainty import certainty
from lagebild.drafting.dates import dates, published_on
from lagebild.drafting.figures import figures, numbers
from lagebild.drafting.names import country_at, institution_at
from lagebild.drafting.passages import Passage, tokens
from lagebild.drafting.rules import Reading
from lagebild.evidence.dates import read_date
from lagebild.evidence.proposals import LONGEST_WORDS, Flag, Proposal, ProposedDate
from lagebild.evidence.strength import FIRMNESS
from lagebild.evidence.texts import normalise

VERSION: Final = "1"

NEAR: Final = 3
"""So many sentences on either side may name who acts or speaks in a passage."""

SURE: Final = 0.75
"""From which score on the rules are sure of a speaker."""

LONGEST_SAYS: Final = 300

_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_WORD: Final = re.compile(r"\w+")
_TO_A_PROGRAM: Final = re.compile(
    r"""\b(?:(?:ignore|disregard|forget)\s+(?:all\s+|any\s+|the\s+|your\s+)*(?:previous|prior|above|earlier|preceding)\b
        | (?:ignorier|vergiss|missachte)\w*\s+(?:\w+\s+){0,3}(?:anweisung|vorherig|bisherig|obig)\w*
        | (?:system|instruction)\s*:\s | </?(?:system|instruction)\b
        | (?:you\s+(?:are|must)|du\s+bist|du\s+musst)\s+(?:now\s+|jetzt\s+|nun\s+)?(?:an?\s+|ein\w*\s+)?
            (?:language\s+model|sprachmodell|answer|output|return|ausgeben|antworten)
        | (?:new|neue)\s+(?:instructions|anweisungen)\s*:
        | (?:mark|set|label)\s+(?:this|every|all)\b.{0,40}\bas\s+(?:confirmed|true)
        | (?:markiere|setze)\b.{0,40}\b(?:bestätigt|wahr)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
"""How a text addresses a program that reads it."""


def gate(reading: Reading, proposal: Proposal, number: int) -> tuple[Flag, ...]:
    """What speaks against showing a proposal for the sentence with this number; flags that it brings along stay."""
    passage = reading.passages.all[number]
    return tuple(dict.fromkeys([*proposal.flags, *_flags(reading, proposal, passage)]))


def _flags(reading: Reading, proposal: Proposal, passage: Passage) -> Iterator[Flag]:
    yield from _places(reading, proposal)
    yield from _speaker(reading, proposal, passage)
    yield from _firmness(reading, proposal, passage)
    says = str(proposal.says)
    if says:
        yield from _words(reading, says, passage)
        yield from _negation(reading, says, passage)
    yield from _figures(reading, proposal, says, passage)
    yield from _times(reading, proposal, passage)
    if _TO_A_PROGRAM.search(reading.text.text[passage.start : passage.end]):
        yield Flag(code="speaks-to-a-program")


# --- 1. the passage ---------------------------------------------------------------------------------------------------


def _places(reading: Reading, proposal: Proposal) -> Iterator[Flag]:
    for place in (*proposal.at, *proposal.quotations):
        here = reading.text.place(place.start, place.end)
        if not (0 <= place.start < place.end <= len(reading.text.text)) or here.sha256 != place.sha256:
            yield Flag(code="not-in-the-text", stops=True)
            return


# --- 2. figures, names, dates -----------------------------------------------------------------------------------------


def _figures(reading: Reading, proposal: Proposal, says: str, passage: Passage) -> Iterator[Flag]:
    span = reading.text.text[passage.start : passage.end]
    there = numbers(span, reading.language) | {Decimal(year) for time in proposal.when for year in _YEAR.findall(time.value)}
    there |= {Decimal(year) for time in _dates_there(reading, passage) for year in _YEAR.findall(time.value)}
    told = {figure.value for figure in proposal.figures}
    for value in sorted((told | numbers(says, reading.language)) - there):
        yield Flag(code="figure-not-there", words=f"{value:f}", stops=True)
    found = {each.figure.value: each.figure.compare for each in figures(passage, reading.language)}
    for figure in proposal.figures:
        if figure.value in found and figure.compare != found[figure.value]:
            yield Flag(code="figure-meant-otherwise", words=f"{figure.value:f}: {found[figure.value]}")


def _words(reading: Reading, says: str, passage: Passage) -> Iterator[Flag]:
    if len(says) > LONGEST_SAYS:
        yield Flag(code="too-long", words=str(len(says)), stops=True)
    if copied(says, reading.text.text):
        yield Flag(code="copied", stops=True)
    near = reading.passages.all[max(0, passage.number - NEAR) : passage.number + NEAR + 1]
    there = {name for other in near for name in _named(other.tokens, reading)}
    mentioned = [entity for other in near if (found := reading.by_number.get(other.number)) for entity in found.mentioned]
    # "Washington" may stand for the White House.
    there |= {name for entity in mentioned for name in (entity.id, entity.country)}
    everywhere = {token.low for token in tokens(reading.text.text, passage.start, passage.end)}
    for name in _named(list(tokens(says, 0, len(says))), reading):
        if name not in there and name.lower() not in everywhere:
            yield Flag(code="name-not-near", words=name, stops=True)


def _named(listed: Sequence[object], reading: Reading) -> Iterator[str]:
    """Countries, institutions and people among some words."""
    words = [token for token in listed if hasattr(token, "low")]
    for at in range(len(words)):
        country = country_at(words, at)  # type: ignore[arg-type]
        if country is not None:
            yield country[0]
        institution = institution_at(words, at)  # type: ignore[arg-type]
        if institution is not None:
            yield institution[0].id
        person = reading.names.at(words, at)  # type: ignore[arg-type]
        if person is not None:
            yield person[0].id


def _times(reading: Reading, proposal: Proposal, passage: Passage) -> Iterator[Flag]:
    """A date has to be read from the passage: its year stands there, or the words that it is counted from do."""
    span = normalise(reading.text.text[passage.start : passage.end])
    known = _dates_there(reading, passage)
    for time in proposal.when:
        years = _YEAR.findall(time.value)
        if any(year in span for year in years) or (time.counted_from and time.words and normalise(time.words) in span):
            continue
        if time.words and normalise(time.words) in span and not years:
            continue
        if any(_may_be(time.value, other.value) for other in known):
            continue
        if time.value.endswith("X") and time.value[:3] in span:
            continue
        yield Flag(code="date-not-there", words=time.value, stops=True)


def _dates_there(reading: Reading, passage: Passage) -> tuple[ProposedDate, ...]:
    published = reading.source.published
    day = published_on(published.value) if published else None
    return tuple(found.date for found in dates(passage, reading.language, day))


def _may_be(one: str, other: str) -> bool:
    """Whether two dates may come from the same words: the week or the year is another, the day or the month is not."""
    one, other = one.removeprefix("../").removesuffix("/.."), other.removeprefix("../").removesuffix("/..")
    if one[4:] == other[4:] and len(one) > 4:
        return True
    if len(one) == len(other) == 10 and read_date(one) and read_date(other):
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) == 7
    return False


# --- 3. speakers ------------------------------------------------------------------------------------------------------


def _speaker(reading: Reading, proposal: Proposal, passage: Passage) -> Iterator[Flag]:
    attribution = reading.by_number.get(passage.number)
    if attribution is None:
        return
    by_rule = attribution.first
    proposed = proposal.speaker
    if proposed in ("author", "unnamed"):
        if by_rule.entity is not None and by_rule.score >= SURE:
            yield Flag(code="somebody-else-speaks", words=by_rule.entity.name, stops=True)
        return
    if any(each.entity is not None and each.entity.id == proposed for each in attribution.speaking):
        first = by_rule.entity.id if by_rule.entity is not None else ""
        if first != proposed and by_rule.score >= SURE:
            yield Flag(code="somebody-else-speaks", words=by_rule.entity.name if by_rule.entity else "", stops=False)
        return
    near = range(passage.number - NEAR, passage.number + NEAR + 1)
    named = {entity.id for at in near if (other := reading.by_number.get(at)) for entity in other.mentioned}
    if proposed not in named:
        yield Flag(code="speaker-not-near", words=proposed, stops=True)
    elif by_rule.entity is not None and by_rule.score >= SURE:
        yield Flag(code="somebody-else-speaks", words=by_rule.entity.name, stops=True)
    elif attribution.form == "narration":
        yield Flag(code="nobody-speaks-here", stops=True)


# --- 4. firmness ------------------------------------------------------------------------------------------------------


def _firmness(reading: Reading, proposal: Proposal, passage: Passage) -> Iterator[Flag]:
    """Not firmer than the hedges and the verb allow. ``confirmed`` and ``announced`` need a verb that says so."""
    attribution = reading.by_number.get(passage.number)
    if attribution is None:
        return
    allowed = certainty(attribution, reading.language)
    readings = (allowed.told_as, *allowed.perhaps)
    if proposal.told_as in readings:
        return
    firmest = max(FIRMNESS[told] for told in readings)
    needs = proposal.told_as in ("confirmed", "announced")
    if FIRMNESS[proposal.told_as] > firmest or needs:
        yield Flag(code="too-firm", words=allowed.words or allowed.told_as, stops=True)


# --- 5. negation ------------------------------------------------------------------------------------------------------


def _negation(reading: Reading, says: str, passage: Passage) -> Iterator[Flag]:
    """A negation that came in stops; one that was lost does where the sentence has a single clause to lose it from."""
    said = _negates(tokens(says, 0, len(says)))
    there = _negates(passage.tokens)
    if said and not there:
        yield Flag(code="negation-added", stops=True)
    elif there and not said:
        clauses = sum(token.text in (",", ";", ":", "–") for token in passage.tokens)
        yield Flag(code="negation-lost", stops=clauses == 0)


_NEGATING: Final = frozenset(
    """not no never nobody none nothing neither nor without cannot n't nicht kein keine keinen keiner keinem keines nie niemals
    niemand niemanden nichts weder ohne deny denies denied bestreitet bestritt bestreiten refuse refuses refused lehnt ablehnt
    abgelehnt unlikely impossible lack lacks rejects reject rejected against dagegen unable fails fail""".split()  # noqa: SIM905
)
"""Words that negate, in either language: what a text says in one may be retold in the other."""


def _negates(listed: Iterable[object]) -> bool:
    lows = [str(getattr(token, "low", "")) for token in listed]
    return any(low in _NEGATING or low.endswith("n't") for low in lows)


# --- 6. own words -----------------------------------------------------------------------------------------------------


def copied(says: str, text: str, most: int = LONGEST_WORDS) -> str:
    """The first words of a text that stand in ``says`` in a row, more than ``most`` of them; empty if none do."""
    own = [word.lower() for word in _WORD.findall(normalise(says))]
    if len(own) <= most:
        return ""
    there = [word.lower() for word in _WORD.findall(normalise(text))]
    rows = {tuple(there[at : at + most + 1]) for at in range(len(there) - most)}
    for at in range(len(own) - most):
        if tuple(own[at : at + most + 1]) in rows:
            return " ".join(own[at : at + most + 1])
    return ""
