"""An analysis as plain data: the stable contract of ``lagebild solve --format json``.

States are called by their numbers (first option = lowest bit), in graph form by their ids. With more than 53 options numbers
and counts are written as text, because readers of JSON lose digits of longer whole numbers. Lists stand in the order of the
states.
With open circumstances or orders everything that differs from case to case stands under ``cases``, one object each, and
``all``, ``some`` and ``none`` say per concept which states are equilibria in all cases, in some but not all, and in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from lagebild.analyses.uncertain import Uncertain
from lagebild.model import ConflictModel
from lagebild.reports.data.head import NUMBERS_AS_TEXT, Json, Label, head, label_data
from lagebild.reports.data.uncertain import uncertain_data
from lagebild.situation import AnyOrder, Situation
from lagebild.solutions import Analysis, CoalitionSolution, Solution
from lagebild.statements import Name, Statement, in_words

if TYPE_CHECKING:
    from lagebild.solutions.certificates import Certified

Truths = npt.NDArray[np.bool_]

MANY_STATES: Final = 4096
"""With more states than this, states and stability are left out unless asked for."""

LISTED: Final = 1000
"""How many equilibria are listed then, unless a limit is given."""


def analysis_data(
    analysis: Analysis,
    *,
    states: bool | None = None,
    limit: int | None = None,
    where: Statement | None = None,
    certified: Certified | None = None,
    uncertain: Uncertain | None = None,
) -> Json:
    """The contract's object for ``analysis``.

    ``states``: whether to list states, stability and definitions (default: where there are at most 4096). ``limit``: how many
    equilibria per concept. ``where``: only states in which this holds. ``certified``: what was proved.
    ``uncertain``: what holds although not all preferences are known.
    """
    situation = analysis.situation
    data: Json = {**head(situation), "options": [option.key for option in situation.options]}
    if analysis.what_if is not None:
        data["what_if"] = analysis.what_if
    if where is not None:
        data["where"] = in_words(where)
    cases = [
        _CaseData(solution, states=states, limit=limit, where=where).data(
            analysis.coalitions[number] if analysis.coalitions else None
        )
        for number, solution in enumerate(analysis.solutions)
    ]
    if analysis.open:
        data["cases"] = [
            {**case, "orders": _orders(situation, solution), **_completions(solution)}
            for case, solution in zip(cases, analysis.solutions, strict=True)
        ]
        if analysis.drawn:
            data["drawn"] = True
        data.update(_survival(analysis, states=states, limit=limit, where=where))
    else:
        data.update(cases[0])
    if certified is not None:
        data["certified"] = {"verdicts": certified.verdicts, "certificates": certified.certificates}
        if certified.without:
            data["certified"]["without"] = list(certified.without)
    if uncertain is not None:
        data["unknown_preferences"] = uncertain_data(uncertain)
    return {**data, "engine": analysis.engine, "seconds": round(analysis.seconds, 6)}


class _CaseData:
    """One case: what of it is shown, and in which words."""

    def __init__(self, solution: Solution, *, states: bool | None, limit: int | None, where: Statement | None) -> None:
        model = solution.model
        self.solution, self.model = solution, model
        self.states = model.count <= MANY_STATES if states is None else states
        self.limit = LISTED if limit is None and model.count > MANY_STATES else limit
        self.shown = np.ones(model.count, dtype=np.bool_) if where is None else model.truth(where)
        self._labels = model.labels()

    def data(self, coalitions: CoalitionSolution | None) -> Json:
        """The flat keys of the contract."""
        solution, model = self.solution, self.model
        situation = model.situation
        data: Json = {
            "state_count": str(model.count) if len(situation.options) > NUMBERS_AS_TEXT else model.count,
            "status_quo": [self.label(position) for position in model.status_quo],
        }
        if self.states:
            data["states"] = [_state(model, self.label(position), position) for position in np.flatnonzero(self.shown).tolist()]
            data["stability"] = {
                code: {dm: self.listed(stable) for dm, stable in by_dm.items()} for code, by_dm in solution.stability.items()
            }
        equilibria = {concept.code: self.listed(solution.is_equilibrium(concept.code)) for concept in solution.concepts}
        data["equilibria"] = {code: labels[: self.limit] for code, labels in equilibria.items()}
        if any(len(labels) > len(data["equilibria"][code]) for code, labels in equilibria.items()):
            data["truncated"] = True
        if self.states:
            data["definitions"] = {
                definition.key: self.listed(model.truth(Name(definition.key))) for definition in situation.definitions
            }
        data["circumstances"] = dict(solution.case.circumstances)
        settled = {concept.code: list(solution.settled(concept.code)) for concept in solution.concepts}
        if any(settled.values()):
            data["settled_by_number"] = {code: makers for code, makers in settled.items() if makers}
        if coalitions is not None:
            data["coalitions"] = self._coalitions(coalitions)
        return data

    def label(self, position: int) -> Label:
        return label_data(self.model.situation, self._labels[position])

    def listed(self, truths: Truths) -> list[Label]:
        return [self.label(position) for position in np.flatnonzero(truths & self.shown).tolist()]

    def _coalitions(self, coalitions: CoalitionSolution) -> Json:
        return {
            "stability": {
                "+".join(coalition): {
                    code: [self.label(position) for position in positions if self.shown[position]]
                    for code, positions in by_concept.items()
                }
                for coalition, by_concept in coalitions.stability.items()
            },
            "jumps": [
                {
                    "concept": jump.concept,
                    "coalition": list(jump.coalition),
                    "from": self.label(jump.origin),
                    "to": self.label(jump.target),
                }
                for jump in coalitions.jumps
                if self.shown[jump.origin]
            ],
        }


def _state(model: ConflictModel, label: Label, position: int) -> Json:
    data: Json = {"state": label, "taken": list(model.taken(position))}
    for key, found in (("ready", model.ready(position)), ("offers", model.offers(position))):
        if found:
            data[key] = list(found)
    return data


def _orders(situation: Situation, solution: Solution) -> Mapping[str, list[str]]:
    """Per ``any-order`` group the ids of its wants, most important first."""
    orders = dict(solution.case.orders)
    groups = (want for dm in situation.decision_makers for want in dm.wants or () if isinstance(want, AnyOrder))
    return {group.address: [group.members[number].id for number in orders[group.address]] for group in groups}


def _completions(solution: Solution) -> Json:
    """The rankings that stand for what is not known, best first."""
    situation, completions = solution.model.situation, solution.case.completions
    if not completions:
        return {}
    return {"completions": {dm: [[label_data(situation, s) for s in tier] for tier in tiers] for dm, tiers in completions}}


def _survival(analysis: Analysis, *, states: bool | None, limit: int | None, where: Statement | None) -> Json:
    """``all``, ``some`` and ``none`` per concept; ``none`` only where states are listed."""
    situation = analysis.situation
    many = max(solution.model.count for solution in analysis.solutions) > MANY_STATES
    cut = LISTED if limit is None and many else limit
    fitting = _fitting(analysis, where)
    found: Json = {"all": {}, "some": {}, "none": {}}
    truncated = False
    for concept in analysis.concepts:
        for key, labels in zip(found, analysis.by_survival(concept.code), strict=True):
            kept = [label_data(situation, label) for label in labels if fitting is None or label in fitting]
            found[key][concept.code] = kept if key == "none" else kept[:cut]
            truncated |= key != "none" and len(kept) > len(found[key][concept.code])
    if states is False or (states is None and many):
        del found["none"]
    return {**found, "truncated": True} if truncated else found


def _fitting(analysis: Analysis, where: Statement | None) -> set[Label] | None:
    """The states in which ``where`` holds in some case; None for no condition."""
    if where is None:
        return None
    found: set[Label] = set()
    for solution in analysis.solutions:
        found.update(_labels_of(solution.model, np.flatnonzero(solution.model.truth(where)).tolist()))
    return found


def _labels_of(model: ConflictModel, positions: Iterable[int]) -> Iterable[Label]:
    labels = model.labels()
    return (labels[position] for position in positions)
