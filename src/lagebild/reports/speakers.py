"""Who speaks, in words: the speaker of a claim, and a voice behind several. Said once, for terminal and page."""

from __future__ import annotations

from lagebild.evidence.records import Claim
from lagebild.reports.words import Words
from lagebild.situation import Situation


def speaker_name(situation: Situation, id_: str, words: Words) -> str:
    """What a speaker is called; ``author`` and ``unnamed`` need no entry."""
    speaker = next((speaker for speaker in situation.speakers if speaker.id == id_), None)
    if speaker is not None:
        return speaker.name.in_language(words.language) or id_
    return words(f"words.speaker.{id_}") if id_ in ("author", "unnamed") else id_


def who_says(situation: Situation, claim: Claim, words: Words) -> str:
    """Whose claim it is; an author without an entry of its own is named as the source names it."""
    if claim.by == "author" and all(speaker.id != "author" for speaker in situation.speakers):
        authors = next((source.author for source in situation.sources if source.id == claim.source), ())
        return words.listed(list(authors)) or speaker_name(situation, claim.by, words)
    return speaker_name(situation, claim.by, words)


def voice_name(situation: Situation, voice: str, words: Words) -> str:
    """What to call a voice: a speaker, the author of a source speaking in the text's own voice, else as written."""
    if any(speaker.id == voice for speaker in situation.speakers):
        return speaker_name(situation, voice, words)
    claim = next((claim for claim in situation.claims if claim.voice == voice), None)
    if claim is None:
        return voice
    said = who_says(situation, claim, words)
    if claim.by == "author" and said != words("words.speaker.author"):
        return words("words.speaker.own-voice", who=said)
    return said
