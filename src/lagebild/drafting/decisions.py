"""What a person decides of proposals: one becomes a claim in their own words, is dropped, is left for later, or is corrected.

Every function gives back the whole claims file as it is after the decision; nothing is written here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lagebild.drafting.gate import copied
from lagebild.drafting.names import slug
from lagebild.evidence.proposals import Candidate, Decision, Proposal, Proposals, ProposedSpeaker, Reason, as_claim
from lagebild.evidence.records import Entered, Prose, Relation, Speaker
from lagebild.reading.proposals import DraftFile
from lagebild.statements import is_id

LONGEST: Final = 300
"""Characters that a claim in own words may have: more is seldom one proposition."""

LANGUAGE: Final = "en"
"""What a claims file's plain texts are read under: it names no language of its own."""

NOBODY: Final = ("author", "unnamed")
"""Who speaks without being a speaker of the record."""

CORRECTED: Final = (Reason(code="corrected"),)
"""The reason for what a person put in the place of a proposal's."""


def wording_fault(says: str, text: str) -> tuple[str, str]:
    """What keeps ``says`` from being a claim in own words: ``too-long`` and how long, ``copied`` and the words; else empty."""
    if len(says) > LONGEST:
        return "too-long", str(len(says))
    words = copied(says, text)
    return ("copied", words) if words else ("", "")


def accept(file: DraftFile, found: Proposals, proposal: Proposal, *, says: str, entered: Entered) -> DraftFile:
    """The file with the proposal as a claim; its speaker joins the record, and the proposal goes."""
    source, by = found.source.id, proposal.speaker
    claims, speakers = file.evidence.claims, file.evidence.speakers
    id_ = _free(f"{source}-{proposal.id}", {claim.id for claim in claims})
    claim = as_claim(proposal, source, id_=id_, says=Prose(((LANGUAGE, says),)), by=by, entered=entered)
    first = f"{source}-{proposal.repeats}"
    if proposal.repeats and any(claim.id == first for claim in claims):
        claim = replace(claim, relates=(Relation(kind="repeats", claim=first),))
    if by not in NOBODY and all(speaker.id != by for speaker in speakers):
        proposed = found.speaker(by)
        speakers = (*speakers, proposed.speaker if proposed else Speaker(id=by, name=Prose(((LANGUAGE, by),))))
    left = replace(found, proposals=tuple(one for one in found.proposals if one.id != proposal.id))
    evidence = replace(file.evidence, speakers=speakers, claims=(*claims, claim))
    return _with(replace(file, evidence=evidence), left)


def decide(file: DraftFile, found: Proposals, proposal: Proposal, decision: Decision) -> DraftFile:
    """The file with what was decided of a proposal that is no claim, or not yet."""
    return _with(file, _changed(found, replace(proposal, decision=decision)))


def with_told_as(file: DraftFile, found: Proposals, proposal: Proposal, told_as: str) -> DraftFile:
    """The file with another word for how firmly the text puts it."""
    flags = tuple(flag for flag in proposal.flags if flag.code != "too-firm")
    perhaps = tuple(word for word in proposal.alternative_told_as if word != told_as)
    changed = replace(proposal, told_as=told_as, told_as_reasons=CORRECTED, alternative_told_as=perhaps, flags=flags)
    return _with(file, _changed(found, changed))


def with_speaker(file: DraftFile, found: Proposals, proposal: Proposal, who: str) -> DraftFile:
    """The file with another speaker: the id of one it knows, ``author``, ``unnamed``, or a name that is new to it."""
    known = {one.speaker.id for one in found.speakers} | {one.id for one in file.evidence.speakers} | {*NOBODY}
    id_ = who if who in known else slug(who)
    if id_ not in known:
        new = ProposedSpeaker(speaker=Speaker(id=id_, name=Prose(((LANGUAGE, who),))))
        found = replace(found, speakers=(*found.speakers, new))
    # How somebody's words are given says nothing of a text's own voice, and the other way round.
    form = proposal.form if (id_ == "author") == (proposal.speaker == "author") else "narration" if id_ == "author" else ""
    flags = tuple(flag for flag in proposal.flags if flag.code != "speaker-guessed")
    by = (Candidate(speaker=id_, reasons=CORRECTED),)
    return _with(file, _changed(found, replace(proposal, by=by, form=form, flags=flags)))


def may_name(who: str, text: str) -> bool:
    """Whether ``who`` can be the name of a new speaker: an id can be made of it, and it is no piece of the text."""
    return len(who) <= 80 and is_id(slug(who)) and any(letter.isalpha() for letter in who) and not copied(who, text)


def _changed(found: Proposals, proposal: Proposal) -> Proposals:
    return replace(found, proposals=tuple(proposal if one.id == proposal.id else one for one in found.proposals))


def _with(file: DraftFile, found: Proposals) -> DraftFile:
    return replace(file, proposals=tuple(found if each.source.id == found.source.id else each for each in file.proposals))


def _free(id_: str, taken: set[str]) -> str:
    number, free = 1, id_
    while free in taken:
        number += 1
        free = f"{id_}-{number}"
    return free
