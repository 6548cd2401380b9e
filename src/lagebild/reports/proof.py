"""Standards of proof in words: how well proven an answer is, in plain sentences that never say "level 3"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lagebild.analyses.conclusion import UNDEFINED, VALUES
from lagebild.analyses.proof import AtStandard, Proof, Proofs
from lagebild.evidence.coverage import kind_of
from lagebild.evidence.grounds import references
from lagebild.evidence.strength import HIGH, LOW
from lagebild.reports.lines import line_in_words
from lagebild.reports.words import Words
from lagebild.situation import Situation

SAME: Final = "same"
OTHERWISE: Final = "otherwise"
UNDECIDED: Final = "undecided"
OUTCOMES: Final = (SAME, UNDECIDED, OTHERWISE, UNDEFINED)
"""What becomes of an answer at a standard of proof: it stays the same, is not shown otherwise by what was tried (which proves
nothing), can come out otherwise, or can no longer be given."""

_HOW_FIRM: Final = {OTHERWISE: 0, UNDEFINED: 0, UNDECIDED: 1, SAME: 2}
"""The laxer the standard, the firmer: else no single standard says how well an answer is proven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """One conclusion at one standard of proof, for a picture. ``value`` to ``other``: what it comes to, best to worst.

    Of an answer that does not hold not every combination was tried: it may come to more than is said here.
    """

    standard: int
    said: str
    """The standard in words: where only what is confirmed counts."""
    outcome: str
    """One of ``OUTCOMES``, at the low end of sources that could not be judged."""
    outcome_high: str
    """And at their high end."""
    value: str
    other: str


def proof_paragraph(found: Proofs, question: int, language: str = "en") -> str:
    """How well proven the answer to one question is; of a term with several definitions, each. Empty where nothing is asked."""
    words = Words(language)
    told = [(proof, _told(found, proof, words)) for proof in found.proofs if proof.asked.question == question]
    alike: dict[str, list[str]] = {}
    for proof, text in told:
        alike.setdefault(text, []).append(words.name(found.situation, proof.asked.definition))
    if len(alike) <= 1:
        return "".join(words("proof.as-of-all", told=text) if len(told) > 1 else text for text in alike)
    return " ".join(
        words("proof.one-of-several", name=_capital(words.listed(names)), told=text) for text, names in alike.items()
    )


def question_paragraphs(found: Proofs, question: int, language: str = "en") -> tuple[str, ...]:
    """How well proven each conclusion of one question is, in their order."""
    words = Words(language)
    return tuple(_told(found, proof, words) for proof in found.proofs if proof.asked.question == question)


def conclusion_paragraph(found: Proofs, proof: Proof, language: str = "en") -> str:
    """How well proven one conclusion is."""
    return _told(found, proof, Words(language))


def proof_notes(found: Proofs, language: str = "en") -> tuple[str, ...]:
    """What is said once for all answers: how much claims prove, sources nobody has judged, what rests on no claim."""
    words = Words(language)
    notes = [f"{words('proof.note.scale')} {words('proof.note.trials')}"]
    notes += [text for text in (_unjudged(found, words), _assumed(found, words)) if text]
    return tuple(notes)


def profile_rows(proof: Proof, language: str = "en") -> tuple[ProfileRow, ...]:
    """One conclusion from the strictest standard to the laxest, as a picture needs it."""
    words = Words(language)
    return tuple(
        ProfileRow(
            standard=low.standard,
            said=words(f"proof.profile.where.{low.standard}"),
            outcome=outcome(low),
            outcome_high=outcome(high),
            value=_met((low, high))[0],
            other=_met((low, high))[-1],
        )
        for low, high in zip(proof.low, proof.high, strict=True)
    )


def outcome(level: AtStandard) -> str:
    """What becomes of the answer there, one of ``OUTCOMES``."""
    if level.holds:
        return SAME if level.certain else UNDECIDED
    if not level.weighing.tried:
        return UNDECIDED
    return UNDEFINED if level.only_undefined else OTHERWISE


def question_in_words(situation: Situation, number: int, words: Words) -> str:
    """A question as the file asks it, or what it is about."""
    question = situation.questions[number - 1]
    about = words("words.quoted", text=question.term)
    if question.statement is not None:
        about = words.statement(situation, question.statement)
    return question.ask.in_language(words.language) or about


def _met(levels: Sequence[AtStandard]) -> list[str]:
    """The values met at both ends, best first, as a picture names them."""
    met = {value for level in levels for value in level.tally.values}
    return [value.replace(" ", "-") for value in (*VALUES, UNDEFINED) if value in met] or [UNDEFINED]


def _told(found: Proofs, proof: Proof, words: Words) -> str:
    if not proof.is_interval:
        # Where the ends come to the same, but less of one could be tried, that one is told.
        less_known = min((LOW, HIGH), key=lambda end: sum(level.certain for level in (proof.low, proof.high)[end]))
        return _at_end(found, proof, less_known, words)
    low, high = (_at_end(found, proof, end, words) for end in (LOW, HIGH))
    return words("proof.ends.both", low=low, high=high)


