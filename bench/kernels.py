"""The compiled engines beside the NumPy engine: CPU time, first call, growth, memory; and passes beside a copy.

Every figure comes from a process of its own, so that peaks and first calls are its own. CPU time, because machines are shared.
"""

from __future__ import annotations

import math
import multiprocessing
import random
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bench.engines import MAKERS, STATEMENTS, family, statement
from bench.tables import milliseconds, show, times

LARGEST_NUMERIC = 20
"""The NumPy engine takes 2^20 states."""

CHAIN = 4
"""In the sparse family options come in chains, each only if the one before: five combinations of four options."""

MOST_CHAINED = 33
"""With more options in chains there are more than that."""

FORTY = (40, 0, 5)
"""Forty options in chains of five."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One conflict solved twice in a process of its own: CPU seconds and the peak of memory in bytes."""

    states: int
    build: float
    first: float
    again: float
    peak: int


def sparse(options: int, free: int, length: int) -> str:
    """A file with ``options`` in all; but for the last ``free``, in chains of ``length``."""
    rng = random.Random(options)
    names = [f"o{number}" for number in range(options)]
    lines = ["lagebild: 1", "title: A family of quarrels under rules", "decision-makers:"]
    for maker in range(MAKERS):
        own = names[maker * options // MAKERS : (maker + 1) * options // MAKERS]
        lines += [f"  d{maker}:", f"    options: {{{', '.join(f'{name}: ' for name in own)}}}", "    wants:"]
        lines += [f"      - {statement(rng, names)}" for _ in range(STATEMENTS)]
    lines.append("rules:")
    for start in range(0, options - free, length):
        chain = names[start : min(start + length, options - free)]
        lines += [f"  - {later} only if {earlier}" for earlier, later in pairwise(chain)]
    return "\n".join(lines)


def measure(engine: str, kind: str, options: int, free: int = 0, length: int = CHAIN) -> Measured:
    """Build and solve it twice, here and now."""
    from lagebild.engine import room_for
    from lagebild.model import build
    from lagebild.reading import loads
    from lagebild.situation import Rule
    from lagebild.solutions.analysis import solve_models
    from lagebild.solutions.concepts import concepts_named
    from lagebild.statements import parse

    situation = loads(sparse(options, free, length)) if kind == "sparse" else family(options)
    if kind == "half":
        texts = (f"o0 or o{options - 3}", f"not o{options // 2} or not o{options - 1}")
        rules = tuple(Rule(id="", address=f"rules.{text}", statement=parse(text)) for text in texts)
        situation = replace(situation, rules=rules)
    seconds = [time.process_time()]
    model = build(situation, room=room_for())
    seconds.append(time.process_time())
    for _ in range(2):
        model.known_of_moves.clear()
        solve_models([model], concepts_named(None), [None], engine=engine)
        seconds.append(time.process_time())
    build_, first, again = (after - before for before, after in pairwise(seconds))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Measured(states=model.count, build=build_, first=first, again=again, peak=peak)


def run(largest: int) -> None:
    """One table a family, and the passes."""
    cubes = range(14, largest + 1, 2)
    _table("all combinations feasible", "free", [(options,) for options in cubes], ("numeric", "dense", "compact"))
    _table("about half feasible", "half", [(options,) for options in cubes], ("numeric", "dense", "compact"))
    chains = [(24, 0), (26, 2), (30, 2), (33, 1), (36, 0), (38, 2)]
    _table("chains of four options, 5 of 16 combinations each", "sparse", chains, ("numeric", "compact"))
    _table("forty options in chains of five", "sparse", [FORTY], ("compact",))
    _passes(largest)


def _table(title: str, kind: str, sizes: Sequence[tuple[int, ...]], engines: tuple[str, ...]) -> None:
    rows = []
    before: dict[str, Measured] = {}
    for size in sizes:
        options = size[0]
        numeric: Measured | None = None
        for engine in engines:
            if engine == "numeric" and options > LARGEST_NUMERIC and kind != "sparse":
                continue
            if engine == "numeric" and kind == "sparse" and options > MOST_CHAINED:
                continue
            now = _alone(engine, kind, *size)
            numeric = now if engine == "numeric" else numeric
            last = before.get(engine)
            growth = "" if last is None else f"{math.log(now.again / last.again) / math.log(now.states / last.states):.2f}"
            each = "" if last is None else f"{(now.peak - last.peak) / (now.states - last.states):,.0f}"
            ratio = "" if numeric is None or engine == "numeric" else times(now.again, numeric.again)
            rows.append((f"{now.states:,}", engine, milliseconds(now.build), milliseconds(now.first), milliseconds(now.again),
                         ratio, growth, each))  # fmt: skip
            before[engine] = now
    show(
        f"Compiled engines, {title}: {MAKERS} decision makers, {STATEMENTS} statements each, five concepts. CPU time; first: "
        "with loading numba and kept kernels; exponent and bytes per state: from the size before",
        ("states", "engine", "set-up", "first", "again", "to numeric", "exponent", "bytes a state"),
        rows,
    )


def _alone(engine: str, kind: str, *size: int) -> Measured:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (engine, kind, *size))


def _passes(bits: int) -> None:
    """Best-move passes beside a copy of as much."""
    import numpy as np

    from lagebild.engine.cube_kernels import fold

    rows = []
    for size in sorted({20, bits, 26}):
        source = np.random.default_rng(size).integers(0, 1000, 2**size).astype(np.uint16)
        target = np.empty_like(source)
        copying = _quickest(lambda s=source, t=target: np.copyto(t, s))
        own = size // MAKERS
        for maker in range(MAKERS):
            low = maker * own
            taken = _quickest(lambda s=source, t=target, at=low, n=own: fold(s, t, at, at + n, True))
            rows.append((f"2^{size}", f"{low} .. {low + own - 1}", milliseconds(copying), milliseconds(taken),
                         f"{copying / taken:.0%}"))  # fmt: skip
    show("Best-move passes over 16-bit values, one thread; baseline: a copy, measured beside them",
         ("values", "own options", "copy", "pass", "of its bandwidth"), rows)  # fmt: skip


def _quickest(action: object) -> float:
    assert callable(action)
    action()
    found = []
    for _ in range(9):
        begun = time.thread_time()
        action()
        found.append(time.thread_time() - begun)
    return min(found)
