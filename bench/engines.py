"""The engines on one family of conflicts of growing size, all five concepts; the plain set engine is the baseline."""

from __future__ import annotations

import math
import random
import resource
from collections.abc import Callable

from bench.tables import milliseconds, show, timed, times
from lagebild.model import ConflictModel, build
from lagebild.reading import loads
from lagebild.situation import Situation
from lagebild.solutions import analyse

MAKERS = 4
STATEMENTS = 10
PATIENCE = 5.0
"""An engine is not asked for a larger size once it took so many seconds: the next would take several times as long."""


def family(options: int, *, one_way: int = 0, impossible: bool = False) -> Situation:
    """Four decision makers, ``options`` in all, ten random statements each; no rules, so 2^options states."""
    rng = random.Random(options)
    names = [f"o{number}" for number in range(options)]
    lines = ["lagebild: 1", "title: A family of quarrels", "decision-makers:"]
    irreversible: list[str] = []
    for maker in range(MAKERS):
        own = names[maker * options // MAKERS : (maker + 1) * options // MAKERS]
        irreversible += own[:one_way]
        lines += [f"  d{maker}:", f"    options: {{{', '.join(f'{name}: ' for name in own)}}}", "    wants:"]
        lines += [f"      - {statement(rng, names)}" for _ in range(STATEMENTS)]
    if irreversible:
        lines.append(f"irreversible: [{', '.join(irreversible)}]")
    if impossible:
        lines.append("impossible-moves: [{by: d0, from: o1, to: o0}, {from: o2 and not o3, to: o4}]")
    return loads("\n".join(lines))


def statement(rng: random.Random, names: list[str]) -> str:
    left, right = rng.sample(names, 2)
    return f"{rng.choice(('', 'not '))}{left} {rng.choice(('and', 'or', 'if', 'only if'))} {rng.choice(('', 'not '))}{right}"


def run(largest: int, largest_listed: int) -> None:
    """One table a variant of the family."""
    _table("free moves", range(6, largest + 1, 2), lambda options: family(options))
    _table("one option in each hand one-way", range(6, largest + 1, 2), lambda options: family(options, one_way=1))
    _table("impossible moves", range(6, largest_listed + 1, 2), lambda options: family(options, impossible=True))


def _table(title: str, sizes: range, make: Callable[[int], Situation]) -> None:
    seconds: dict[str, dict[int, float]] = {"sets": {}, "numeric": {}}
    asked = set(seconds)
    rows = []
    for options in sizes:
        situation = make(options)
        model: ConflictModel = build(situation)
        for engine in sorted(asked):
            if engine == "sets" and model.count > 2**12:
                continue
            seconds[engine][options] = timed(lambda s=situation, e=engine: analyse(s, engine=e))  # type: ignore[misc]
            if seconds[engine][options] > PATIENCE and engine == "sets":
                asked.discard(engine)
        plain, numeric = seconds["sets"].get(options), seconds["numeric"][options]
        rows.append(
            (
                f"2^{options}",
                "" if plain is None else milliseconds(plain),
                _growth(seconds["sets"], options, sizes.step),
                milliseconds(numeric),
                _growth(seconds["numeric"], options, sizes.step),
                "" if plain is None else times(numeric, plain),
                f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MiB",
            )
        )
    show(
        f"Engines, {title}: {MAKERS} decision makers, {STATEMENTS} statements each, five concepts; baseline: sets. "
        "Exponent: of the time, in the number of states",
        ("states", "sets", "exponent", "numeric", "exponent", "to baseline", "peak so far"),
        rows,
    )


def _growth(seconds: dict[int, float], options: int, step: int) -> str:
    if options not in seconds or options - step not in seconds:
        return ""
    return f"{math.log2(seconds[options] / seconds[options - step]) / step:.2f}"
