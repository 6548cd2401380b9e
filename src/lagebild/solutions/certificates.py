"""Certificates of verdicts, in the shape that ``lagebild.certify`` documents and checks.

A column certifies all states at once for one concept and one decision maker. Out of a column the certificate of a single
state can be cut: its chains of parents are the answers, its level sets what the others can make of an unanswered improvement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from lagebild.certify import Checker, case_data
from lagebild.engine.interface import NOBODY, Closure, Values
from lagebild.errors import NotApplicableError
from lagebild.solutions.analysis import Analysis, Solution
from lagebild.solutions.coalition_certificates import certifiable, coalition_certificates
from lagebild.solutions.concepts import Concept, Sanction, concept_named

Certificate = dict[str, Any]

NUMBERS_AS_TEXT: Final = 53
"""With more options than this a state's number is written as text: JSON readers lose longer whole numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """How many verdicts were proved, by how many certificates. What fails raises."""

    verdicts: int
    certificates: int
    without: tuple[str, ...] = ()
    """The concepts whose verdicts cannot be certified: nothing was proved of them."""


def certificates(solution: Solution, *, what_if: str | None = None) -> Iterator[Certificate]:
    """A column per concept and decision maker: every verdict of the solution; none for concepts that cannot be certified."""
    columns = Columns(solution)
    for concept in filter(certifiable, solution.concepts):
        for focal in solution.model.decision_makers:
            yield columns.certificate(concept, focal, what_if=what_if)


def certified(analysis: Analysis) -> Certified:
    """Prove every verdict of the analysis, coalitions included. Raises: CertificateError for the first that fails."""
    if analysis.situation.uncertain:
        # What holds in a completion is no verdict on the file.
        return Certified(verdicts=0, certificates=0, without=tuple(concept.code for concept in analysis.concepts))
    verdicts, count = 0, 0
    for number, solution in enumerate(analysis.solutions):
        checker = Checker(analysis.situation, solution.case, what_if=analysis.what_if)
        for certificate in certificates(solution, what_if=analysis.what_if):
            checker.check(certificate)
            count += 1
            verdicts += solution.model.count
        if analysis.coalitions:
            coalitions = analysis.coalitions[number]
            for certificate in coalition_certificates(solution, coalitions, what_if=analysis.what_if):
                checker.check(certificate)
                count += 1
                verdicts += 1
    without = tuple(concept.code for concept in analysis.concepts if not certifiable(concept))
    return Certified(verdicts=verdicts, certificates=count, without=without)


@dataclass(frozen=True, eq=False)
class Columns:
    """The closures behind the verdicts of a solution, each worked out once, and what is cut out of them."""

    solution: Solution
    _closures: dict[tuple[Sanction, str], Closure] = field(default_factory=dict, repr=False)

    def bound(self, sanction: Sanction, focal: str) -> Values:
        """What a state counts for ``focal``: its payoff, or for lasting sanctions the best it can still move to."""
        payoff = self.solution.model.payoffs[focal]
        return self.solution.engine.best_move(focal, payoff) if sanction.lasting else payoff

    def closure(self, sanction: Sanction, focal: str) -> Closure:
        """The worst that the others can make of every state for ``focal``, with the reason for each."""
        key = (sanction, focal)
        if key not in self._closures:
            others = [dm for dm in self.solution.model.decision_makers if dm != focal]
            bound = self.bound(sanction, focal)
            self._closures[key] = self.solution.engine.closure(others, bound, improving=sanction.credible)
        return self._closures[key]

    def certificate(self, concept: Concept, focal: str, *, what_if: str | None = None) -> Certificate:
        """The column of ``focal`` under ``concept``. Raises: NotApplicableError where there is none."""
        _require(concept)
        stable = np.flatnonzero(self.solution.stable(concept.code, focal)).tolist()
        data = {**_header(self.solution, concept.code, what_if), "focal": focal, "form": "column"}
        data["stable"] = [self.label(position) for position in stable]
        if concept.sanction is not None:
            closure = self.closure(concept.sanction, focal)
            data["labels"] = {last: _rows(closure, last) for last in closure.label}
        return data

    def single(self, concept: str, focal: str, position: int, *, what_if: str | None = None) -> Certificate:
        """The certificate of one state: answers to every improvement, or one improvement that nothing answers.

        Raises: NotApplicableError where there is none.
        """
        chosen = concept_named(concept)
        _require(chosen)
        stable = bool(self.solution.stable(concept, focal)[position])
        improvements: list[int] = self.solution.model.improvements_from(focal, position).tolist()
        data = {**_header(self.solution, concept, what_if), "focal": focal, "state": self.label(position)}
        data["verdict"] = "stable" if stable else "unstable"
        if chosen.sanction is None:
            if stable:
                return {**data, "form": "empty"}
            return {**data, "form": "improvement", "path": self._path([(focal, improvements[0])])}
        closure = self.closure(chosen.sanction, focal)
        if stable:
            answers = [[self.label(t), self._path(chain(closure, t))] for t in improvements]
            return {**data, "form": "answers", "answers": answers}
        limit = self.solution.model.payoffs[focal][position]
        unanswered = next(t for t in improvements if closure.label[NOBODY][t] > limit)
        return {**data, "form": "closed", "path": self._path([(focal, unanswered)]), **self._closed(closure, unanswered, limit)}

    def _closed(self, closure: Closure, start: int, limit: int) -> dict[str, Any]:
        """Everything whose label is above ``limit``: closed under moves, because no label is above what a move leads to."""
        above = {last: np.flatnonzero(label > limit).tolist() for last, label in closure.label.items()}
        if set(closure.label) == {NOBODY}:
            return {"states": [[self.label(position)] for position in above[NOBODY]]}
        pairs = [[self.label(start), None]]
        for last, positions in above.items():
            if last != NOBODY:
                pairs.extend([self.label(position), last] for position in positions)
        return {"pairs": pairs}

    def _path(self, steps: list[tuple[str, int]]) -> list[list[int | str]]:
        return [[mover, self.label(position)] for mover, position in steps]

    def label(self, position: int) -> int | str:
        """The state as JSON writes it."""
        return json_label(self.solution, position)


def _require(concept: Concept) -> None:
    if not certifiable(concept):
        raise NotApplicableError(f"there is no certificate for {concept.code}")


def chain(closure: Closure, start: int) -> list[tuple[str, int]]:
    """The moves, as mover and state, by which the others bring about from ``start`` what its label says."""
    steps: list[tuple[str, int]] = []
    at, last = start, NOBODY
    while (following := int(closure.parent[last][at])) >= 0:
        mover = closure.mover[last][at]
        steps.append((mover, following))
        at, last = following, (mover if mover in closure.label else NOBODY)
    return steps


def json_label(solution: Solution, position: int) -> int | str:
    """The state at ``position`` as JSON writes it."""
    label = solution.model.label(position)
    wide = not solution.model.is_graph and len(solution.model.option_keys) > NUMBERS_AS_TEXT
    return str(label) if wide else label


def _header(solution: Solution, concept: str, what_if: str | None) -> Certificate:
    situation = solution.model.situation
    return {"situation": situation.sha256, "what_if": what_if, "case": case_data(solution.case), "concept": concept}


def _rows(closure: Closure, last: str) -> Mapping[str, list[Any]]:
    parents, movers = closure.parent[last].tolist(), closure.mover[last]
    return {
        "label": closure.label[last].tolist(),
        "parent": [None if parent < 0 else [parent, mover] for parent, mover in zip(parents, movers, strict=True)],
        "depth": closure.depth[last].tolist(),
    }
