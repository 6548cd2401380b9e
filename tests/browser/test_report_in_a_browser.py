"""The report as a browser shows it: offline, without complaint, at the width of a telephone, in the dark."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pypdf import PdfReader

import lagebild as lb
from lagebild.evidence.places import SourceText
from lagebild.reports.html.page import report_page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = EXAMPLES / "dam.yaml"

pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="chromium is not installed")

# What axe looks for: everything that WCAG 2.0 to 2.2 asks for at levels A and AA, and what is good practice besides.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

TEXT = (
    "A made-up report on two villages\n\n"
    "The upper village closed the sluice on Monday. Its mayor says that nobody was harmed by it.\n\n"
    + "Nothing that matters stands in this line.\n\n" * 40
    + "The lower village may go to court, a neighbour believes.\n"
)

# Text and what lies behind it, as a browser has worked it out: WCAG 2.2 asks for 4.5 : 1 (3 : 1 for large text).
CONTRASTS = """() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => {
    for (let at = e; at; at = at.parentElement) {
      const c = parse(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] > 0.99) return c;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.closest("svg") || ["SCRIPT", "STYLE"].includes(e.tagName)) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(parse(style.color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    if (ratio < (size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? 3 : 4.5))
      found.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} "${e.textContent.trim().slice(0, 40)}"`);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--headless", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "dam.html"
    # A claim that no line names is folded away.
    text = EXAMPLE.read_text(encoding="utf-8") + "  idle-talk:\n    says: Somebody said something.\n    in: river-post\n"
    path.write_text(report_page(lb.solve(lb.loads(text)), "de"), encoding="utf-8")
    return path.as_uri()


def opened(browser: Browser, report: str, complaints: list[str], *, width: int, scheme: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if request.url != report else None)
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_it_opens_offline_fits_the_screen_and_can_be_read(browser: Browser, report: str, width: int, scheme: str) -> None:
    complaints: list[str] = []
    page = opened(browser, report, complaints, width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRASTS) == []
    assert complaints == []
    page.context.close()


def test_following_a_mention_opens_what_is_folded(browser: Browser, report: str) -> None:
    complaints: list[str] = []
    page = opened(browser, report, complaints, width=1200, scheme="light")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = false; })")
    page.evaluate("location.hash = 'claim-idle-talk'")
    page.wait_for_function("document.getElementById('claim-idle-talk').checkVisibility()")
    assert complaints == []
    page.context.close()


def test_what_is_folded_can_be_unfolded_at_one_stroke(browser: Browser, report: str) -> None:
    complaints: list[str] = []
    page = opened(browser, report, complaints, width=1200, scheme="light")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = false; })")
    page.get_by_role("button", name="Alles aufklappen").press("Enter")
    assert page.locator("details:not([open])").count() == 0
    page.get_by_role("button", name="Wieder einklappen").press("Enter")
    assert page.locator("details[open]").count() == 0
    assert complaints == []
    page.context.close()


@pytest.mark.parametrize(
    ("name", "language", "schemes"),
    [
        ("dam", "en", ("light", "dark")),
        ("dam", "de", ("light", "dark")),
        # On the long page axe takes half a minute a look.
        ("north-korea-2024", "en", ("light",)),
        ("north-korea-2024", "de", ("dark",)),
    ],
)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, name: str, language: str, schemes: tuple[str, ...]) -> None:
    path = tmp_path / "report.html"
    path.write_text(report_page(lb.solve(lb.load(EXAMPLES / f"{name}.yaml")), language), encoding="utf-8")
    for scheme in schemes:
        page = opened(browser, path.as_uri(), [], width=1200, scheme=scheme)
        assert violations(page) == []
        page.context.close()


def violations(page: Page) -> list[str]:
    """What axe objects to, a line each; that it has looked at the page is made sure of."""
    found = Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 20
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


def test_paper_gets_the_short_lists_and_not_what_is_folded(browser: Browser, report: str, tmp_path: Path) -> None:
    complaints: list[str] = []
    page = opened(browser, report, complaints, width=1200, scheme="dark")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = false; })")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    paper = PdfReader(tmp_path / "report.pdf")
    text = "\n".join(sheet.extract_text() for sheet in paper.pages)
    assert "Somebody said something." in text
    assert round(float(paper.pages[0].mediabox.width)) == 595
    assert len(paper.pages) <= 12
    assert page.locator("details.paper[open]").count() == 0, "after printing everything is as it was"
    assert complaints == []
    page.context.close()


# --- a text with its claims ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def with_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    taken = SourceText(text=TEXT)
    claims = ""
    for id_, words in (("closed", "The upper village closed the sluice on Monday."), ("court", TEXT.strip().split("\n")[-1])):
        at = taken.place(TEXT.index(words), TEXT.index(words) + len(words))
        claims += f"  {id_}:\n    says: The claim {id_}.\n    in: gazette\n    at:\n      paragraph: {at.paragraph}\n"
        claims += f"      start: {at.start}\n      end: {at.end}\n      sha256: {at.sha256}\n"
    situation = lb.loads(
        "lagebild: 1\ntitle: Two villages\ndecision-makers:\n  upper:\n    options:\n      close:\n        because: closed\n"
        f"    wants: [close]\nsources:\n  gazette:\n    title: The gazette (invented)\n    language: en\nclaims:\n{claims}"
    )
    path = tmp_path_factory.mktemp("text") / "villages.html"
    path.write_text(report_page(lb.solve(situation), "en", texts=[taken]), encoding="utf-8")
    return path.as_uri()


LIT = "Array.from(document.querySelectorAll('.lit')).map(each => each.id)"


@pytest.mark.parametrize("width", [390, 1300])
def test_a_click_on_a_claim_lights_its_sentence(browser: Browser, with_text: str, width: int) -> None:
    complaints: list[str] = []
    page = opened(browser, with_text, complaints, width=width, scheme="light")
    page.locator("#claim-court").get_by_role("link", name="show in the text").click()
    claim, sentence = page.evaluate(LIT)
    assert claim == "claim-court"
    assert page.locator(f"#{sentence}").inner_text() == "The lower village may go to court, a neighbour believes."
    expect(page.locator(f"#{sentence}")).to_be_in_viewport()
    page.locator("#claim-closed .says").click()
    assert page.evaluate(LIT)[0] == "claim-closed"
    assert complaints == []
    page.context.close()


def test_a_sentence_shows_its_claims_by_keyboard_alone(browser: Browser, with_text: str) -> None:
    complaints: list[str] = []
    page = opened(browser, with_text, complaints, width=1300, scheme="dark")
    page.get_by_role("button", name="The upper village closed the sluice on Monday.").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(LIT)[0] == "claim-closed"
    assert page.locator(".here").inner_text().strip().endswith("1 The claim closed.")
    assert page.locator(".texts [role=status]").inner_text() == "Claims in this sentence: 1"
    page.keyboard.press("Escape")
    assert page.evaluate(LIT) == []
    assert page.locator(".here").count() == 0
    assert complaints == []
    page.context.close()


def test_a_mention_lights_the_sentence_too(browser: Browser, with_text: str) -> None:
    page = opened(browser, with_text, [], width=1300, scheme="light")
    page.locator("#makers a.claim").first.click()
    page.wait_for_function("document.querySelectorAll('.lit').length === 2")
    page.context.close()


def test_axe_finds_nothing_in_a_text_with_lit_sentences(browser: Browser, with_text: str) -> None:
    for scheme in ("light", "dark"):
        page = opened(browser, with_text, [], width=1300, scheme=scheme)
        page.locator(".sentence[data-claims]").first.click()
        assert page.locator(".here").count() == 1
        assert violations(page) == []
        page.context.close()


def test_without_its_script_the_page_still_leads_from_claim_to_sentence(browser: Browser, with_text: str) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(with_text)
    page.locator("#claim-closed a.to-text").click()
    assert page.locator(".sentence:target").inner_text().startswith("The upper village")
    page.locator(".sentence:target + .numbers a").click()
    assert page.locator(".entry:target").get_attribute("id") == "claim-closed"
    context.close()
