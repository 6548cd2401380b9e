"""Equilibrium jumps as people look at them: those that change the same things are one kind.

"Neither can get there alone; together they can": a coalition improvement from one equilibrium to another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lagebild.model import ConflictModel
from lagebild.solutions import Analysis, Jump, concept_named

Label = int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpKind:
    """Jumps of one coalition that take up and give up the same; an example by labels.

    ``taken`` and ``given_up`` are option keys, in graph form empty: there every jump is a kind of its own. ``concepts`` pairs a
    concept's code with the number of cases in which some such jump joins two equilibria under it.
    """

    coalition: tuple[str, ...]
    taken: tuple[str, ...]
    given_up: tuple[str, ...]
    count: int
    example: tuple[Label, Label]
    concepts: tuple[tuple[str, int], ...]

    @property
    def credible(self) -> bool:
        """Whether it joins equilibria that hold without anybody acting against its own interest."""
        return any(concept_named(code).by_itself for code, _ in self.concepts)


def jump_kinds(analysis: Analysis) -> tuple[JumpKind, ...]:
    """Every kind of jump, credible ones first, then those that change least."""
    members: dict[tuple[object, ...], set[tuple[Label, Label]]] = {}
    cases: dict[tuple[object, ...], dict[str, set[int]]] = {}
    changes: dict[tuple[object, ...], tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for number, (solution, one) in enumerate(zip(analysis.solutions, analysis.coalitions, strict=True)):
        for jump in one.jumps:
            changed = _changed(solution.model, jump)
            ends = (solution.model.label(jump.origin), solution.model.label(jump.target))
            key = (jump.coalition, *(changed if any(changed) else ends))
            changes[key] = changed
            members.setdefault(key, set()).add(ends)
            cases.setdefault(key, {}).setdefault(jump.concept, set()).add(number)
    codes = [concept.code for concept in analysis.concepts]
    found = [
        JumpKind(
            coalition=coalition,
            taken=changes[key][0],
            given_up=changes[key][1],
            count=len(ends),
            example=min(ends, key=str),
            concepts=tuple((code, len(cases[key][code])) for code in codes if code in cases[key]),
        )
        for coalition, key, ends in _keyed(members)
    ]
    return tuple(sorted(found, key=lambda kind: (not kind.credible, len(kind.taken) + len(kind.given_up), -kind.count)))


def _keyed(
    members: dict[tuple[object, ...], set[tuple[Label, Label]]],
) -> Iterator[tuple[tuple[str, ...], tuple[object, ...], set[tuple[Label, Label]]]]:
    for key, ends in members.items():
        coalition = key[0]
        assert isinstance(coalition, tuple)
        yield coalition, key, ends


def _changed(model: ConflictModel, jump: Jump) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = model.taken(jump.origin), model.taken(jump.target)
    return tuple(key for key in after if key not in before), tuple(key for key in before if key not in after)
