"""Views by brute force: everybody's own conflict put together by hand, every true state looked at one by one.

Only what the random tests draw is understood: wants and options that rest on claims, options unseen, wants believed dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lagebild.evidence.grounds import ClaimReference, Grounds
from lagebild.situation import Perception, Situation
from tests.oracle.definitions import Conflict, State, conflict_of, is_stable


@dataclass(frozen=True)
class Game:
    """The conflict as somebody sees it, and the options that stand still in it, by their places, with their values."""

    conflict: Conflict
    still: Mapping[int, bool]

    def seen(self, s: State) -> State | None:
        """What is seen in the place of a true state; None: no state of this game."""
        number = int(s)
        for place, value in self.still.items():
            number = number - (number // 2**place % 2) * 2**place + value * 2**place
        return number if number in self.conflict.states else None


def supported(grounds: Grounds | ClaimReference | None, unaware: tuple[str, ...]) -> bool:
    if grounds is None:
        return True
    if isinstance(grounds, ClaimReference):
        return grounds.claim not in unaware
    return sum(supported(part, unaware) for part in grounds.parts) >= grounds.count


def game_of(situation: Situation, view: Perception | None) -> Game:
    """The game of somebody with this view."""
    if view is None:
        return Game(conflict_of(situation), {})
    dropped = {(change.of, int(change.target)) for change in view.believes}
    makers = []
    for dm in situation.decision_makers:
        wants = None
        if dm.wants is not None:
            kept = [want for number, want in enumerate(dm.wants, start=1) if (dm.id, number) not in dropped]
            wants = tuple(want for want in kept if supported(want.because, view.unaware))
        makers.append(replace(dm, wants=wants))
    today = {line.option: bool(line.value) for line in situation.today or ()}
    joints = {joint.id: joint.because for joint in situation.joint_options}
    still: dict[int, bool] = {}
    for place, option in enumerate(situation.options):
        because = option.because if option.joint is None else joints[option.joint]
        if option.key in view.unseen or option.joint in view.unseen or not supported(because, view.unaware):
            still[place] = today.get(option.key, today.get(str(option.joint), False))
    whole = conflict_of(replace(situation, decision_makers=tuple(makers)))
    states = tuple(s for s in whole.states if all(int(s) // 2**place % 2 == value for place, value in still.items()))
    moves = {i: {s: whole.moves[i][s] & frozenset(states) for s in states} for i in whole.decision_makers}
    return Game(replace(whole, states=states, moves=moves), still)


def games_of(situation: Situation) -> dict[str, Game]:
    views = {view.decision_maker: view for view in situation.views}
    return {dm.id: game_of(situation, views.get(dm.id)) for dm in situation.decision_makers}


def verdict(game: Game, concept: str, i: str, s: State) -> str:
    """What i does in the true state s: stays, leaves, or does not judge it."""
    seen = game.seen(s)
    if seen is None:
        return "unjudged"
    return "stays" if is_stable(game.conflict, concept, i, seen) else "leaves"


def hypergame_equilibria(situation: Situation, games: Mapping[str, Game], concept: str) -> set[State]:
    """Stable for each in its own game."""
    return {
        s for s in conflict_of(situation).states if all(verdict(game, concept, i, s) == "stays" for i, game in games.items())
    }


def surprise(game: Game, concept: str, s: State) -> str:
    """How an equilibrium surprises whoever has this game; empty: not at all."""
    seen = game.seen(s)
    if seen != s:
        return "outside"
    expected = all(is_stable(game.conflict, concept, j, seen) for j in game.conflict.decision_makers)
    return "" if expected else "unexpected"
