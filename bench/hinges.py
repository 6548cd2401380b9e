"""Hinges: 200 claims on 50 lines of a conflict of the demo's size, against solving every loss afresh.

The conflict is made here: four decision makers, ten options, 1,024 states, 32 wants, 10 sourced orders, 8 sourced options.
Claims are drawn to lines, one to five a line, joined by ``and``, ``or`` or ``at least``; a seed makes it the same every time.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Sequence

from bench.tables import milliseconds, show, timed, times
from lagebild.analyses.conclusion import LEADING_CONCEPT
from lagebild.analyses.hinges import hinges
from lagebild.analyses.hinges.carriers import CLAIM, MODES, ORIGIN, SPEAKER, Carriers, Loss
from lagebild.analyses.hinges.runs import Runs
from lagebild.analyses.neighbours import Neighbours
from lagebild.changes.losses import lose
from lagebild.errors import InputError
from lagebild.library import loads
from lagebild.situation import Situation
from lagebild.solutions import analyse

CLAIMS, LINES, FRESH = 200, 50, 40


def run(seed: int = 7) -> None:
    """All single claims and all pairs, origins and speakers, both ways to lose; with one case and with eight."""
    rows: list[tuple[str, ...]] = []
    for opened in (False, True):
        situation = loads(conflict(seed, opened=opened))
        runs = Runs(Neighbours(analysis=analyse(situation, [LEADING_CONCEPT])))
        found = hinges(situation, grains=(CLAIM, ORIGIN, SPEAKER), largest=2, seconds=None, shrink=False, runs=runs)
        afresh = _afresh(runs, seed) * found.runs
        cases = situation.case_count
        rows.append(
            (
                f"{cases} case{'s' if cases > 1 else ''}",
                f"{found.runs:,}",
                f"{_bound(situation):,}",
                f"{found.solves:,}",
                milliseconds(found.seconds),
                milliseconds(afresh),
                times(afresh, found.seconds),
            )
        )
    show(
        f"Hinges: {CLAIMS} claims on {LINES} lines, 1,024 states; singles and pairs of claims, origins, speakers; both modes",
        ("conflict", "losses tried", "bound", "cases solved", "hinges", "each loss solved afresh", "saved"),
        rows,
    )


def _bound(situation: Situation) -> int:
    """Both modes: nothing, every line and every pair of lines, every origin and speaker and every pair of these."""
    single = LINES + LINES * (LINES - 1) // 2
    groups = [len(Carriers(situation, grain, MODES[0]).listed) for grain in (ORIGIN, SPEAKER)]
    return 1 + 2 * (single + sum(count + count * (count - 1) // 2 for count in groups))


def _afresh(runs: Runs, seed: int) -> float:
    """What one of the losses tried costs that is solved from the beginning: the mean over some, drawn."""
    losses = random.Random(seed).sample(runs.tried, FRESH)
    return timed(lambda: _solved(runs.situation, losses)) / FRESH


def _solved(situation: Situation, losses: Sequence[Loss]) -> None:
    for loss in losses:
        with contextlib.suppress(InputError):
            analyse(lose(situation, dict(loss)).situation, [LEADING_CONCEPT])


def conflict(seed: int, *, opened: bool) -> str:
    """The situation file. ``opened``: with a circumstance and two wants whose order is open, three times two ways each."""
    rng = random.Random(seed)
    claims = [f"c{number}" for number in range(1, CLAIMS + 1)]
    left = iter(rng.sample(claims, CLAIMS))

    def because(indent: str) -> str:
        named = [claim for _, claim in zip(range(rng.randint(3, 5)), left, strict=False)] or rng.sample(claims, 2)
        word = rng.choice((" and ", " or "))
        text = f"at least 2 of ({', '.join(named)})" if len(named) > 2 and rng.random() < 0.3 else word.join(named)
        return f"{indent}because: {text}\n"

    makers = {"ash": "abc", "birch": "def", "cedar": "gh", "douglas": "ij"}
    names = [f"{maker}.{option}" for maker, options in makers.items() for option in options]
    text = "lagebild: 1\ntitle: A quarrel of four\ndecision-makers:\n"
    sourced = 0
    for maker, options in makers.items():
        text += f"  {maker}:\n    options:\n"
        for option in options:
            sourced += 1
            text += f"      {option}:\n        name: do {option}\n" + (because("        ") if sourced <= 8 else "")
        text += "    wants:\n"
        for number in range(8):
            first, second = rng.sample(names, 2)
            forms = (f"{first} if {second}", f"not {first}", f"{first} and {second}", f"{first} or not {second}")
            statement = rng.choice(forms)
            if opened and number == 7 and maker in ("ash", "birch"):
                text += f"      - any-order:\n          - {statement}\n          - {second}\n"
                continue
            condition = " if drought" if opened and number == 2 else ""
            text += f"      - statement: ({statement}){condition}\n" + because("        ")
            if number < 3 and sum(text.count(word) for word in ("above:",)) < 10:
                text += "        above:\n" + because("          ")
    if opened:
        text += "circumstances:\n  drought: open\n"
    text += f"questions:\n  - ask: Why?\n    why: {names[0]} or {names[4]}\n    by: ash\n"
    text += f"  - ask: And?\n    why: {names[7]}\n    by: cedar\n"
    text += "sources:\n  paper:\n    kind: analysis\nspeakers:\n"
    text += "".join(f"  s{number}:\n    name: Speaker {number}\n" for number in range(12))
    text += "claims:\n"
    for claim in claims:
        text += f"  {claim}:\n    says: something\n    by: s{rng.randrange(12)}\n"
        text += f"    in: paper\n    origin: o{rng.randrange(30)}\n"
    return text


__all__ = ["conflict", "run"]
