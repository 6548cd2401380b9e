"""The section of the page that shows two opinions: complete, and with everything from the files escaped."""

from html.parser import HTMLParser

import pytest

from lagebild.analyses.disagreement import compare
from lagebild.reports.html.disagreement import section, title
from lagebild.reports.words import Words
from tests.unit.analyses.two_opinions import dam, says

ROWS = (
    "line: wants.upstream.no-court\nbecause: Loans <b>are</b> safe & sound.",
    "line: circumstances.flood\nbecause: Dry.\ninstead:\n  value: no",
)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_disagreement_has_an_anchor_its_reason_and_its_effect(language: str) -> None:
    words = Words(language)
    shown = section(compare(dam(), says(*ROWS)), words)
    assert [f'id="disagreement-{number}"' in shown for number in (1, 2, 3)] == [True, True, False]
    assert "Loans &lt;b&gt;are&lt;/b&gt; safe &amp; sound." in shown
    assert words("compare.label.matters") in shown
    assert words("compare.label.nothing") in shown
    assert "<code>sha256: " in shown
    assert title(words)


def test_every_element_is_closed() -> None:
    class Open(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.stack: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.stack.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.stack.pop() == tag

    parser = Open()
    parser.feed(section(compare(dam(), says(*ROWS)), Words("en")))
    assert parser.stack == []
