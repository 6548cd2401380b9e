"""The page is whole, links only to itself, says everything in one language and escapes whatever the file says."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

import lagebild as lb
from lagebild.reports.html.page import report_page
from lagebild.reports.words import LANGUAGES, phrases

EXAMPLES = Path(__file__).parents[3] / "examples"

HOSTILE = """
lagebild: 1
title: <script>alert("title")</script>
as-of: 2025-01-01
decision-makers:
  upstream:
    name: Up & <b>stream</b>
    options:
      build:
        name: build</style></script><script>alert("option")</script>
        because: told
    wants:
      - statement: build
        because: told
  downstream:
    options:
      sue: '"><img src=x onerror=alert(1)>'
    wants:
      - sue if build
questions:
  - ask: <script>alert("question")</script>
    why: build
    by: upstream
today:
  build: no
sources:
  paper:
    title: <script>alert("source")</script>
    url: javascript:alert(1)
speakers:
  somebody:
    name: <script>alert("speaker")</script>
claims:
  told:
    says: <script>alert("claim")</script>
    by: somebody
    in: paper
    words: '<script>alert("words")</script>'
"""

WITHOUT_ANYTHING = """
lagebild: 1
title: Two who can do little
decision-makers:
  one:
    options: {move: go}
    wants: [move]
  other:
    options: {}
    wants: []
