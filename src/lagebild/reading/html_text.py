"""The main text of an HTML page, in paragraphs.

Trafilatura says which parts of a page are its main text. The characters come from the page itself: extraction drops words
here and there (what stands in ``<time>``, for one), and a place must count every one.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any, Final

from lagebild.errors import Fault, InputError, LagebildError
from lagebild.evidence.texts import normalise

MAX_CHARACTERS: Final = 1_500_000
"""How long a text may be: a thick book. A passage that has moved is looked for in all of it, which takes some ten seconds."""

_BREAKS: Final = frozenset(
    """address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol p pre search section summary table
    tbody tfoot thead tr ul xmp""".split()  # noqa: SIM905
)
"""Elements that begin and end a paragraph: those that browsers show as blocks, and the line break."""

_UNSEEN: Final = frozenset(
    """audio button canvas datalist embed head iframe input map math nav noembed noframes noscript object option script
    select style svg template textarea title video""".split()  # noqa: SIM905
)
"""Elements whose words are no text of the page, menus among them."""

_ASIDE: Final = frozenset(("aside", "footer"))
"""Elements that stand beside a text, even where they stand in the middle of it."""

_CELLS: Final = frozenset(("td", "th"))

_WHOLE: Final = re.compile(r"<(?:!doctype|html)\b", re.IGNORECASE)

_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_WORD: Final = re.compile(r"\w+")

_TOGETHER: Final = 3
"""How many words in a row are compared. A shorter paragraph is compared as a whole."""

_LONG: Final = 40
"""Letters from which on a paragraph in the middle of the text belongs to it, even if it was not extracted."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of the page: its text, how many letters of it are links, whether it is a caption or stands aside."""

    text: str
    linked: int
    caption: bool
    aside: bool

    @property
    def reads_as_text(self) -> bool:
        """Whether it is part of a text that stands around it."""
        return self.caption or (not self.aside and 2 * self.linked < len(_letters(self.text)))


def main_text(page: str) -> str:
    """The main text of ``page``, its paragraphs with a blank line between them; empty where none is found.

    Raises: LagebildError if trafilatura is not installed; InputError if the page is too long.
    """
    page = _whole(page)
    load_html, extract = _trafilatura()
    tree = load_html(page)
    blocks = list(_blocks(tree)) if tree is not None else []
    characters = sum(len(block.text) for block in blocks)
    if characters > MAX_CHARACTERS:
        message = f"the page has {characters:,} characters of text, at most {MAX_CHARACTERS:,} are read"
        raise InputError(Fault(message=message, hint="Save the article's text as a plain text file (UTF-8)."))
    # What is extracted from is taken apart: it is not the tree that the paragraphs come from.
    found = extract(page, include_comments=False, include_tables=True) if tree is not None else None
    lines = (getattr(found, "text", None) or "").split("\n")
    chosen = _chosen(blocks, lines)
    paragraphs = [blocks[number].text for number in chosen]
    if 2 * sum(map(len, paragraphs)) < sum(map(len, lines)):
        # The page keeps its text elsewhere, in data for search engines for instance.
        paragraphs = [text for line in lines if (text := line.removeprefix("- ").strip())]
    return "".join(f"{text}\n\n" for text in paragraphs).removesuffix("\n")


def _whole(page: str) -> str:
    """The page as extraction expects it: no declaration of an encoding, which is over once the bytes are a text."""
    page = re.sub(r"^\s*<\?xml[^>]*>", "", page)
    return page if _WHOLE.search(page) else f"<html><body>{page}</body></html>"


def _trafilatura() -> tuple[Callable[..., Any], Callable[..., Any]]:
    """What is used of trafilatura: how it reads a page, and how it extracts. Nothing of it opens the network."""
    try:
        import trafilatura
    except ImportError as error:
        if (error.name or "").split(".")[0] not in ("trafilatura", "lxml"):
            raise
        message = "an HTML text needs trafilatura, which is not installed. Install it with: pip install trafilatura"
        raise LagebildError(message) from error
    log = logging.getLogger("trafilatura")
    if not log.handlers:
        # What it says of a page is ours to say.
        log.addHandler(logging.NullHandler())
    return trafilatura.load_html, trafilatura.bare_extraction


def _blocks(tree: Any) -> Iterator[_Block]:
    """The paragraphs of the page that one could read, in their order."""
    pieces: list[str] = []
    linked: list[str] = []
    inside: Counter[str] = Counter()

    def take(text: str | None) -> None:
        pieces.append(text or "")
        linked.append((text or "") if inside["a"] else "")

    def cut() -> Iterator[_Block]:
        text = _SPACE.sub(" ", "".join(pieces)).strip(" ")
        if text.strip():
            links = len(_letters("".join(linked)))
            yield _Block(text, links, inside["figcaption"] > 0, any(inside[tag] for tag in _ASIDE))
        pieces.clear()
        linked.clear()

    # A stack of our own: pages nest more deeply than calls may.
    open_: list[tuple[Any, bool]] = [(tree, True)]
    while open_:
        element, enters = open_.pop()
        tag = element.tag
        if not isinstance(tag, str):
            take(element.tail)
            continue
        if tag in _BREAKS:
            yield from cut()
        if enters:
            inside[tag] += 1
            open_.append((element, False))
            take(" " if tag in _CELLS else "")
            if tag not in _UNSEEN and element.get("hidden") is None:
                take(element.text)
                open_.extend((child, True) for child in reversed(element))
        else:
            inside[tag] -= 1
            if element is not tree:
                take(element.tail)
    yield from cut()


def _chosen(blocks: Sequence[_Block], lines: Iterable[str]) -> list[int]:
    """The numbers of the paragraphs that belong to the main text.

    1. One that was extracted as a line of its own, as often as it was.
    2. One that reads as text and of which a third was extracted (all of it, if it is short), if its words stand nowhere
       else: a sentence that is repeated in large letters is no second time the text.
    3. What stands between them, reads as text and is not short: extraction leaves out captions, and paragraphs that are
       not marked as such.
    """
    lines = list(lines)
    times = Counter(filter(None, map(_letters, lines)))
    extracted = _runs(" ".join(lines))
    alike: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        alike.setdefault(_letters(block.text), []).append(number)
    runs = {letters: _runs(blocks[numbers[0]].text) for letters, numbers in alike.items()}
    elsewhere = Counter(run for found in runs.values() for run in found)
    repeated = {letters for letters, found in runs.items() if all(elsewhere[run] > 1 for run in found)}
    wanted = dict(times)
    for letters, found in runs.items():
        there = len(found & extracted) * (3 if len(letters) >= _LONG else 1) >= len(found)
        if there and letters not in times and letters not in repeated and blocks[alike[letters][0]].reads_as_text:
            wanted[letters] = 1
    sure = [numbers[0] for letters, numbers in alike.items() if letters in wanted and len(numbers) == 1]
    middle = median_low(sure) if sure else 0
    chosen = {
        number
        for letters, numbers in alike.items()
        for number in sorted(numbers, key=lambda number: abs(number - middle))[: wanted.get(letters, 0)]
    }
    between = range(min(chosen, default=0), max(chosen, default=0))
    chosen.update(
        number
        for letters, numbers in alike.items()
        for number in numbers
        if number in between and letters not in repeated and _fits(blocks[number], letters)
    )
    return sorted(chosen)


def _fits(block: _Block, letters: str) -> bool:
    return block.caption or (block.reads_as_text and len(letters) >= _LONG)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(normalise(text)))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(normalise(text))
    return set(zip(*(words[first:] for first in range(_TOGETHER)), strict=False))
