"""What a text says of itself at its head and foot: what kind of text it is, who wrote it, which label the page carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lagebild.drafting.language import fold, language, language_of
from lagebild.evidence.proposals import Reason
from lagebild.evidence.records import Source
from lagebild.evidence.texts import SourceText

_HEAD: Final = 12
"""So many paragraphs are looked through for a label or the author's name."""

_NAME: Final = r"((?:[A-ZÄÖÜ][\w.'’-]+ ){1,3}[A-ZÄÖÜ][\w'’-]+)"
_STANDARDS: Final = re.compile(r"\bJTI\b|Journalism Trust Initiative")


def labelled(text: SourceText, source: Source) -> tuple[Source, tuple[Reason, ...]]:
    """The source with what the text says of itself, where the source said nothing; and how that is known."""
    code = source.language or language_of(text.text)
    words = language(code)
    reasons: list[Reason] = []
    if code and not source.language:
        source = replace(source, language=code)
        reasons.append(Reason(code="language-by-words", words=code))
    lines = [text.text[start:end] for start, end in text.lines]
    if not source.kind:
        kind, label = next(_kinds(lines[:_HEAD], words.kinds), ("", ""))
        if kind:
            source = replace(source, kind=kind)
            reasons.append(Reason(code="kind-by-label", words=label))
    if not source.author:
        for byline in words.bylines:
            found = next((match for line in lines[:_HEAD] if (match := _byline(byline, line))), None)
            if found is not None:
                source = replace(source, author=(found[1],))
                reasons.append(Reason(code="author-by-line", words=found[1]))
                break
    if not source.standards and _STANDARDS.search(text.text[-3000:]):
        source = replace(source, standards=("JTI",))
        reasons.append(Reason(code="standards-by-label", words="JTI"))
    if source.published is None:
        reasons.append(Reason(code="no-date"))
    return source, tuple(reasons)


def _kinds(lines: list[str], known: object) -> Iterator[tuple[str, str]]:
    assert hasattr(known, "get")
    for line in lines:
        label = line.strip(" :*–-|")
        kind = known.get(fold(label)) if len(label) < 60 else None
        if kind:
            yield kind, label


def _byline(byline: str, line: str) -> re.Match[str] | None:
    """A name behind the words of a byline: a line of its own for a short word, within a sentence for a longer one."""
    if " " in byline or len(byline) > 6:
        return re.search(rf"{re.escape(byline)} {_NAME}", line)
    return re.fullmatch(rf"{re.escape(byline)} {_NAME}(?:[,|–-].{{0,60}})?", line.strip())
