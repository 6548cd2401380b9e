"""What an HTML page says of itself: title, address, publisher, authors, day, language, and what kind of text it is.

Taken from JSON-LD (schema.org), then from the page's meta elements. Only what is said in so many words: nothing is guessed from
the address or the layout, and nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, Final

from lagebild.evidence.dates import read_date
from lagebild.evidence.records import Prose, Published, Source
from lagebild.evidence.vocabulary import vocabulary

_MOST: Final = 500
"""Characters of a fact that are kept."""

_ARTICLE: Final = ("Article", "Posting", "Report", "Review", "Dataset", "Interview")
"""Endings of the schema.org types that describe a text."""


def page_source(page: str, id_: str) -> Source:
    """The source that a page describes itself as; what it does not say stays empty."""
    facts = _Facts()
    try:
        facts.feed(page)
        facts.close()
    except (AssertionError, ValueError, RecursionError):
        # What was read up to a broken declaration counts.
        pass
    data = next(_articles(facts.data), {})
    title = _text(data.get("headline")) or facts.first("og:title", "dc.title", "twitter:title") or facts.title
    published = _day(_text(data.get("datePublished"))) or _day(
        facts.first("article:published_time", "date", "dc.date", "datepublished", "dcterms.created", "parsely-pub-date")
    )
    language = (_text(data.get("inLanguage")) or facts.language or facts.first("og:locale", "content-language")).replace(
        "_", "-"
    )
    author = tuple(_names(data.get("author"))) or tuple(filter(None, facts.all("author", "article:author", "dc.creator")))
    return Source(
        id=id_,
        title=Prose(((language.partition("-")[0].lower() or "en", title),)) if title else Prose(),
        url=_address(facts.canonical) or _address(facts.first("og:url")) or _address(_text(data.get("url"))),
        publisher=next(_names(data.get("publisher")), "") or facts.first("og:site_name", "dc.publisher"),
        author=tuple(dict.fromkeys(name for name in author if not name.startswith(("http:", "https:")))),
        kind=_kind(data),
        language=language.partition("-")[0].lower() if language.partition("-")[0].isalpha() else "",
        published=Published(value=published, basis="metadata") if published else None,
    )


def _kind(data: Mapping[str, Any]) -> str:
    """The vocabulary's word for a schema.org type; empty for a type that says no more than "article"."""
    types = data.get("@type")
    named = [str(one) for one in (types if isinstance(types, list) else [types])]
    for term in vocabulary("kinds").terms:
        # "NewsArticle" is every article's type, and says nothing of its kind.
        if (
            term.schema_org
            and term.schema_org not in ("NewsArticle", "Article", "CreativeWork", "WebPage")
            and term.schema_org in named
        ):
            return term.word
    return "reportage" if "ReportageNewsArticle" in named else ""


class _Facts(HTMLParser):
    """Collects title, meta elements and JSON-LD."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: list[tuple[str, str]] = []
        self.data: list[str] = []
        self.title = self.language = self.canonical = ""
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says."""
        given = {name: (value or "").strip() for name, value in attrs}
        if tag == "html":
            self.language = self.language or given.get("lang", "")
        elif tag == "meta" and len(self.meta) < 500:
            name = given.get("property") or given.get("name") or given.get("itemprop") or given.get("http-equiv") or ""
            self.meta.append((name.lower(), given.get("content", "")[:_MOST]))
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            self.canonical = self.canonical or given.get("href", "")[:_MOST]
        elif tag == "title" and not self.title:
            self._inside = "title"
        elif tag == "script" and given.get("type", "").lower() == "application/ld+json":
            self._inside = "data"
            self.data.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave the title or the data."""
        if tag in ("title", "script"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Take the words of the title, or the data."""
        if self._inside == "title":
            self.title = " ".join((self.title + data).split())[:_MOST]
        elif self._inside == "data":
            self.data[-1] += data

    def all(self, *names: str) -> list[str]:
        """What the meta elements of these names say."""
        return [" ".join(content.split()) for name in names for key, content in self.meta if key == name and content.strip()]

    def first(self, *names: str) -> str:
        """The first of them."""
        return next(iter(self.all(*names)), "")


def _articles(blocks: list[str]) -> Iterator[Mapping[str, Any]]:
    """What the JSON-LD of a page says of articles."""
    for block in blocks[:50]:
        try:
            found = json.loads(block)
        except (ValueError, RecursionError):
            continue
        listed = found if isinstance(found, list) else [found]
        for one in listed:
            graph = one.get("@graph") if isinstance(one, dict) else None
            for entry in graph if isinstance(graph, list) else [one]:
                if isinstance(entry, dict) and _is_article(entry.get("@type")):
                    yield entry


def _is_article(types: Any) -> bool:
    named = types if isinstance(types, list) else [types]
    return any(isinstance(one, str) and one.endswith(_ARTICLE) for one in named)


def _names(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = _text(one.get("name")) if isinstance(one, dict) else _text(one)
        if name:
            yield name


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(value.split())[:_MOST] if isinstance(value, str) else ""


def _day(text: str) -> str:
    """The day of a time as pages write it."""
    day = text[:10]
    return day if len(day) == 10 and read_date(day) is not None else ""


def _address(text: str) -> str:
    return text if text.startswith(("http://", "https://")) else ""