def _at_end(found: Proofs, proof: Proof, end: int, words: Words) -> str:
    levels = (proof.low, proof.high)[end]
    if any(not level.weighing.tried for level in levels):
        return words("proof.search.untried")
    kinds = [outcome(level) for level in levels]
    holding = [level for level in levels if level.holds]
    firmness = [_HOW_FIRM[kind] for kind in kinds]
    if firmness != sorted(firmness):
        parts = _profile(levels, words)
    elif not holding:
        undefined = "-undefined" if kinds[-1] == UNDEFINED else ""
        parts = [words(f"proof.stays.none{undefined}")]
    else:
        parts = _threshold(found, levels, words)
    told = _searched(levels)
    return " ".join(parts if told is None else [*parts, *_search(found.situation, told, words)])


def _searched(levels: Sequence[AtStandard]) -> AtStandard | None:
    """The standard whose search is told: the undecided one next to where it is proven, else the strictest at which it holds."""
    undecided = [level for level in levels if outcome(level) == UNDECIDED]
    if undecided:
        return undecided[-1 if any(outcome(level) == SAME for level in levels) else 0]
    return next((level for level in levels if level.holds), None)


def _threshold(found: Proofs, levels: Sequence[AtStandard], words: Words) -> list[str]:
    """Up to where it stays the same, where that is undecided, what becomes of it beyond, and for want of which line."""
    proven = next((level for level in levels if outcome(level) == SAME), None)
    if proven is levels[0]:
        nothing_proven = len(proven.weighing.open) == found.sourced
        return [words("proof.stays.untouched" if nothing_proven else f"proof.stays.{proven.standard}")]
    undecided = [level for level in levels if outcome(level) == UNDECIDED]
    fallen = [level for level in levels if not level.holds]
    if proven is None:
        where = words.listed([words(f"proof.profile.where.{level.standard}") for level in undecided])
        said = [words("proof.stays.undecided", where=where) if fallen else words("proof.stays.undecided-all")]
    else:
        said = [words(f"proof.stays.{proven.standard}", stricter=_stricter(levels[levels.index(proven) - 1], words))]
    if undecided and fallen:
        said.append(f"{_capital(_stricter(fallen[-1], words))}.")
    return [*said, *_example(found, fallen[-1], words)] if fallen else said


def _stricter(level: AtStandard, words: Words) -> str:
    """What becomes of it by a stricter standard than the one at which it stays the same."""
    return words(f"proof.stricter.{outcome(level)}.{level.standard}")


def _example(found: Proofs, level: AtStandard, words: Words) -> list[str]:
    """The line for want of which alone it comes out otherwise, if one suffices."""
    lines = {line.address: line for line in found.situation.lines()}
    turned_by = level.tally.turned_by or ()
    if len(turned_by) != 1 or kind_of(lines[turned_by[0]]) == "order":
        return []
    line = line_in_words(found.situation, lines[turned_by[0]], words)
    return [words("proof.stricter.example", line=words("words.quoted", text=line))]


def _profile(levels: Sequence[AtStandard], words: Words) -> list[str]:
    """Where it stays the same, where it does not, and why no single standard says it."""
    said = [words("proof.profile.intro")]
    for kind in OUTCOMES:
        where = [words(f"proof.profile.where.{level.standard}") for level in levels if outcome(level) == kind]
        if where:
            said.append(words(f"proof.profile.{kind}", where=words.listed(where)))
    return [*said, words("proof.profile.why")]


def _search(situation: Situation, level: AtStandard, words: Words) -> list[str]:
    """What is not certain about it, and where it holds for want of any preference."""
    weighing, said = level.weighing, []
    if not weighing.complete:
        said.append(
            words(
                "proof.search.time" if weighing.interrupted else "proof.search.drawn",
                open=len(weighing.open),
                tried=words.number(weighing.tried),
                combinations=words.number(weighing.combinations),
            )
        )
    if weighing.cases_drawn:
        said.append(words("proof.search.cases"))
    if level.tally.vacuous:
        who = words.listed([words.name(situation, dm) for dm in level.tally.indifferent])
        of, tried = words.number(level.tally.vacuous), words.number(weighing.tried)
        said.append(words.several("proof.vacuous", len(level.tally.indifferent), of=of, tried=tried, who=who))
    return said


def _unjudged(found: Proofs, words: Words) -> str:
    unjudged = len(found.unjudged)
    behind = {
        found.strengths.claims[reference.claim].source
        for line in found.situation.lines()
        for grounds in (line.because, line.against)
        for reference in references(grounds)
    } - {""}
    if not unjudged:
        return ""
    if unjudged == len(behind):
        return words("proof.note.unjudged.only" if unjudged == 1 else "proof.note.unjudged.all")
    return words.several("proof.note.unjudged.some", unjudged, total=len(behind))


def _assumed(found: Proofs, words: Words) -> str:
    lines, orders = len(found.assumed), len(found.assumed_orders)
    said = [words.several("proof.note.assumed.lines", lines)] if lines else []
    if orders:
        said.append(words.several("proof.note.assumed.orders" if lines else "proof.note.assumed.only-orders", orders))
    return " ".join(said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
