"""Variants side by side: the situation as it is and with each what-if, and which outcomes survive where.

A variant may have other options, and then other state numbers, so that an outcome is known by what is decided in it. An
option that a variant lacks counts as not taken there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from lagebild.analyses.conclusion import LEADING_CONCEPT, conclude
from lagebild.analyses.groups import Label, Mark, Thing, mark_of, statuses, things_of
from lagebild.analyses.neighbours import asked
from lagebild.model import ConflictModel
from lagebild.situation import Situation
from lagebild.solutions import Analysis, analyse, concepts_named
from lagebild.statements import Statement

Outcome = frozenset[str]
"""What is decided in a state: options and joint options in force or ready, single consents as ``dm.joint``; or a state's id."""

HOLDS: Final = "holds"
SOMETIMES: Final = "sometimes"
NOT: Final = "not"
IMPOSSIBLE: Final = "impossible"

UNKNOWN: Final = "unknown"
"""The value of a conclusion in a variant that lacks what it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of an outcome in one variant: ``holds`` in all cases, ``sometimes``, ``not``, or ``impossible`` there."""

    kind: str
    cases: int = 0
    """In how many cases it is an equilibrium."""
    labels: tuple[Label, ...] = ()
    """What its states are called in this variant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """One outcome (or several that differ only in offers or in what stands ready) through all variants."""

    outcomes: tuple[Outcome, ...]
    marks: tuple[Mark, ...]
    """One per thing of the comparison."""
    fates: tuple[Fate, ...]
    """One per variant."""
    today: bool = False

    @property
    def count(self) -> int:
        """In how many variants it holds in every case."""
        return sum(fate.kind == HOLDS for fate in self.fates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A conclusion that turns in a variant: in all, some or none of the outcomes that hold, or no equilibrium at all.

    ``definition`` is the reading of a term that is asked about, empty elsewhere. ``after`` may be ``unknown``: the variant
    lacks this reading.
    """

    statement: Statement
    definition: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """The base (``None``) and every variant asked for, solved; per concept what survives where, what lasts longest first."""

    situation: Situation
    names: tuple[str | None, ...]
    analyses: tuple[Analysis, ...]
    things: tuple[Thing, ...]
    """Options and joint options of all variants, by their short names."""
    survivals: tuple[tuple[str, tuple[Survival, ...]], ...]


def compare_variants(
    situation: Situation, names: Iterable[str] | None = None, concepts: Iterable[str] = (LEADING_CONCEPT,)
) -> Variants:
    """Solve ``situation`` as it is and with each what-if (default: all of the file) and compare the equilibria.

    Raises: UnknownNameError, InputError where a variant cannot be solved.
    """
    chosen = [what_if.id for what_if in situation.what_ifs] if names is None else list(names)
    codes = [concept.code for concept in concepts_named(concepts)]
    base = analyse(situation, codes)
    analyses = (base, *(analyse(situation, codes, what_if=name, like=base) for name in chosen))
    names_of = _Names(analyses)
    things = _things(analyses, names_of)
    tables = [_Outcomes(analysis, things, names_of) for analysis in analyses]
    return Variants(
        situation=situation,
        names=(None, *chosen),
        analyses=analyses,
        things=things,
        survivals=tuple((code, _survivals(code, things, tables)) for code in codes),
    )


class _Names:
    """Names of options that mean the same in every variant, whoever owns the option there.

    An option goes by its id alone where that is clear in all variants, else by its key in all of them.
    """

    def __init__(self, analyses: Iterable[Analysis]) -> None:
        situations = [analysis.situation for analysis in analyses]
        self._unclear = {name for s in situations for name, meanings in s.names.items() if len(meanings) > 1}

    def short(self, situation: Situation, key: str) -> str:
        """What the option, consent or joint option ``key`` is called; consents always by their key."""
        option = situation.option_by_key.get(key)
        if option is None or option.joint is not None or option.id in self._unclear:
            return key
        return option.id


def turned_answers(variants: Variants, concept: str) -> tuple[tuple[Turned, ...], ...]:
    """Per variant which conclusions of the file's questions turn against the situation as it is; what is next has none."""
    base, *_ = concluded = [_concluded(analysis, concept) for analysis in variants.analyses]
    # Several questions may be about the same statement.
    wanted = {statement: key for key, (statement, _) in reversed(base.items())}
    found: list[tuple[Turned, ...]] = []
    for values in concluded:
        turned = (
            Turned(statement=statement, definition=key[1], before=base[key][1], after=values.get(key, (None, UNKNOWN))[1])
            for statement, key in reversed(wanted.items())
        )
        found.append(tuple(turn for turn in turned if turn.before != turn.after))
    return tuple(found)


def _concluded(analysis: Analysis, concept: str) -> dict[tuple[int, str], tuple[Statement, str]]:
    """Per question, and reading of its term, the statement and what it comes to."""
    return {
        (number, definition): (statement, conclude(analysis, statement, concept).value)
        for number, definition, statement in asked(analysis.situation)
    }


def _things(analyses: Iterable[Analysis], names: _Names) -> tuple[Thing, ...]:
    """What variants have in common comes once; who owns an option may differ between them."""
    found: dict[str, Thing] = {}
    for analysis in analyses:
        situation = analysis.situation
        for thing in things_of(situation.options, situation.joint_options) if not situation.is_graph else ():
            name = names.short(situation, thing.key)
            found.setdefault(name, Thing(key=name, owners=thing.owners))
    return tuple(found.values())


