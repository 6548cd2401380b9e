"""``report_page``: an analysis as one HTML page. Everything it needs is in it: style, pictures, a few lines of script.

The page is made of sections, each a small record of plain values in one language; the templates only lay them out. Another
format (PDF, Word) takes the same records. Whatever comes from the file is text and is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import PurePath
from typing import Any, Final

import jinja2
from markupsafe import Markup, escape

from lagebild import __version__
from lagebild.analyses.conclusion import LEADING_CONCEPT
from lagebild.analyses.explain import explain
from lagebild.analyses.groups import Group, Groups, families, group_equilibria
from lagebild.reports.answers import answer_texts
from lagebild.reports.html.graph import StateGraph, state_graphs
from lagebild.reports.html.guessed import Guessed, guessed
from lagebild.reports.html.lines import Lines, Mention
from lagebild.reports.html.makers import limits, makers, terms
from lagebild.reports.html.outcomes import OutcomeTables
from lagebild.reports.html.records import records
from lagebild.reports.html.variants import variants
from lagebild.reports.text.explain import explanation_text
from lagebild.reports.text.moves import move_in_words
from lagebild.reports.words import Words
from lagebild.situation import AnyOrder, Situation
from lagebild.solutions import Analysis

MAX_EXPLAINED: Final = 4
"""How many outcomes are explained."""

MAX_GRAPHS: Final = 4
"""How many state graphs are drawn; cases beyond them are counted."""

_VERY_WIDE: Final = 100_000
"""No line of a text is broken at this width: the browser breaks lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A paragraph of a story: how far it is set in, its text, and the claim that it quotes, if it does."""

    level: int
    text: str
    claim: Mention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Why one outcome holds."""

    title: str
    today: bool
    paragraphs: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A state graph with the case it is drawn for, and the same in words."""

    title: str
    svg: Any
    notes: tuple[str, ...]
    nodes: tuple[tuple[str, str, bool, bool], ...]
    """Number, what is the case, whether it can be today, whether it holds."""
    moves: tuple[tuple[str, str, str, str], ...]
    """From, who, what, to."""


def report_page(analysis: Analysis, language: str = "") -> str:
    """The report as HTML, in ``language`` (default: the situation's).

    Raises: LagebildError where Jinja2 is not installed.
    """
    words = Words(language or analysis.situation.language)
    environment = _environment()
    template = environment.get_template("page.html.j2")
    return str(template.render(_Page(analysis, words).context())).rstrip() + "\n"


def _environment() -> Any:
    folder = resources.files("lagebild.reports.html").joinpath("templates")
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["prose"] = prose
    return environment


def prose(text: str) -> Markup:
    """Prose as markup: what stands between backticks is a command."""
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))


class _Page:
    def __init__(self, analysis: Analysis, words: Words) -> None:
        self.analysis, self.words = analysis, words
        self.situation: Situation = analysis.situation
        self.lines = Lines(self.situation, words)
        codes = [concept.code for concept in analysis.concepts]
        self.concept = LEADING_CONCEPT if LEADING_CONCEPT in codes else codes[0]

    def context(self) -> dict[str, Any]:
        """Everything the templates say, by name."""
        from lagebild.reports.html import pictures

        names = {dm.id: self.lines.name(dm.id) for dm in self.situation.decision_makers}
        inks = pictures.inks(names)
        groups = group_equilibria(self.analysis)
        tables = OutcomeTables(self.analysis, groups, self.words)
        found = guessed(self.analysis, self.lines)
        graphs = self._graphs(groups, found)
        return {
            "t": self.words,
            "lang": self.words.language,
            "number": self.words.number,
            "date": self._date,
            "style": resources.files("lagebild.reports.html").joinpath("style.css").read_text(encoding="utf-8"),
            "situation": self.situation,
            "title": self.situation.title.in_language(self.words.language),
            "variant": self._variant(),
            "lines": self.lines,
            "inks": inks,
            "names": names,
            "mark_svg": pictures.mark_svg,
            "line_svg": pictures.line_svg,
            "guessed": found,
            "summary": self._summary(groups, found, names),
            "answers": answer_texts(self.analysis, self.words.language),
            "makers": makers(self.lines, inks),
            "limits": limits(self.situation, self.lines),
            "today": self.lines.views(line.address for line in self.situation.today or ()),
            "case_count": len(self.analysis.solutions),
            "groups": [tables.view(group) for group in groups.groups],
            "reach_known": groups.reach_known,
            "status_quo_count": max(len(solution.model.status_quo) for solution in self.analysis.solutions),
            "graph_things": graphs[0].things if graphs else (),
            "concepts": self.analysis.concepts,
            # Anchors already given, so that what stands on several cards has its anchor on the first only.
            "seen": set(),
            "drawings": [self._drawing(graph, inks, number) for number, graph in enumerate(graphs[:MAX_GRAPHS])],
            "hidden_drawings": max(0, len(graphs) - MAX_GRAPHS),
            "stories": self._stories(groups),
            "variants": variants(self.situation, self.lines, [o.option for o in found.audit.unwanted])
            if self.situation.what_ifs and not self._variant()
            else None,
            "terms": terms(self.situation, self.lines),
            "records": records(self.lines),
            "method": self._method(),
            "version": __version__,
            "file": PurePath(self.situation.file).name,
        }

    # --- words -----------------------------------------------------------------------------------------------------

    def _date(self, text: str) -> str:
        """``2024-10-24`` as people write it; anything else as it stands."""
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-\d\d", text):
            return text
        year, month, day = text.split("-")
        return self.words("report.date", day=int(day), month=self.words(f"report.month.{int(month)}"), year=year)

    def _variant(self) -> str:
        if self.analysis.what_if is None:
            return ""
        known = {what_if.id: what_if.name.in_language(self.words.language) for what_if in self.situation.what_ifs}
        return known.get(self.analysis.what_if) or self.analysis.what_if

    def _summary(self, groups: Groups, found: Guessed, names: dict[str, str]) -> list[str]:
        words, numbers = self.words, found.audit.numbers
        states = "–" if numbers.states is None else self.words.number(numbers.states[1])
        open_ = [self.lines.name(c.id) for c in self.situation.circumstances if c.value is None]
        orders = sum(isinstance(want, AnyOrder) for dm in self.situation.decision_makers for want in dm.wants or ())
        sentences = [words.several("report.summary.who", len(names), who=words.listed(list(names.values())), states=states)]
        if numbers.cases > 1:
            what = [words("words.quoted", text=name) for name in open_]
            what += [words.several("report.summary.orders", orders)] if orders else []
            sentences.append(words("report.summary.cases", count=words.number(numbers.cases), what=words.listed(what)))
        credible = next((group for group in groups.groups if group.credible), None)
        count = 0 if credible is None else credible.count
        reached = 0 if credible is None else sum(outcome.reachable for outcome in credible.outcomes)
        sentences.append(self._holds(credible))
        if count and groups.reach_known:
            sentences.append(words.several("report.summary.reached", reached))
        total = words.number(found.audit.sourcing.assertions)
        sentences.append(words.several("report.summary.guessed", len(found.audit.sourcing.assumed), total=total))
        if found.audit.orders and found.audit.orders_tried:
            matter = len(found.mattering)
            sentences.append(words.several("report.summary.matter", matter, total=len(found.audit.orders)))
        return sentences

    def _holds(self, credible: Group | None) -> str:
        """How many outcomes hold; with several cases whether in all of them."""
        count, cases = 0 if credible is None else credible.count, len(self.analysis.solutions)
        if credible is None or cases == 1:
            return self.words.several("report.summary.holds", count)
        codes = [concept.code for concept in self.analysis.concepts if concept.by_itself]
        full = sum(any(outcome.cases(code) == cases for code in codes) for outcome in credible.outcomes)
        form = "all" if full == count else "some" if full else "none"
        fields = {"full": self.words.number(full), "cases": self.words.number(cases)}
        return self.words.several(f"report.summary.holds-in.{form}", count, **fields)

    def _settled(self, cases: Sequence[int]) -> list[str]:
        """What the cases have in common of what is open; nothing where all cases are meant."""
        words, solutions = self.words, self.analysis.solutions
        if len(cases) == len(solutions):
            return []
        chosen = [solutions[number].case for number in cases]
        found: list[str] = []
        for circumstance in self.situation.circumstances:
            values = {dict(case.circumstances)[circumstance.id] for case in chosen}
            if circumstance.value is None and len(values) == 1:
                key = "holds" if values.pop() else "holds-not"
                found.append(words(f"report.case.{key}", name=self.lines.name(circumstance.id)))
        for dm in self.situation.decision_makers:
            for want in dm.wants or ():
                if isinstance(want, AnyOrder) and len({dict(case.orders)[want.address] for case in chosen}) == 1:
                    order = dict(chosen[0].orders)[want.address]
                    wanted = words("words.quoted", text=self.lines.statement(want.members[order[0]].statement))
                    found.append(words("report.case.order", who=self.lines.name(dm.id), wants=wanted))
        return found

    # --- pictures --------------------------------------------------------------------------------------------------

    def _graphs(self, groups: Groups, found: Guessed) -> tuple[StateGraph, ...]:
        unwanted = [option.option for option in found.audit.unwanted]
        things = tuple(thing for thing in groups.things if thing.key not in unwanted)
        return state_graphs(self.analysis.solutions, things, unwanted, self.concept)

    def _drawing(self, graph: StateGraph, inks: dict[str, Any], number: int) -> Drawing:
        from lagebild.reports.html import pictures

        words, model = self.words, graph.model
        settled = self._settled(graph.cases)
        said = [words.state(model, node.position) for node in graph.nodes]
        labels = [str(node.labels[0]) for node in graph.nodes]
        moves = tuple(
            (
                labels[edge.origin],
                self.lines.name(edge.mover),
                move_in_words(words, model, edge.here, edge.there),
                labels[edge.target],
            )
            for edge in graph.edges
        )
        holding = sum(node.holds for node in graph.nodes)
        texts = pictures.Texts(
            title=words("report.graph.title"),
            description=words("report.graph.description", nodes=len(graph.nodes), edges=len(graph.edges), holding=holding),
            nodes=[f"{label}: {text}" for label, text in zip(labels, said, strict=True)],
            edges=[f"{who}: {what} ({here} → {there})" for here, who, what, there in moves],
        )
        return Drawing(
            title="; ".join(settled),
            svg=pictures.state_graph_svg(graph, inks, texts, words, f"graph-{number}"),
            notes=tuple(self._notes(graph)),
            nodes=tuple(
                (", ".join(map(str, node.labels)), text, node.today, node.holds)
                for node, text in zip(graph.nodes, said, strict=True)
            ),
            moves=moves,
        )

    def _notes(self, graph: StateGraph) -> Iterable[str]:
        """What the picture leaves out."""
        for key, count in (
            ("hidden-edges", graph.hidden_edges),
            ("hidden-nodes", graph.hidden_nodes),
        ):
            if count:
                yield self.words.several(f"report.graph.{key}", count)
        if graph.elsewhere:
            yield self.words("report.graph.elsewhere")

    # --- stories ---------------------------------------------------------------------------------------------------

    def _stories(self, groups: Groups) -> list[Story]:
        """A few outcomes that hold, of different families, those that can be reached from today first."""
        credible = next((group for group in groups.groups if group.credible), None)
        found: list[Story] = []
        for family in families(credible.outcomes) if credible is not None else ():
            outcome = family.outcomes[0]
            label = outcome.labels[0]
            for number, solution in enumerate(self.analysis.solutions):
                model = solution.model
                if label in model.labels() and solution.is_equilibrium(self.concept)[model.position(label)]:
                    found.append(self._story(number, model.position(label), outcome.today))
                    break
            if len(found) == MAX_EXPLAINED:
                break
        return found

    def _story(self, case: int, position: int, today: bool) -> Story:
        solution = self.analysis.solutions[case]
        text = explanation_text(explain(solution, solution.model.label(position)), self.words.language, width=_VERY_WIDE)
        _, *paragraphs = [line for line in text.split("\n") if line.strip()]
        told = [self._told(line) for line in paragraphs]
        if settled := self._settled([case]):
            count = len(self.analysis.solutions)
            told.insert(0, Told(level=0, text=self.words("explain.case.told", count=count, settled="; ".join(settled))))
        title = self.words(
            "report.why.title", label=solution.model.label(position), state=self.words.state(solution.model, position)
        )
        return Story(title=title, today=today, paragraphs=tuple(told))

    def _told(self, line: str) -> Told:
        text = line.strip()
        level = (len(line) - len(line.lstrip())) // 2
        quoted = re.search(r"; ([^\s;()]+)\)$", text)
        claim = self.lines.mentions.get(quoted[1]) if quoted else None
        if quoted and claim is not None:
            text = f"{text[: quoted.start()]})"
        return Told(level=level, text=text, claim=claim)

    # --- how it was computed ---------------------------------------------------------------------------------------

    def _method(self) -> list[tuple[str, str]]:
        words, first = self.words, self.analysis.solutions[0]
        counts = sorted({solution.model.count for solution in self.analysis.solutions})
        states = " – ".join(self.words.number(count) for count in dict.fromkeys((counts[0], counts[-1])))
        found = [
            ("program", f"Lagebild {__version__}"),
            ("file", PurePath(self.situation.file).name),
            ("sha256", self.situation.sha256),
            ("what-if", self._variant()),
            ("engine", first.engine.name),
            ("states", states),
            ("cases", self.words.number(len(self.analysis.solutions))),
        ]
        return [(words(f"report.method.{key}"), value) for key, value in found if value]
