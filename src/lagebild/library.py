"""The library's verbs: ``load`` and ``loads`` read, ``solve`` solves, and the ``Analysis`` shows itself and tells why."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from lagebild import solutions
from lagebild.errors import NotApplicableError
from lagebild.situation import Situation
from lagebild.solutions import CONCEPTS, concept_named

if TYPE_CHECKING:
    from lagebild.analyses.explain import Explanation

__all__ = ["CONCEPTS", "Analysis", "load", "loads", "solve"]


def load(path: str | os.PathLike[str]) -> Situation:
    """The situation in a file (YAML, or a ``.gmcr`` file), with its claims. Raises: InputError with every fault found."""
    from lagebild.reading import load as read

    return read(path)


def loads(text: str) -> Situation:
    """The situation in a text.

    >>> import lagebild as lb
    >>> situation = lb.loads('''
    ... lagebild: 1
    ... title: Two neighbours and a dam
    ... decision-makers:
    ...   upstream:
    ...     options:
    ...       build: build the dam
    ...     wants:
    ...       - not sue
    ...       - build
    ...   downstream:
    ...     options:
    ...       sue: go to the court
    ...     wants:
    ...       - sue if build
    ...       - not sue
    ... ''')
    >>> [option.key for option in situation.options]
    ['upstream.build', 'downstream.sue']

    Raises: InputError with every fault found.
    """
    from lagebild.reading import loads as read

    return read(text)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Analysis(solutions.Analysis):
    """A situation solved. States are called by their numbers, in graph form by their ids.

    With open circumstances or orders there are several ``solutions``; what is said here then holds in all of them.
    """

    def stable(self, concept: str, decision_maker: str) -> tuple[int | str, ...]:
        """The states that are stable for ``decision_maker`` in every case. Raises: UnknownNameError."""
        code = concept_named(concept).code
        self.situation.decision_maker(decision_maker)
        kept: list[int | str] | None = None
        for solution in self.solutions:
            if code not in solution.stability:
                raise NotApplicableError(f'the analysis was not asked for "{code}"; solve it with concepts=["{code}"]')
            labels = solution.model.labels()
            here = [labels[position] for position in np.flatnonzero(solution.stable(code, decision_maker)).tolist()]
            kept = here if kept is None else [label for label in kept if label in set(here)]
        return tuple(kept or ())

    def explain(self, state: int | str, decision_maker: str | None = None) -> Explanation:
        """Why ``state`` is stable for ``decision_maker`` (default: everybody), or why it is not. Raises: UnknownNameError."""
        from lagebild.analyses.explain import explain

        return explain(self, state, decision_maker)

    def to_dict(self, **choices: Any) -> dict[str, Any]:
        """Everything as plain data: what ``lagebild solve --format json`` prints. ``choices`` as for ``analysis_data``."""
        from lagebild.reports.data.solution import analysis_data

        data: dict[str, Any] = analysis_data(self, **choices)
        return data

    def to_frame(self) -> Any:
        """One row a state (and case) as a pandas or polars table, whichever is installed.

        Columns: ``state``; ``case`` where several were solved; every option; stability as ``concept.decision-maker``;
        equilibria as ``concept``. Raises: NotApplicableError if neither library is there.
        """
        columns = self.columns()
        for name in ("pandas", "polars"):
            try:
                library = __import__(name)
            except ImportError:
                continue
            return library.DataFrame(columns)
        raise NotApplicableError("a table needs pandas or polars, and neither is installed. `to_dict()` needs none.")

    def columns(self) -> dict[str, list[Any]]:
        """The columns of ``to_frame`` as plain lists."""
        found: dict[str, list[Any]] = {}
        for number, solution in enumerate(self.solutions):
            model = solution.model
            rows: dict[str, list[Any]] = {"state": model.labels()}
            if self.open:
                rows["case"] = [number] * model.count
            for index, key in enumerate(() if model.is_graph else model.option_keys):
                rows[key] = (model.states >> np.uint64(index) & np.uint64(1)).astype(bool).tolist()
            for concept in self.concepts:
                for dm in model.decision_makers:
                    rows[f"{concept.code}.{dm}"] = solution.stable(concept.code, dm).tolist()
                rows[concept.code] = solution.is_equilibrium(concept.code).tolist()
            for name, values in rows.items():
                found.setdefault(name, []).extend(values)
        return found

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self.equilibria(concept.code))} {concept.code}" for concept in self.concepts)
        cases = f" in all of {len(self.solutions)} cases" if self.open else ""
        return f'<Analysis of "{self.situation.title}": {self.solutions[0].model.count:,} states; equilibria{cases}: {counts}>'

    def _repr_html_(self) -> str:
        """The equilibria as a table, for notebooks."""
        import html

        from lagebild.reports.words import Words

        words = Words(self.situation.language)
        model = self.solutions[0].model
        by_label: dict[int | str, list[str]] = {}
        for concept in self.concepts:
            for label in self.equilibria(concept.code):
                by_label.setdefault(label, []).append(concept.code)
        rows = "".join(
            f"<tr><td>{html.escape(str(label))}</td><td style='text-align:left'>"
            f"{html.escape(words.state(model, model.position(label)))}</td><td>{', '.join(codes)}</td></tr>"
            for label, codes in list(by_label.items())[:_SHOWN]
        )
        title = html.escape(self.situation.title.in_language(words.language))
        return f"<table><caption>{title}</caption><tbody>{rows}</tbody></table><p>{html.escape(repr(self)[1:-1])}</p>"


_SHOWN = 50
"""How many equilibria a notebook shows."""


def solve(
    situation: Situation,
    concepts: Iterable[str] | str | None = None,
    coalitions: str | Iterable[Iterable[str]] | None = None,
    what_if: str | None = None,
    engine: str | None = None,
) -> Analysis:
    """Solve ``situation`` in every open case.

    ``concepts``: codes of ``CONCEPTS``, else its default ones. ``coalitions``: ``"all"`` or lists of decision makers.
    ``what_if``: the name of one of the file's variants. ``engine``: by name, else chosen by size.

    >>> import lagebild as lb
    >>> situation = lb.loads('''
    ... lagebild: 1
    ... title: Two neighbours and a dam
    ... decision-makers:
    ...   upstream:
    ...     options:
    ...       build: build the dam
    ...     wants:
    ...       - not sue
    ...       - build
    ...   downstream:
    ...     options:
    ...       sue: go to the court
    ...     wants:
    ...       - sue if build
    ...       - not sue
    ... ''')
    >>> analysis = lb.solve(situation)
    >>> analysis.equilibria("nash")
    (3,)
    >>> analysis.equilibria("seq")
    (0, 3)
    >>> analysis.stable("seq", "upstream")
    (0, 1, 3)

    Raises: InputError, UnknownNameError, TooLargeError.
    """
    codes = [concepts] if isinstance(concepts, str) else concepts
    solved = solutions.analyse(situation, codes, coalitions=coalitions, what_if=what_if, engine=engine)
    return Analysis(**{field.name: getattr(solved, field.name) for field in dataclasses.fields(solved)})