"""


class Reader(HTMLParser):
    """Notes elements, ids, links, what is loaded, headings and whether every element is closed."""

    VOID = ("meta", "link", "br", "img", "input", "hr")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.seen: list[str] = []
        self.unnamed: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.seen.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        href = values.get("href", "")
        if href.startswith("#"):
            self.targets.append(href[1:])
        elif href:
            self.links.append(href)
        self.loaded += [values[name] for name in ("src", "srcset", "data", "poster") if name in values]
        if tag == "link":
            self.loaded.append(href)
        for reference in ("aria-labelledby", "aria-describedby"):
            self.targets += values.get(reference, "").split()
        if tag == "html":
            self.language = values.get("lang", "")
        if values.get("role") in ("img", "region") and not (values.get("aria-label") or values.get("aria-labelledby")):
            self.unnamed.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        # An element closed in itself (SVG) is closed by the parser, which then calls handle_endtag.
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes something else"


@cache
def page(name: str, language: str) -> str:
    return report_page(lb.solve(lb.load(EXAMPLES / f"{name}.yaml")), language)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


PAGES = [("dam", "en"), ("dam", "de"), ("north-korea-2024", "en"), ("north-korea-2024", "de")]


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_every_element_is_closed_and_every_id_is_unique(name: str, language: str) -> None:
    reader = read(page(name, language))
    assert reader.open == []
    assert sorted(reader.ids) == sorted(set(reader.ids))


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_every_link_within_the_page_leads_somewhere(name: str, language: str) -> None:
    reader = read(page(name, language))
    assert len(reader.targets) > 20
    assert set(reader.targets) <= set(reader.ids)


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_nothing_is_loaded_from_anywhere(name: str, language: str) -> None:
    text = page(name, language)
    reader = read(text)
    assert reader.loaded == []
    assert all(link.startswith(("http://", "https://")) for link in reader.links)
    assert "@import" not in text
    assert not re.search(r"url\((?!#)", text)
    assert "default-src 'none'" in text


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_headings_do_not_skip_a_level_and_pictures_have_names(name: str, language: str) -> None:
    reader = read(page(name, language))
    assert reader.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(reader.headings, reader.headings[1:], strict=False))
    assert reader.unnamed == []
    assert {"main", "nav", "header", "footer", "caption"} <= set(reader.seen)
    assert reader.language == language


def test_every_claim_and_every_line_stands_on_the_page() -> None:
    situation = lb.load(EXAMPLES / "north-korea-2024.yaml")
    ids = set(read(page("north-korea-2024", "de")).ids)
    assert {f"claim-{claim.id}" for claim in situation.claims} <= ids
    assert {f"line-{line.address}" for line in situation.lines()} <= ids


def test_the_wrong_office_in_the_source_is_corrected_beside_it() -> None:
    text = page("north-korea-2024", "en")
    assert "The source says: US foreign minister" in text
    assert "Right: US Secretary of Defense" in text


def test_guesses_come_before_the_answers() -> None:
    text = page("dam", "en")
    assert text.index('<section id="guessed"') < text.index('<section id="answers"') < text.index('<section id="outcomes"')


def test_what_the_file_says_is_text_and_never_markup() -> None:
    text = report_page(lb.solve(lb.loads(HOSTILE)))
    reader = read(text)
    assert reader.seen.count("script") == 2
    assert "<script>alert" not in text
    assert "img" not in reader.seen
    assert "&lt;script&gt;alert(&#34;claim&#34;)&lt;/script&gt;" in text
    assert "&lt;script&gt;alert(&#34;source&#34;)&lt;/script&gt;" in text
    assert "Up &amp; &lt;b&gt;stream&lt;/b&gt;" in text
    assert not any(link.startswith("javascript") for link in reader.links)


def test_the_shortest_file_makes_a_page() -> None:
    text = report_page(lb.solve(lb.loads(WITHOUT_ANYTHING)))
    reader = read(text)
    assert set(reader.targets) <= set(reader.ids)
    assert "The file names no claims." in text
    assert "The file says nothing of today." in text
    assert "The file asks no question." in text


def test_a_what_if_is_named_at_the_top_and_not_compared_with_others() -> None:
    situation = lb.load(EXAMPLES / "dam.yaml")
    text = report_page(lb.solve(situation, what_if="court-is-slow"), "de")
    assert "Mit dem Was-wäre-wenn: das Gericht braucht zehn Jahre" in text
    assert '<section id="variants"' not in text


def test_the_same_input_gives_the_same_page() -> None:
    assert report_page(lb.solve(lb.load(EXAMPLES / "dam.yaml")), "en") == page("dam", "en")


def fixed(phrase: str) -> str:
    """The longest piece of a phrase between its fields."""
    return max(re.split(r"\{[^}]*\}", phrase), key=len).strip(" .,;:")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["dam", "north-korea-2024"])
def test_no_phrase_of_the_other_language_stands_on_the_page(name: str, language: str) -> None:
    (other,) = set(LANGUAGES) - {language}
    text = page(name, language)
    own = phrases("report", language)
    for key, phrase in phrases("report", other).items():
        piece = fixed(phrase)
        if len(piece) > 14 and piece not in own[key]:
            assert piece not in text, f"report.{key} is said in the wrong language"


def test_every_phrase_exists_in_both_languages_with_the_same_fields() -> None:
    english, german = phrases("report", "en"), phrases("report", "de")
    assert english.keys() == german.keys()
    for key, phrase in english.items():
        assert set(re.findall(r"\{(\w+)", phrase)) == set(re.findall(r"\{(\w+)", german[key])), key


def test_every_phrase_of_the_report_is_used() -> None:
    room = Path(lb.__file__).parent / "reports"
    files = [*room.glob("html/*.py"), *room.glob("html/templates/*"), *room.glob("document/*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    never = []
    for key in phrases("report", "en"):
        stem = re.sub(r"\.(one|many|none)$", "", key)
        group = stem.rpartition(".")[0]
        said = (f"report.{stem}", f"report.{group}.'", f"report.{group}.{{", f'report.{group}."', f"t.concept('report.{group}'")
        if not any(form in code for form in said) and not stem.startswith("role."):
            never.append(key)
    assert never == []


def test_states_that_are_given_by_name_stand_each_in_a_column_of_its_own() -> None:
    text = report_page(
        lb.solve(
            lb.loads(
                """
lagebild: 1
title: Four places
states:
  a: here
  b: there
  c: elsewhere
decision-makers:
  walker:
    moves:
      a: [b]
    ranking: [[b], [a, c]]
today: a
"""
            )
        )
    )
    reader = read(text)
    assert sorted(reader.ids) == sorted(set(reader.ids))
    assert set(reader.targets) <= set(reader.ids)
    assert '<th scope="col">there</th>' in text
    assert '<th scope="col">elsewhere</th>' in text