def _survivals(code: str, things: tuple[Thing, ...], tables: list[_Outcomes]) -> tuple[Survival, ...]:
    held = [table.held(code) for table in tables]
    alike: dict[tuple[object, ...], list[Outcome]] = {}
    fates: dict[Outcome, tuple[Fate, ...]] = {}
    for outcome in dict.fromkeys(outcome for cases in held for outcome in cases):
        fates[outcome] = tuple(table.fate(outcome, cases.get(outcome, 0)) for table, cases in zip(tables, held, strict=True))
        in_force = tuple(mark.kind == "taken" for mark in _marks(outcome, tables))
        signature = tuple((fate.kind, fate.cases) for fate in fates[outcome])
        alike.setdefault((in_force if things else outcome, signature), []).append(outcome)
    found = [
        Survival(
            outcomes=tuple(outcomes),
            marks=tuple(
                Mark(kind="either") if len(set(marks)) > 1 else marks[0]
                for marks in zip(*(_marks(outcome, tables) for outcome in outcomes), strict=True)
            ),
            fates=tuple(_together([fates[outcome][number] for outcome in outcomes]) for number in range(len(tables))),
            today=any(outcome in tables[0].today for outcome in outcomes),
        )
        for outcomes in alike.values()
    ]
    return tuple(sorted(found, key=lambda survival: (-survival.count, -sum(fate.cases for fate in survival.fates))))


def _marks(outcome: Outcome, tables: list[_Outcomes]) -> tuple[Mark, ...]:
    """How things stand in an outcome, as the first variant that has it says."""
    return next(table.marks[outcome] for table in tables if outcome in table.marks)


def _together(fates: list[Fate]) -> Fate:
    labels = tuple(label for fate in fates for label in fate.labels)
    return Fate(kind=fates[0].kind, cases=fates[0].cases, labels=labels)


class _Outcomes:
    """The states of one analysis by what is decided in them; only states that are equilibria somewhere, and today's."""

    def __init__(self, analysis: Analysis, things: tuple[Thing, ...], names: _Names) -> None:
        self.analysis = analysis
        self.marks: dict[Outcome, tuple[Mark, ...]] = {}
        self.labels: dict[Outcome, Label] = {}
        self.today: set[Outcome] = set()
        self._things = things
        self._names = names
        self._bits = {key: 1 << number for number, key in enumerate(analysis.solutions[0].model.option_keys)}
        for solution in analysis.solutions:
            self.today.update(self._noted(solution.model, solution.model.status_quo))

    def held(self, code: str) -> dict[Outcome, int]:
        """Per outcome in how many cases it is an equilibrium."""
        found: dict[Outcome, int] = {}
        for solution in self.analysis.solutions:
            for outcome in self._noted(solution.model, solution.equilibria(code)):
                found[outcome] = found.get(outcome, 0) + 1
        return found

    def fate(self, outcome: Outcome, cases: int) -> Fate:
        """What becomes of ``outcome`` here, given in how many cases it is an equilibrium."""
        if cases:
            kind = HOLDS if cases == len(self.analysis.solutions) else SOMETIMES
            return Fate(kind=kind, cases=cases, labels=(self.labels[outcome],))
        return Fate(kind=NOT if self._feasible(outcome) else IMPOSSIBLE)

    def _feasible(self, outcome: Outcome) -> bool:
        """Whether some case has a state in which just this is decided."""
        situation = self.analysis.situation
        if situation.is_graph:
            return outcome <= {state.id for state in situation.states}
        wanted = 0
        for name in outcome:
            keys = self._keys_of(name)
            if not keys:
                return False
            wanted |= sum(self._bits[key] for key in keys)
        return any(bool(np.isin(np.uint64(wanted), solution.model.states)) for solution in self.analysis.solutions)

    def _keys_of(self, name: str) -> list[str]:
        """The options that stand decided on where the outcome says ``name``."""
        situation = self.analysis.situation
        for joint in situation.joint_options:
            if joint.id == name:
                return [f"{owner}.{joint.id}" for owner in joint.by]
        return [option.key for option in situation.options if name in (option.key, self._names.short(situation, option.key))]

    def _noted(self, model: ConflictModel, positions: tuple[int, ...]) -> list[Outcome]:
        """The outcomes at ``positions``; how things stand in them is kept."""
        situation, labels = model.situation, model.labels()
        if model.is_graph:
            outcomes = [frozenset([str(labels[position])]) for position in positions]
            rows: list[list[int]] = [[] for _ in positions]
        else:
            decided = _Decided(model, self._names)
            outcomes = [decided.outcome(position) for position in positions]
            own = things_of(situation.options, situation.joint_options)
            rows = statuses(model, own, np.array(positions, dtype=np.int64)).tolist()
            names = [self._names.short(situation, thing.key) for thing in own]
        for outcome, position, row in zip(outcomes, positions, rows, strict=True):
            if outcome not in self.labels:
                self.labels[outcome] = labels[position]
                known = dict(zip(names, zip(own, row, strict=True), strict=True)) if row else {}
                self.marks[outcome] = tuple(
                    mark_of(known[thing.key][0], {known[thing.key][1]}) if thing.key in known else Mark(kind="not")
                    for thing in self._things
                )
        return outcomes


class _Decided:
    """What stands decided in the states of one model, by names that mean the same in every variant."""

    def __init__(self, model: ConflictModel, names: _Names) -> None:
        situation = model.situation
        self._model = model
        self._names = {key: names.short(situation, key) for key in model.option_keys}
        self._joint = [(joint.id, {f"{owner}.{joint.id}" for owner in joint.by}) for joint in situation.joint_options]

    def outcome(self, position: int) -> Outcome:
        """Joint options with all consents by their id, lone consents by their key, other options by their short name."""
        taken = set(self._model.taken(position))
        found: set[str] = set()
        for id_, consents in self._joint:
            if consents <= taken:
                taken -= consents
                found.add(id_)
        return frozenset(found | {self._names[key] for key in taken})
