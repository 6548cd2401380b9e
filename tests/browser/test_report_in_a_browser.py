"""The report as a browser shows it: offline, without complaint, at the width of a telephone, in the dark."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import lagebild as lb
from lagebild.reports.html.page import report_page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
EXAMPLE = Path(__file__).parents[2] / "examples" / "dam.yaml"

pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="chromium is not installed")

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


def test_it_prints_on_a4_with_everything_unfolded(browser: Browser, report: str) -> None:
    complaints: list[str] = []
    page = opened(browser, report, complaints, width=1200, scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf(prefer_css_page_size=True)) > 50_000
    page.context.close()
