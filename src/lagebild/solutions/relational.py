"""What suits attitudes, as sets of states.

Reference: T. Inohara, K. W. Hipel, S. Walker (2007), Conflict analysis approaches for investigating attitudes and
misperceptions in the War of 1812, Journal of Systems Science and Systems Engineering 16, 181-201.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from lagebild.engine import SetEngine
from lagebild.engine.sets import StateSet as States
from lagebild.model import ConflictModel
from lagebild.solutions.view import View


class Relations:
    """Total relational preference: what suits a decision maker's attitudes to everybody, itself included."""

    def __init__(self, model: ConflictModel, sets: SetEngine) -> None:
        self.model, self.sets = model, sets
        self._everything = (1 << model.count) - 1

    @cached_property
    def suiting(self) -> dict[str, list[States]]:
        """Per decision maker and state what is totally relationally preferred to it; equally good counts as preferred."""
        return {dm: self._suiting(dm) for dm in self.model.decision_makers}

    @cached_property
    def replies(self) -> dict[str, list[States]]:
        """Per decision maker and state where it can move so that it suits its attitudes."""
        return {
            dm: [row & suiting for row, suiting in zip(self.sets.moves[dm], self.suiting[dm], strict=True)]
            for dm in self.model.decision_makers
        }

    def no_better(self, focal: str, state: int) -> States:
        """The state itself, and everything that is not totally relationally preferred to it."""
        return self._everything & ~self.suiting[focal][state] | 1 << state

    def inescapable(self, focal: str, state: int) -> States:
        """Of these the states from which every move of ``focal`` leads to one of them."""
        better = self._everything & ~self.no_better(focal, state)
        return sum(states for reached, states in self._by_reach[focal].items() if not reached & better)

    @cached_property
    def _by_reach(self) -> dict[str, dict[States, States]]:
        """Per decision maker the states from which staying and one move lead to the same, under what that is."""
        found: dict[str, dict[States, States]] = {}
        for dm in self.model.decision_makers:
            of_dm = found.setdefault(dm, {})
            for state, row in enumerate(self.sets.moves[dm]):
                of_dm[row | 1 << state] = of_dm.get(row | 1 << state, 0) | 1 << state
        return found

    def _suiting(self, dm: str) -> list[States]:
        said = {dm: "positive", **dict(self.model.situation.decision_maker(dm).attitudes)}
        found = [self._everything] * self.model.count
        for to, attitude in said.items():
            if attitude != "neutral":
                rows = self._at_least(to) if attitude == "positive" else self._at_most(to)
                found = [have & row for have, row in zip(found, rows, strict=True)]
        return found

    def _at_least(self, dm: str) -> list[States]:
        """Per state what ``dm`` likes as much or more."""
        return [self._everything & ~worse for worse in self._worse(dm)]

    def _at_most(self, dm: str) -> list[States]:
        """Per state what ``dm`` likes as much or less."""
        return [self._everything & ~better for better in self.sets.better[dm]]

    def _worse(self, dm: str) -> list[States]:
        payoff: list[int] = self.model.payoffs[dm].tolist()
        of_rank: dict[int, States] = {}
        for state, rank in enumerate(payoff):
            of_rank[rank] = of_rank.get(rank, 0) | 1 << state
        below, collected = {}, 0
        for rank in sorted(of_rank):
            below[rank] = collected
            collected |= of_rank[rank]
        return [below[rank] for rank in payoff]


@lru_cache(maxsize=1)
def relations_of(view: View) -> Relations:
    """Worked out once for all decision makers and concepts. Raises: TooLargeError."""
    sets = view.engine if isinstance(view.engine, SetEngine) else SetEngine(view.model)
    return Relations(view.model, sets)
