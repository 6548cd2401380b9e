"""Certificates of what is stable for coalitions: one per coalition, concept and state, with the sequences written out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from lagebild.certify import case_data
from lagebild.certify.certificate import CHECKED
from lagebild.engine.sets import StateSet, members
from lagebild.solutions.analysis import CoalitionSolution, Solution
from lagebild.solutions.coalitions import Coalition, CoalitionView
from lagebild.solutions.concepts import Concept, Sanction
from lagebild.solutions.sequences import Party, Sequences, shortest_sequences

Certificate = dict[str, Any]
Path = list[list[Any]]


def certifiable(concept: Concept) -> bool:
    """Whether there are certificates for ``concept``: closures find its sanctions, and the checker knows it."""
    return concept.told and concept.code in CHECKED


def coalition_certificates(
    solution: Solution, coalitions: CoalitionSolution, *, what_if: str | None = None
) -> Iterator[Certificate]:
    """One certificate per coalition, concept and state; none for concepts that cannot be certified."""
    for coalition, stability in coalitions.stability.items():
        witness = _Witness(solution, coalition)
        for concept in solution.concepts:
            if concept.code not in stability or not certifiable(concept):
                continue
            stable = set(stability[concept.code])
            for position in range(solution.model.count):
                yield witness.certificate(concept, position, position in stable, what_if)


@dataclass(frozen=True, eq=False)
class _Witness:
    """Finds what proves a verdict on one coalition H; X are its opponents."""

    solution: Solution
    coalition: Coalition
    _known: dict[tuple[object, ...], Sequences] = field(default_factory=dict)

    @property
    def view(self) -> CoalitionView:
        opponents = tuple(dm for dm in self.solution.model.decision_makers if dm not in self.coalition)
        return CoalitionView(self.solution.sets, self.coalition, opponents)

    def certificate(self, concept: Concept, position: int, stable: bool, what_if: str | None) -> Certificate:
        model = self.solution.model
        data: Certificate = {
            "situation": model.situation.sha256,
            "what_if": what_if,
            "case": case_data(self.solution.case),
            "concept": concept.code,
            "focal": list(self.coalition),
            "coalitions": "subcoalitions",
            "state": self.label(position),
            "verdict": "stable" if stable else "unstable",
        }
        improvements = self.view.improvements(position)
        sanction = concept.sanction
        if sanction is None:
            if stable:
                return {**data, "form": "empty"}
            return {**data, "form": "improvement", "path": self.own_path(position, next(members(improvements)))}
        deterring = self.view.deterring(position, lasting=sanction.lasting)
        if stable:
            answers = [[self.label(s1), self.answer(sanction, s1, deterring)] for s1 in members(improvements)]
            return {**data, "form": "answers", "answers": answers}
        s1 = next(s1 for s1 in members(improvements) if not self.deterred_ends(sanction, s1, deterring))
        path = self.own_path(position, s1)
        return {**data, "form": "closed", "path": path, "pairs": self.closed(sanction, position, s1)}

    def deterred_ends(self, sanction: Sanction, s1: int, deterring: StateSet) -> list[int]:
        """Where the opponents can get to from ``s1`` that deters, nearest first."""
        return [end for end in self.answers(sanction, s1).ends() if deterring >> end & 1]

    def answer(self, sanction: Sanction, s1: int, deterring: StateSet) -> Path:
        sequences = self.answers(sanction, s1)
        path, at = [], s1
        for party, target in sequences.path(self.deterred_ends(sanction, s1, deterring)[0]):
            path.append(
                [list(party), self.members_path(party, at, target)] if sanction.credible else [party[0], self.label(target)]
            )
            at = target
        return path

    def closed(self, sanction: Sanction, position: int, s1: int) -> Path:
        """All that the opponents can bring about from ``s1``; where it hurts for now, how the coalition gets out of it."""
        tempting = self.solution.sets.better_for_all(self.coalition, position)
        pairs: Path = [[self.label(s1), None]]
        for at, party in self.answers(sanction, s1).before:
            entry: list[Any] = [self.label(at), list(party) if sanction.credible else party[0]]
            if sanction.lasting and not tempting >> at & 1:
                escapes = self.solution.sets.reach(self.coalition, at) & tempting
                entry.append(self.own_path(at, next(members(escapes))))
            pairs.append(entry)
        return pairs

    def answers(self, sanction: Sanction, s1: int) -> Sequences:
        """The opponents' sequences from ``s1``: of moves, or of coalition improvements by parts of them."""
        opponents = self.view.opponents
        if not sanction.credible:
            return self.sequences(opponents, s1)
        key = ("jumps", s1)
        if key not in self._known:
            parts = [part for size in range(1, len(opponents) + 1) for part in combinations(opponents, size)]
            sets = self.solution.sets
            self._known[key] = shortest_sequences(s1, parts, lambda party, at: members(sets.coalition_improvements(party, at)))
        return self._known[key]

    def sequences(self, movers: Party, start: int) -> Sequences:
        key = ("moves", movers, start)
        if key not in self._known:
            moves = self.solution.sets.moves
            self._known[key] = shortest_sequences(
                start, [(mover,) for mover in movers], lambda party, at: members(moves[party[0]][at])
            )
        return self._known[key]

    def own_path(self, start: int, end: int) -> Path:
        return self.members_path(self.coalition, start, end)

    def members_path(self, party: Party, start: int, end: int) -> Path:
        """A legal sequence of the members of ``party``."""
        return [[mover, self.label(target)] for (mover,), target in self.sequences(party, start).path(end)]

    def label(self, position: int) -> int | str:
        return self.solution.model.label(position)
