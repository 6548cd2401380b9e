"""The NumPy engine: whole-array passes over buckets of states, or over single moves where the last mover matters."""

from __future__ import annotations

from typing import ClassVar, Final

import numpy as np

from lagebild.engine.interface import Engine, Truths, Values
from lagebild.engine.relations import BucketRelation, EdgeRelation, graph_edges, option_edges
from lagebild.errors import LagebildError, TooLargeError
from lagebild.model import ConflictModel, GraphMoves, OptionMoves

MAX_KEPT: Final = 2**20
"""How many states all relations together may have that are kept for models with the same moves."""

MAX_STATES: Final = 2**20
"""How many states are solved in option form."""

MAX_LISTED: Final = 2**16
"""How many states are solved where moves must be listed one by one (impossible moves, graph form)."""


class NumericEngine(Engine):
    """Good to 2^20 states in option form, to 2^16 with impossible moves or in graph form.

    ``like``: an engine over a model with the same moves; its layout is used again.
    """

    name: ClassVar[str] = "numeric"

    most: ClassVar[int] = MAX_STATES

    def __init__(self, model: ConflictModel, like: NumericEngine | None = None) -> None:
        super().__init__(model)
        self._relations: dict[str, BucketRelation | EdgeRelation] = {}
        self._like = like

    @classmethod
    def refusal(cls, model: ConflictModel) -> LagebildError | None:
        """Why it does not take ``model``; None where it does."""
        limit = cls.most if model.transitive else MAX_LISTED
        if model.count <= limit:
            return None
        why = "in option form" if model.transitive else "with impossible moves or in graph form"
        return TooLargeError(
            f"{model.count:,} feasible states; {why} at most {limit:,} are solved. "
            "Rule out combinations that cannot be (`rules`), or express impossible moves as rules."
        )

    def prepare(self, decision_maker: str) -> None:
        """Lay out the moves of ``decision_maker`` now."""
        relation = self.relation(decision_maker)
        if isinstance(relation, BucketRelation):
            relation.prepare()

    def best_move(self, focal: str, values: Values) -> Values:
        """The greatest value over staying and one move of ``focal``."""
        return self.relation(focal).greatest(values)

    def least(self, mover: str, values: Values, limit: int, *, improving: bool) -> Values:
        """The least value that one move (or improvement) of ``mover`` leads to; ``limit`` where there is none."""
        relation = self.relation(mover)
        if isinstance(relation, EdgeRelation):
            return relation.least(values, limit, improving=improving)
        return relation.least_improving(values, limit) if improving else relation.least(values)

    def spread(self, start: Truths) -> Truths:
        """Which states improvements lead to from ``start``, anybody's in turn; ``start`` counts."""
        if self.remembers:
            return super().spread(start)
        relations = [self.relation(dm) for dm in self.model.decision_makers]
        reached, before = start, None
        while before is None or not np.array_equal(reached, before):
            before = reached
            for relation in relations:
                assert isinstance(relation, BucketRelation)
                reached = reached | relation.improved(reached)
        return reached

    def relation(self, decision_maker: str) -> BucketRelation | EdgeRelation:
        """The moves of ``decision_maker``, laid out."""
        if decision_maker not in self._relations:
            self._relations[decision_maker] = self._kept(decision_maker)
        return self._relations[decision_maker]

    def _kept(self, decision_maker: str) -> BucketRelation | EdgeRelation:
        """Laid out once for the same moves and the same payoff, in whatever case or neighbour they occur again."""
        payoff = self.model.payoffs[decision_maker]
        known = self.model.known_of_moves
        key = ("relation", decision_maker, id(payoff))
        found = known.get(key)
        # The payoff is kept beside, so that nothing else can get its identity.
        if isinstance(found, tuple) and found[0] is payoff:
            relation: BucketRelation | EdgeRelation = found[1]
            return relation
        relation = self._laid_out(decision_maker)
        if len(known) * self.model.count < MAX_KEPT:
            known[key] = (payoff, relation)
        return relation

    def _laid_out(self, decision_maker: str) -> BucketRelation | EdgeRelation:
        moves, payoff = self.model.moves[decision_maker], self.model.payoffs[decision_maker]
        like = self._like
        if like is not None and like.model.moves[decision_maker] is moves and like.remembers == self.remembers:
            known = like.relation(decision_maker)
            before = like.model.payoffs[decision_maker]
            return known if before is payoff or np.array_equal(before, payoff) else known.with_payoff(payoff)
        if isinstance(moves, OptionMoves) and not self.remembers:
            return BucketRelation(moves, payoff)
        sources, targets = graph_edges(moves) if isinstance(moves, GraphMoves) else option_edges(moves)
        return EdgeRelation(sources, targets, self.model.count, payoff)
