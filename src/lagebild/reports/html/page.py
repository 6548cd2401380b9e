"""``report_page``: an analysis as one HTML page. Everything it needs is in it: style, pictures, a few lines of script.

The page is made of sections, each a small record of plain values in one language; the templates only lay them out. Another
format (PDF, Word) takes the same records. Whatever comes from the file is text and is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from importlib import resources
from pathlib import PurePath
from typing import Any, Final

import jinja2
from markupsafe import Markup, escape

from lagebild import __version__
from lagebild.analyses.conclusion import LEADING_CONCEPT
from lagebild.analyses.disagreement import Comparison
from lagebild.analyses.groups import Groups, group_equilibria
from lagebild.evidence.places import SourceText
from lagebild.reports.data.schema_org import for_a_page, schema_org
from lagebild.reports.disagreement import comparison_view
from lagebild.reports.html import opening, pictures
from lagebild.reports.html.article import articles
from lagebild.reports.html.bars import Hinging, legend
from lagebild.reports.html.drawings import MAX_GRAPHS, drawings
from lagebild.reports.html.graph import StateGraph, state_graphs
from lagebild.reports.html.guessed import Guessed, guessed
from lagebild.reports.html.hinging import hinging_answers, standards
from lagebild.reports.html.lines import Lines
from lagebild.reports.html.makers import limits, makers, terms
from lagebild.reports.html.outcomes import OutcomeTables
from lagebild.reports.html.records import records
from lagebild.reports.html.stories import answered, stories
from lagebild.reports.html.variants import variants
from lagebild.reports.words import Words
from lagebild.situation import Situation
from lagebild.solutions import Analysis
from lagebild.solutions.certificates import Certified, certified

PROVED_UNASKED: Final = 25_000
"""Up to this many verdicts all are proved for the page (under a second); with more it says how to."""

SECTIONS: Final = (
    "guessed", "answers", "makers", "outcomes", "paths", "why", "hinges", "disagreement", "variants", "terms", "wants",
    "claims", "idle", "method",
)  # fmt: skip
"""The sections in their order."""

WHERE_NEEDED: Final = ("why", "hinges", "disagreement", "variants", "terms")
"""Sections that are left out where there is nothing in them."""

TOLD: Final = (
    ("facts", ("confirmed", "announced", "stated")),
    ("reports", ("reported",)),
    ("assessments", ("assessed", "conjectured")),
)
"""The three sorts of claims that a reader must tell apart, and how the text puts each."""


def report_page(
    analysis: Analysis,
    language: str = "",
    *,
    texts: Sequence[SourceText] = (),
    certified: Certified | None = None,
    hinges: Sequence[Hinging] | None = None,
    second: Comparison | None = None,
) -> str:
    """The report as HTML, in ``language`` (default: the situation's).

    ``texts``: the texts of sources, shown beside their claims. ``certified``: what was proved of the verdicts, where that was
    done already. ``hinges``: what the conclusions hinge on, where more was looked at than the answers do. ``second``: a
    second person's disagreements, solved.
    Raises: InputError where it cannot be told whose text one is.
    """
    page = _Page(analysis, Words(language or analysis.situation.language), texts)
    context = page.context() | {"proved": page.proved(certified)} | ({} if hinges is None else {"hinges": hinges})
    context["opinion"] = context["disagreement"] = None if second is None else comparison_view(second, page.words)
    context["sections"] = [section for section in SECTIONS if section not in WHERE_NEEDED or context[section]]
    return str(environment().get_template("page.html.j2").render(context)).rstrip() + "\n"


def environment() -> jinja2.Environment:
    """The templates."""
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: _file(f"templates/{name}")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters["prose"] = prose
    return made


def _file(name: str) -> str:
    return resources.files("lagebild.reports.html").joinpath(name).read_text(encoding="utf-8")


def prose(text: str) -> Markup:
    """Prose as markup: what stands between backticks is a command."""
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))


class _Page:
    def __init__(self, analysis: Analysis, words: Words, texts: Sequence[SourceText]) -> None:
        self.analysis, self.words, self.texts = analysis, words, texts
        self.situation: Situation = analysis.situation
        self.lines = Lines(self.situation, words)
        codes = [concept.code for concept in analysis.concepts]
        self.concept = LEADING_CONCEPT if LEADING_CONCEPT in codes else codes[0]

    def context(self) -> dict[str, Any]:
        """Everything the templates say, by name."""
        groups = group_equilibria(self.analysis)
        found = guessed(self.analysis, self.lines)
        return {**self._frame(), **self._found(groups, found), **self._behind(found)}

    def proved(self, given: Certified | None) -> list[str]:
        """Whether the verdicts were proved; few are proved here."""
        each = len(self.situation.decision_makers) * len(self.analysis.concepts)
        verdicts = sum(solution.model.count for solution in self.analysis.solutions) * each
        if given is None and verdicts <= PROVED_UNASKED:
            given = certified(self.analysis)
        return opening.proved(self.analysis, self.words, given)

    def _frame(self) -> dict[str, Any]:
        """What every section uses, and what stands around them."""
        words, script = self.words, _file("templates/script.js")
        names = {dm.id: self.lines.name(dm.id) for dm in self.situation.decision_makers}
        return {
            "t": words,
            "lang": words.language,
            "number": words.number,
            "date": lambda text: opening.date_in_words(text, words),
            "style": Markup(_file("style.css")),
            "script": Markup(script),
            # Only this script may run: the policy names its fingerprint.
            "script_hash": base64.b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode(),
            "situation": self.situation,
            "title": self.situation.title.in_language(words.language),
            "variant": opening.variant(self.analysis, words),
            "lines": self.lines,
            "inks": pictures.inks(names),
            "names": names,
            "mark_svg": pictures.mark_svg,
            "line_svg": pictures.line_svg,
            "told": TOLD,
            "version": __version__,
            "file": PurePath(self.situation.file).name,
            # Anchors already given, so that what stands on several cards has its anchor on the first only.
            "seen": set(),
        }

    def _found(self, groups: Groups, found: Guessed) -> dict[str, Any]:
        """What follows from the file: answers, outcomes, paths, reasons, what would change it."""
        words, analysis = self.words, self.analysis
        tables = OutcomeTables(analysis, groups, words)
        graphs = self._graphs(groups, found)
        inks = pictures.inks({dm.id: self.lines.name(dm.id) for dm in self.situation.decision_makers})
        answers = answered(analysis, self.lines)
        unwanted = [option.option for option in found.audit.unwanted]
        compared = self.situation.what_ifs and analysis.what_if is None
        return {
            "summary": opening.summary(analysis, groups, found, self.lines),
            "answers": answers,
            "hinges": hinging_answers([view.answer for view in answers], words),
            "hinge_legend": legend(words),
            "standards": standards([view.answer for view in answers], self.lines),
            "json_ld": Markup(for_a_page(schema_org(analysis, words.language, answers=[a.text for a in answers]))),
            "case_count": len(analysis.solutions),
            "groups": [tables.view(group) for group in groups.groups],
            "reach_known": groups.reach_known,
            "status_quo_count": max(len(solution.model.status_quo) for solution in analysis.solutions),
            "graph_things": graphs[0].things if graphs else (),
            "drawings": drawings(analysis, graphs, self.lines, inks),
            "hidden_drawings": max(0, len(graphs) - MAX_GRAPHS),
            "why": stories(analysis, groups, self.lines, self.concept),
            "variants": variants(self.situation, self.lines, unwanted) if compared else None,
        }

    def _behind(self, found: Guessed) -> dict[str, Any]:
        """What it rests on: who decides, lines, claims, texts, and how it was computed."""
        given = articles(self.lines, self.texts)
        inks = pictures.inks({dm.id: self.lines.name(dm.id) for dm in self.situation.decision_makers})
        return {
            "guessed": found,
            "makers": makers(self.lines, inks),
            "limits": limits(self.situation, self.lines),
            "today": self.lines.views(line.address for line in self.situation.today or ()),
            "terms": terms(self.situation, self.lines),
            "records": records(self.lines),
            "texts": given,
            "standing": dict(given.standing),
            "concepts": self.analysis.concepts,
            "method": opening.method(self.analysis, self.words),
        }

    def _graphs(self, groups: Groups, found: Guessed) -> tuple[StateGraph, ...]:
        unwanted = [option.option for option in found.audit.unwanted]
        things = tuple(thing for thing in groups.things if thing.key not in unwanted)
        return state_graphs(self.analysis.solutions, things, unwanted, self.concept)
