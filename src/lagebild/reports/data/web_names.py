"""Names that hold on the web for what a record names by its own ids: addresses, fingerprints, generated identifiers.

Nothing is drawn by chance and nothing is taken from a clock: the same record gives the same names.
"""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

from lagebild.evidence.records import Source

_NAMESPACE: Final = uuid.UUID("4f0a7c1e-6c0b-5d3e-9a52-1b8f6f2d7c41")
"""Under which identifiers are made of contents (RFC 9562, version 5)."""

_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

_KEPT: Final = ":/?#[]@!$&'()*+,;=%~"
"""What an address may hold beside letters and digits (RFC 3986); all else is written in percent."""


def web_address(url: str) -> str:
    """The address as the web writes it; empty where it is none that leads to a page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    # Brackets belong to numeric hosts only; elsewhere they are written in percent too.
    head, tail = f"{parts.scheme}://{parts.netloc}", url.strip()[len(f"{parts.scheme}://{parts.netloc}") :]
    kept = _KEPT.replace("[", "").replace("]", "").replace("%", "")
    return quote(head, safe=_KEPT) + re.sub("%(?![0-9A-Fa-f]{2})", "%25", quote(tail, safe=kept + "%"))


def fingerprint_name(sha256: str) -> str:
    """A name for whatever has this SHA-256: an ``ni`` address after RFC 6920."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{digest}"


def source_name(source: Source) -> str:
    """The address of a source; without one the name of its text, without that a name made of what is known of it."""
    address = web_address(source.url)
    if address:
        return address
    if source.text_sha256:
        return fingerprint_name(source.text_sha256)
    published = source.published.value if source.published else ""
    known = {"id": source.id, "title": source.title.texts, "publisher": source.publisher, "author": source.author}
    return content_name({**known, "published": published})


def content_name(content: Mapping[str, Any]) -> str:
    """An identifier made of ``content``: it stays as long as this does, wherever and whenever it is made."""
    return uuid.uuid5(_NAMESPACE, json.dumps(content, sort_keys=True, ensure_ascii=True)).urn


def is_date(text: str) -> bool:
    """Whether ``text`` is a date of ISO 8601, perhaps only its year and month."""
    return _DATE.fullmatch(text) is not None
