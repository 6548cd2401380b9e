"""A situation, its claims and its answers in the terms of schema.org, as JSON-LD.

The whole is an ``AnalysisNewsArticle`` that ``isBasedOn`` its sources and ``mentions`` its claims. What the vocabulary has no
term for (how the text puts a claim, its condition) stands in the ``description``, so that a conjecture does not pass for a
fact. What the record does not say is left out: no date, no kind of person is made up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TypeVar

from lagebild.evidence.records import Claim, Prose, Published, Source, Speaker
from lagebild.evidence.vocabulary import vocabulary
from lagebild.reports.answers import AnswerText, answer_texts
from lagebild.reports.data.claim_notes import claim_note, source_of
from lagebild.reports.data.head import Json
from lagebild.reports.data.web_names import fingerprint_name, is_date, web_address
from lagebild.reports.speakers import speaker_name
from lagebild.reports.words import Words
from lagebild.situation import Situation
from lagebild.solutions import Analysis

_Item = TypeVar("_Item")


def schema_org(of: Analysis | Situation, language: str = "", *, answers: Iterable[AnswerText] | None = None) -> Json:
    """The record in ``language`` (default: the situation's).

    Of an analysis the answers to the file's questions are part; ``answers`` are those, where they have been worked out already.
    References inside begin with ``#``: they hold relative to the page or file that the record stands in.
    """
    situation = of if isinstance(of, Situation) else of.situation
    words = Words(language or situation.language)
    told = list(answers) if answers is not None else []
    if answers is None and not isinstance(of, Situation):
        told = list(answer_texts(of, words.language))
    return _Record(situation, words).article(told, what_if=None if isinstance(of, Situation) else of.what_if)


def for_a_page(data: Json) -> str:
    """``data`` as JSON that may stand between the tags of a script: no character in it can end one."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


class _Record:
    def __init__(self, situation: Situation, words: Words) -> None:
        self.situation, self.words = situation, words
        self.speakers = {speaker.id: speaker for speaker in situation.speakers}
        self.described: set[str] = set()
        """Speakers already described; further mentions only refer to them."""

    def text(self, prose: Prose) -> str:
        return prose.in_language(self.words.language)

    def article(self, answers: Iterable[AnswerText], what_if: str | None) -> Json:
        situation, words = self.situation, self.words
        title = self.text(situation.title) or words("export.report.untitled")
        return _filled({
            "@context": "https://schema.org",
            "@type": "AnalysisNewsArticle",
            "headline": title,
            "alternativeHeadline": self._variant(what_if),
            "inLanguage": words.language,
            "temporalCoverage": situation.as_of if is_date(situation.as_of) else "",
            "about": [
                {"@type": "Thing", "@id": f"#decision-maker-{dm.id}", "name": self.text(dm.name) or dm.id}
                for dm in situation.decision_makers
            ],
            "isBasedOn": [*self._file(), *(self._source(source) for source in situation.sources)],
            "mentions": [self._claim(claim) for claim in situation.claims],
            "hasPart": [
                {"@type": "Question", "name": answer.question, "acceptedAnswer": {"@type": "Answer", "text": answer.short}}
                for answer in answers
            ],
        })  # fmt: skip

    def _variant(self, what_if: str | None) -> str:
        known = {variant.id: self.text(variant.name) for variant in self.situation.what_ifs}
        return known.get(what_if, "") or what_if if what_if else ""

    def _file(self) -> Iterator[Json]:
        situation = self.situation
        if situation.sha256:
            name = PurePath(situation.file).name if situation.file else self.text(situation.title)
            yield {
                "@type": "DigitalDocument",
                "@id": "#situation",
                "name": self.words("export.report.file", name=name),
                "identifier": fingerprint_name(situation.sha256),
            }

    # --- sources ---------------------------------------------------------------------------------------------------

    def _source(self, source: Source) -> Json:
        return _filled({
            "@type": _type_in("kinds", source.kind) or "CreativeWork",
            "@id": f"#source-{source.id}",
            "name": self.text(source.title) or source.id,
            "description": self._inferred(source.published),
            "url": web_address(source.url),
            "identifier": fingerprint_name(source.text_sha256) if source.text_sha256 else "",
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
            "author": _one_or_list([{"@type": "Person", "name": name} for name in source.author]),
            "inLanguage": source.language,
            "datePublished": self._dated(source),
        })  # fmt: skip

    def _inferred(self, published: Published | None) -> str:
        """A date that was inferred is said, but not as the date of publication."""
        if published is None or published.basis != "inferred":
            return ""
        return self.words("export.source.date", date=published.value)

    # --- claims ----------------------------------------------------------------------------------------------------

    def _claim(self, claim: Claim) -> Json:
        appearances, first = self._appearances(claim)
        return _filled({
            "@type": "Claim",
            "@id": f"#claim-{claim.id}",
            "name": claim.id,
            "text": self.text(claim.says),
            "inLanguage": self._language(claim.says),
            "description": claim_note(self.situation, claim, self.words),
            **self._by(claim),
            "claimInterpreter": self._interpreter(claim),
            "appearance": _one_or_list([{"@id": f"#source-{id_}"} for id_ in appearances]),
            "firstAppearance": {"@id": f"#source-{first}"} if first else None,
            "temporalCoverage": _one_or_list([when for when in claim.when if is_date(when)]),
            "dateCreated": claim.entered.when if claim.entered and is_date(claim.entered.when) else "",
        })  # fmt: skip

    def _language(self, prose: Prose) -> str:
        codes = [code for code, _ in prose.texts]
        return self.words.language if self.words.language in codes else next(iter(codes), "")

    def _interpreter(self, claim: Claim) -> Json | None:
        """Who answers for our wording: the person that accepted the claim. A program that entered it is none."""
        if claim.entered is None or not claim.entered.accepted_by:
            return None
        return {"@type": "Person", "name": claim.entered.accepted_by}

    def _appearances(self, claim: Claim) -> tuple[list[str], str]:
        """The sources of the claim and of all that repeats it; the first of them, where all are dated and one is first."""
        found = [source for other in self._same(claim) if (source := source_of(self.situation, other)) is not None]
        sources = {source.id: source for source in found}
        ids, dates = list(sources), [self._dated(source) for source in sources.values()]
        first = ""
        if len(ids) > 1 and all(len(date) == len("2025-01-01") for date in dates) and dates.count(min(dates)) == 1:
            first = ids[dates.index(min(dates))]
        return ids, first

    def _dated(self, source: Source) -> str:
        published = source.published
        return published.value if published and published.basis != "inferred" and is_date(published.value) else ""

    def _same(self, claim: Claim) -> list[Claim]:
        """The claim first, then those that it repeats or that repeat it, however long the chain."""
        known = {other.id: other for other in self.situation.claims}
        found, pending = [claim], [claim]
        while pending:
            one = pending.pop()
            targets = {relation.claim for relation in one.relates if relation.kind == "repeats"}
            for other in known.values():
                repeats = other.id in targets or any(r.kind == "repeats" and r.claim == one.id for r in other.relates)
                if repeats and other not in found:
                    found.append(other)
                    pending.append(other)
        return found

    # --- speakers --------------------------------------------------------------------------------------------------

    def _by(self, claim: Claim) -> Json:
        """Who says it: a person or an institution; whose kind the record does not tell is named as text."""
        speaker = self.speakers.get(claim.by)
        if speaker is not None:
            type_ = _type_of(speaker)
            return (
                {"author": self._speaker(speaker, type_)}
                if type_
                else {"creditText": speaker_name(self.situation, speaker.id, self.words)}
            )
        source = source_of(self.situation, claim)
        if claim.by == "author" and source is not None and source.author:
            return {"author": _one_or_list([{"@type": "Person", "name": name} for name in source.author])}
        return {}

    def _speaker(self, speaker: Speaker, type_: str) -> Json:
        reference = {"@id": f"#speaker-{speaker.id}"}
        if speaker.id in self.described:
            return reference
        self.described.add(speaker.id)
        offices = [self.text(office.name) for office in speaker.offices] if type_ == "Person" else []
        return _filled(
            {
                **reference,
                "@type": type_,
                "name": speaker_name(self.situation, speaker.id, self.words),
                "jobTitle": _one_or_list([o for o in offices if o]),
            }
        )


def _type_of(speaker: Speaker) -> str:
    """``Person`` or a kind of organisation; empty where the record tells neither."""
    if not speaker.named:
        return ""
    return _type_in("roles", speaker.role) or ("Person" if speaker.offices else "")


def _type_in(table: str, word: str) -> str:
    """The type of schema.org that a table of the vocabulary names for a word; empty where it names none."""
    term = vocabulary(table).term(word)
    return "" if term is None else term.schema_org


def _one_or_list(items: list[_Item]) -> _Item | list[_Item] | None:
    return (items[0] if len(items) == 1 else items) if items else None


def _filled(data: Json) -> Json:
    """Without the keys that nothing is known for."""
    return {key: value for key, value in data.items() if value not in ("", None, [])}
