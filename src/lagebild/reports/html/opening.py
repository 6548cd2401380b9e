"""What stands at the top of the page: what was looked at, in a few sentences; and at its end how it was computed."""

from __future__ import annotations

import re
from pathlib import PurePath

from lagebild import __version__
from lagebild.analyses.groups import Group, Groups
from lagebild.reports.html.guessed import Guessed
from lagebild.reports.html.lines import Lines
from lagebild.reports.words import Words
from lagebild.situation import AnyOrder
from lagebild.solutions import Analysis
from lagebild.solutions.certificates import Certified


def date_in_words(date: str, words: Words) -> str:
    """``2024-10-24`` as people write it; anything else as it stands."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-\d\d", date):
        return date
    year, month, day = date.split("-")
    return words("report.date", day=int(day), month=words(f"report.month.{int(month)}"), year=year)


def variant(analysis: Analysis, words: Words) -> str:
    """The name of the what-if that was applied; empty where none was."""
    if analysis.what_if is None:
        return ""
    known = {what_if.id: what_if.name.in_language(words.language) for what_if in analysis.situation.what_ifs}
    return known.get(analysis.what_if) or analysis.what_if


def summary(analysis: Analysis, groups: Groups, found: Guessed, lines: Lines) -> list[str]:
    """The whole in a few sentences: who, how many states and cases, what holds, how much is guessed."""
    words, numbers, situation = lines.words, found.audit.numbers, analysis.situation
    states = "–" if numbers.states is None else words.number(numbers.states[1])
    names = [lines.name(dm.id) for dm in situation.decision_makers]
    open_ = [lines.name(c.id) for c in situation.circumstances if c.value is None]
    orders = sum(isinstance(want, AnyOrder) for dm in situation.decision_makers for want in dm.wants or ())
    sentences = [words.several("report.summary.who", len(names), who=words.listed(names), states=states)]
    if numbers.cases > 1:
        what = [words("words.quoted", text=name) for name in open_]
        what += [words.several("report.summary.orders", orders)] if orders else []
        sentences.append(words("report.summary.cases", count=words.number(numbers.cases), what=words.listed(what)))
    credible = next((group for group in groups.groups if group.credible), None)
    count = 0 if credible is None else credible.count
    reached = 0 if credible is None else sum(outcome.reachable for outcome in credible.outcomes)
    sentences.append(_holds(analysis, credible, words))
    if count and groups.reach_known:
        sentences.append(words.several("report.summary.reached", reached))
    total = words.number(found.audit.sourcing.assertions)
    sentences.append(words.several("report.summary.guessed", len(found.audit.sourcing.assumed), total=total))
    if found.audit.orders and found.audit.orders_tried:
        matter = len(found.mattering)
        sentences.append(words.several("report.summary.matter", matter, total=len(found.audit.orders)))
    return sentences


def _holds(analysis: Analysis, credible: Group | None, words: Words) -> str:
    """How many outcomes hold; with several cases whether in all of them."""
    count, cases = 0 if credible is None else credible.count, len(analysis.solutions)
    if credible is None or cases == 1:
        return words.several("report.summary.holds", count)
    codes = [concept.code for concept in analysis.concepts if concept.by_itself]
    full = sum(any(outcome.cases(code) == cases for code in codes) for outcome in credible.outcomes)
    form = "all" if full == count else "some" if full else "none"
    return words.several(f"report.summary.holds-in.{form}", count, full=words.number(full), cases=words.number(cases))


def method(analysis: Analysis, words: Words) -> list[tuple[str, str]]:
    """How this was computed: program, file, engine, how much."""
    counts = sorted({solution.model.count for solution in analysis.solutions})
    states = " – ".join(words.number(count) for count in dict.fromkeys((counts[0], counts[-1])))
    file = PurePath(analysis.situation.file).name
    found = [
        ("program", f"Lagebild {__version__}"),
        ("file", file),
        ("sha256", analysis.situation.sha256),
        ("what-if", variant(analysis, words)),
        ("engine", analysis.solutions[0].engine.name),
        ("states", states),
        ("cases", words.number(len(analysis.solutions))),
    ]
    return [(words(f"report.method.{key}"), value) for key, value in found if value]


def proved(analysis: Analysis, words: Words, certified: Certified | None) -> list[str]:
    """Whether the verdicts were proved to the independent checker, or how to do that."""
    if certified is None:
        file = PurePath(analysis.situation.file).name or "FILE"
        variant_ = f" --what-if {analysis.what_if}" if analysis.what_if else ""
        return [words("report.method.unproved", command=f"lagebild solve {file}{variant_} --certify")]
    fields = {"certificates": words.number(certified.certificates)}
    found = [words.several("report.method.proved", certified.verdicts, **fields)]
    if certified.without:
        found.append(words("report.method.proved-without", codes=", ".join(certified.without)))
    return found
