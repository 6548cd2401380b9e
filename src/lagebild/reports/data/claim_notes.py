"""What an exported claim needs beside its words: its source, and in a few sentences what standards have no term for."""

from __future__ import annotations

from lagebild.evidence.records import Claim, Source
from lagebild.reports.speakers import speaker_name, who_says
from lagebild.reports.words import Words
from lagebild.situation import Situation


def claim_note(situation: Situation, claim: Claim, words: Words, *, speaker: bool = False) -> str:
    """How the claim is to be taken, in sentences; ``speaker``: beginning with who says it."""
    said = [words("export.claim.by", who=who_says(situation, claim, words))] if speaker else []
    said.append(words("export.claim.told", told=words(f"explain.told-as.{claim.told_as}")))
    if claim.condition:
        said.append(words("export.claim.condition", condition=claim.condition.in_language(words.language)))
    if claim.likelihood:
        band = words(f"report.likelihood.{claim.likelihood.replace(' ', '-')}")
        said.append(words("export.claim.likelihood", likelihood=band))
    if claim.words:
        said.append(words("export.claim.hedge", words=words("words.quoted", text=claim.words)))
    if claim.via:
        through = [speaker_name(situation, via, words) for via in claim.via]
        said.append(words("export.claim.via", who=words.listed(through)))
    return " ".join(said)


def source_of(situation: Situation, claim: Claim) -> Source | None:
    """The source that the claim names; where it names none, the only one that there is."""
    if not claim.source and len(situation.sources) == 1:
        return situation.sources[0]
    return next((source for source in situation.sources if source.id == claim.source), None)
