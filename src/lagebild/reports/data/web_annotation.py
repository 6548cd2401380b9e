"""Claims as annotations of their sources, after the Web Annotation Data Model of the W3C (Recommendation of 2017-02-23).

One annotation a claim and place, in a collection with one page. The body is our own wording. The target is the source; its
selector is a ``TextPositionSelector``, which counts code points of the text from 0, the end not included: as places do.
Places count in the plain text that the source's fingerprint is of, which need not be what stands at its address today; so the
``state`` of the target names that text. The passage itself is written only where ``texts`` hand it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lagebild import __version__
from lagebild.evidence.places import SourceText, check_places
from lagebild.evidence.records import Claim, Entered, Prose, Source, TextPlace
from lagebild.reports.data.claim_notes import claim_note, source_of
from lagebild.reports.data.head import Json
from lagebild.reports.data.web_names import content_name, fingerprint_name, source_name, web_address
from lagebild.reports.words import Words
from lagebild.situation import Situation

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"

BESIDE: Final = 32
"""How many characters before and after a passage tell it from others that read the same."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def web_annotation(situation: Situation, language: str = "", *, texts: Mapping[str, SourceText] | None = None) -> Json:
    """The claims of ``situation`` as a collection of annotations.

    ``language``: of the bodies (default: every language that a claim is written in, to choose from). ``texts``: the texts of
    sources by their ids; passages that stand in them as their places say are then quoted, and only they.
    """
    return _Annotations(situation, language, texts or {}).collection()


def without_a_target(situation: Situation) -> tuple[str, ...]:
    """The claims that no annotation can be made of: they name no source."""
    return tuple(claim.id for claim in situation.claims if source_of(situation, claim) is None)


def not_quoted(situation: Situation, texts: Mapping[str, SourceText]) -> tuple[str, ...]:
    """The claims with a place that is not quoted although the text is there, because nothing shows that it stands there."""
    claims = (checked for checked in check_places(situation, texts).claims if checked.source in texts)
    return tuple(checked.claim.id for checked in claims if any(one.verdict != "verified" for one in checked.places))


class _Annotations:
    def __init__(self, situation: Situation, language: str, texts: Mapping[str, SourceText]) -> None:
        self.situation, self.language, self.texts = situation, language, texts
        self.words = Words(language or situation.language)
        self.quotable = {
            (checked.claim.id, one.place)
            for checked in check_places(situation, texts).claims
            for one in checked.places
            if one.verdict == "verified"
        }

    def collection(self) -> Json:
        items = [item for claim in self.situation.claims for item in self._of_claim(claim)]
        ids = [item["id"] for item in items]
        page = {"id": content_name({"page": ids}), "type": "AnnotationPage", "startIndex": 0, "items": items}
        title = self.situation.title.in_language(self.words.language) or self.words("export.report.untitled")
        return {
            "@context": CONTEXT,
            "id": content_name({"collection": ids, "title": self.situation.title.texts}),
            "type": "AnnotationCollection",
            "label": self.words("export.collection.label", title=title),
            "total": len(items),
            "generator": _generator(),
            **({"first": page, "last": page["id"]} if items else {}),
        }

    def _of_claim(self, claim: Claim) -> Iterator[Json]:
        source = source_of(self.situation, claim)
        if source is None:
            return
        for place in claim.at or (None,):
            data: Json = {
                "type": "Annotation",
                "motivation": "describing",
                **_lifecycle(claim.entered),
                "body": self._bodies(claim, place),
                "target": self._target(source, place),
            }
            # A quotation beside it does not make another annotation of it.
            id_ = content_name({"claim": claim.id, **data})
            if place is not None and (claim.id, place) in self.quotable:
                data["target"]["selector"] = [data["target"]["selector"], self._quotation(source, place)]
            yield {"id": id_, **data, "generator": _generator()}

    # --- bodies ----------------------------------------------------------------------------------------------------

    def _bodies(self, claim: Claim, place: TextPlace | None) -> list[Json]:
        note = claim_note(self.situation, claim, self.words, speaker=True)
        if place is not None and place.paragraph is not None:
            note += " " + self.words("export.claim.paragraph", paragraph=place.paragraph)
        return [
            self._says(claim.says),
            {**_text(note, self.words.language), "purpose": "commenting"},
            {**_text(claim.told_as, "en"), "purpose": "tagging"},
        ]

    def _says(self, says: Prose) -> Json:
        """Our wording; in several languages a choice, of which a reader takes one."""
        texts = dict(says.texts)
        if len(texts) > 1 and not self.language:
            first = self.situation.language
            ordered = sorted(texts, key=lambda code: code != first)
            return {"type": "Choice", "items": [{**_text(texts[code], code), "purpose": "describing"} for code in ordered]}
        language = self.words.language if self.words.language in texts else next(iter(texts))
        return {**_text(texts[language], language), "purpose": "describing"}

    # --- targets ---------------------------------------------------------------------------------------------------

    def _target(self, source: Source, place: TextPlace | None) -> Json | str:
        if place is None:
            return source_name(source)
        state = _state(source)
        return {
            "type": "SpecificResource",
            "source": source_name(source),
            **({"state": state} if state else {}),
            "selector": {"type": "TextPositionSelector", "start": place.start, "end": place.end},
        }

    def _quotation(self, source: Source, place: TextPlace) -> Json:
        text = self.texts[source.id].text
        return {
            "type": "TextQuoteSelector",
            "exact": text[place.start : place.end],
            "prefix": text[max(0, place.start - BESIDE) : place.start],
            "suffix": text[place.end : place.end + BESIDE],
        }


def _text(value: str, language: str) -> Json:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "language": language}


def _state(source: Source) -> Json | None:
    """Which text places count in: the copy with the source's fingerprint, fetched on some moment of a day."""
    data: Json = {}
    if _DAY.fullmatch(source.retrieved):
        data = {"sourceDateStart": f"{source.retrieved}T00:00:00Z", "sourceDateEnd": f"{source.retrieved}T23:59:59Z"}
    if source.text_sha256 and web_address(source.url):
        data["cached"] = fingerprint_name(source.text_sha256)
    return {"type": "TimeState", **data} if data else None


def _lifecycle(entered: Entered | None) -> Json:
    """By whom and when the claim was entered. The record knows days; the standard wants a moment: the day's first."""
    if entered is None:
        return {}
    data: Json = {}
    if _DAY.fullmatch(entered.when):
        data["created"] = f"{entered.when}T00:00:00Z"
    if entered.accepted_by:
        # Whoever accepts a claim is a person; who enters one may be a program.
        person = {"type": "Person", "name": entered.accepted_by}
        data["creator"] = {"id": content_name(person), **person}
    elif entered.by:
        data["creator"] = {"id": content_name({"name": entered.by}), "name": entered.by}
    return data


def _generator() -> Json:
    software = {"type": "Software", "name": f"Lagebild {__version__}"}
    return {"id": content_name(software), **software}
