"""Proposals: what a machine reads in a text, for a person to accept, change or drop. None of it is a claim yet.

A proposal says where something stands, who is likely to say it, how the text puts it, and why each of these is proposed. What
it says stays for a person to write, in words of their own: no sentence of the text is kept, only places, fingerprints and the
few words that decided something (a verb, a hedge, a name).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lagebild.evidence.records import Claim, Entered, Figure, Prose, Source, Speaker, TextPlace

DECISIONS: Final = ("later", "dropped")
"""What a person may have decided of a proposal that is no claim. One that is accepted becomes a claim and goes."""

LONGEST_WORDS: Final = 7
"""So many words of the text may stand in a row in a proposal: one less than what counts as copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is proposed: the rule's name, and the words of the text that it went by (a few at most)."""

    code: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """What the gate has against a proposal. ``stops``: nobody is shown it; else it is shown with the flag."""

    code: str
    words: str = ""
    stops: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who is likely to say it: the id of a proposed speaker, ``author`` or ``unnamed``. The likeliest comes first."""

    speaker: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedSpeaker:
    """A person or an institution that the text names, and what the office check has against the office it gives them.

    ``misfit`` is empty where nothing is known against it; else the offices they held by the table, with their dates.
    """

    speaker: Speaker
    at: TextPlace | None = None
    """Where the text names them first, in full."""
    office_words: str = ""
    misfit: str = ""
    misfit_sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedDate:
    """A time as dates are written; ``words`` are the text's, ``counted_from`` the day they are counted from, if any."""

    value: str
    words: str = ""
    counted_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided of a proposal that did not become a claim, or not yet."""

    value: str
    by: str = ""
    when: str = ""
    why: Prose = Prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One passage of a text, laid out. ``says`` is empty unless a backend proposes words of its own."""

    id: str
    at: tuple[TextPlace, ...]
    """The sentence, or the sentences."""
    quotations: tuple[TextPlace, ...] = ()
    """What stands between quotation marks, the marks not included."""
    says: Prose = Prose()
    by: tuple[Candidate, ...] = ()
    form: str = ""
    told_as: str = "stated"
    told_as_reasons: tuple[Reason, ...] = ()
    words: str = ""
    """The hedges that the text uses, as it writes them."""
    alternative_told_as: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    when: tuple[ProposedDate, ...] = ()
    actors: tuple[str, ...] = ()
    """Countries by their codes, institutions and people by their names, as far as they are known."""
    negation: tuple[str, ...] = ()
    """The words that negate something in it."""
    condition: str = ""
    """The word that begins a condition, if there is one."""
    repeats: str = ""
    """The id of the proposal that it says once more, word for word: no second voice."""
    flags: tuple[Flag, ...] = ()
    decision: Decision | None = None

    @property
    def speaker(self) -> str:
        """Who is likeliest to say it."""
        return self.by[0].speaker if self.by else "unnamed"

    @property
    def stopped(self) -> bool:
        """Whether the gate holds it back."""
        return any(flag.stops for flag in self.flags)

    @property
    def open(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.decision is None or self.decision.value == "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """All that was read in one text: its source, who speaks in it, where its sentences stand, and the proposals."""

    source: Source
    backend: str
    """What made them, with its version: ``rules 1``."""
    gate: str
    """The version of the gate that they passed."""
    made: str = ""
    """The day they were made."""
    speakers: tuple[ProposedSpeaker, ...] = ()
    sentences: tuple[TextPlace, ...] = ()
    """Every sentence of the text in its order. Not written into files: whoever has the text finds them again."""
    proposals: tuple[Proposal, ...] = ()
    stopped: tuple[Proposal, ...] = ()
    """What the gate held back. Not written into files but for how many and why."""
    notes: tuple[Reason, ...] = ()
    """What was noticed of the text as a whole: how its kind, language and day are known, what was passed over."""

    @property
    def open(self) -> tuple[Proposal, ...]:
        """The proposals that nobody has decided yet."""
        return tuple(proposal for proposal in self.proposals if proposal.open)

    def speaker(self, id_: str) -> ProposedSpeaker | None:
        """The proposed speaker with this id."""
        return next((one for one in self.speakers if one.speaker.id == id_), None)


def as_claim(proposal: Proposal, source: str, *, id_: str, says: Prose, by: str, entered: Entered) -> Claim:
    """The claim that a person makes of a proposal, with their own words for it and who they found speaking."""
    told = tuple(word for word in proposal.alternative_told_as if word != proposal.told_as)
    counted = "; ".join(f"{date.words}: {date.counted_from}" for date in proposal.when if date.counted_from)
    return Claim(
        id=id_,
        says=says,
        by=by,
        form=proposal.form,
        told_as=proposal.told_as,
        source=source,
        at=proposal.at,
        figures=proposal.figures,
        when=tuple(dict.fromkeys(date.value for date in proposal.when)),
        counted_from=Prose((("en", counted),)) if counted else Prose(),
        words=proposal.words,
        alternative_told_as=told,
        entered=entered,
    )


def used_speakers(proposals: Iterable[Proposal]) -> tuple[str, ...]:
    """The ids of everybody who is proposed to say something, in the order in which they come up."""
    return tuple(dict.fromkeys(candidate.speaker for proposal in proposals for candidate in proposal.by))
