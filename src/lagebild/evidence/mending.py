"""What can be put right in a file whose text has moved on: which places get new values, which text becomes the reference."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.evidence.places import CheckedClaim, CheckedPlace, CheckedPlaces, CheckedText
from lagebild.evidence.records import TextPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedPlace:
    """A place that gets new values: the number of the place among its claim's, as it is, as it will be."""

    claim: CheckedClaim
    number: int
    old: TextPlace
    new: TextPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedText:
    """A text that is not the one its source tells. It becomes that, unless it is ``held`` by claims not shown to be in it."""

    text: CheckedText
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """All that is put right. What is not told here stays as it is."""

    places: tuple[MendedPlace, ...]
    texts: tuple[MendedText, ...]
    open: bool
    """Whether something is left that does not hold."""

    @property
    def fingerprints(self) -> dict[str, str]:
        """The new ``text-sha256`` by source."""
        return {mended.text.source: mended.text.sha256 for mended in self.texts if not mended.held}

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not self.places and not self.fingerprints


def is_settled(checked: CheckedPlace) -> bool:
    """Whether the place has moved and it is known where to."""
    return checked.now is not None and not checked.several


def mend(found: CheckedPlaces) -> Mending:
    """What to put right after ``check_places``.

    1. A place whose passage stands elsewhere gets its new values, if it is known which of several places is meant.
    2. A text becomes the reference of its source (``text-sha256``) once every place of the source is shown to stand in it:
       a place that was never compared, or reads differently, refers to the old text still.
    """
    texts = tuple(
        MendedText(text=text, held=tuple(claim.claim.id for claim in found.claims if _holds(claim, text)))
        for text in found.texts
        if text.differs
    )
    places = tuple(
        MendedPlace(claim=claim, number=number, old=checked.place, new=checked.now)
        for claim in found.claims
        for number, checked in enumerate(claim.places)
        if checked.now is not None and is_settled(checked)
    )
    left = any(
        checked.verdict in ("text-missing", "changed", "moved") and not is_settled(checked)
        for claim in found.claims
        for checked in claim.places
    )
    return Mending(places=places, texts=texts, open=left)


def _holds(claim: CheckedClaim, text: CheckedText) -> bool:
    """Whether a claim keeps the text from becoming the reference of its source."""
    return claim.source == text.source and not all(
        checked.verdict == "verified" or is_settled(checked) for checked in claim.places
    )
