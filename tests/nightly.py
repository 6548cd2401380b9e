"""A million random conflicts: every engine, coalitions and certificates against the definitions as plain sets.

::

    python -m tests.nightly [MODELS] [--from SEED] [--processes N] [--chunk N]

One seed is one model; the same seed draws the same model on every machine. The search stops at the first disagreement, names
its seed and leaves with 1; ``--from SEED`` goes on from there, or from the line that was printed last.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lagebild.certify import Checker
from lagebild.errors import CertificateError
from lagebild.model import build
from lagebild.situation import Situation
from lagebild.solutions import DEFAULT_CODES, CoalitionSolution, Solution, analyse
from lagebild.solutions.certificates import Columns, certificates
from lagebild.solutions.coalition_certificates import coalition_certificates
from tests.oracle import definitions as oracle
from tests.oracle.claimed import random_claimed_document
from tests.oracle.hinges import CLAIMS, LINES, agree_in, agree_on_any_losses
from tests.properties.test_shelf_against_definitions import codes_for, coloured
from tests.strategies import random_document, situation_of, text_of

MODELS: Final = 1_000_000
CHUNK: Final = 250
"""How many models a process is given at a time."""

COALITIONS_UP_TO: Final = 32
"""Coalitions (of every size, under every concept) are tried up to so many states: the plain definitions get slow beyond."""

COALITION_CERTIFICATES_EVERY: Final = 20
"""Of so many models one has every verdict on coalitions certified: several hundred certificates, as long as ten models."""

HINGES_EVERY: Final = 100
"""Of so many models one is followed by a file with claims, of which every subset is struck out."""


class DisagreementError(Exception):
    """An answer that the definitions do not give."""


@dataclass(frozen=True)
class Found:
    """What became of one chunk of seeds: how many were solved, and the first that went wrong."""

    first: int
    models: int
    seed: int | None = None
    what: str = ""


def search(first: int, count: int) -> Found:
    """Try the seeds ``first`` .. ``first + count - 1``."""
    for done, seed in enumerate(range(first, first + count)):
        try:
            compare(seed)
        except DisagreementError as disagreement:
            return Found(first, done, seed, str(disagreement))
        except Exception:
            return Found(first, done, seed, traceback.format_exc())
    return Found(first, count)


def situation_drawn(seed: int) -> Situation:
    """The model that ``seed`` draws."""
    return situation_of(random_document(random.Random(seed)))


def compare(seed: int) -> None:
    """Solve with every engine and compare with the definitions. Raises: DisagreementError."""
    situation = situation_drawn(seed)
    sets = analyse(situation, engine="sets")
    small = all(solution.model.count <= COALITIONS_UP_TO for solution in sets.solutions)
    numeric = analyse(situation, engine="numeric", coalitions="all" if small else None)
    if small:
        _compare_shelf(situation, seed)
    for number, solution in enumerate(numeric.solutions):
        conflict = oracle.conflict_of(situation, solution.case)
        for analysis in (numeric, sets):
            _compare_single(analysis.solutions[number], conflict)
        checker = Checker(situation, solution.case)
        _check_certificates(checker, solution, seed)
        if small:
            _compare_coalitions(solution, numeric.coalitions[number], conflict)
            if seed % COALITION_CERTIFICATES_EVERY == 0:
                _check_coalition_certificates(checker, solution, numeric.coalitions[number])
    if seed % HINGES_EVERY == HINGES_EVERY - 1:
        agree_on_any_losses(random.Random(seed))
        agree_in(*random_claimed_document(random.Random(seed)), CLAIMS)
        agree_in(*random_claimed_document(random.Random(seed), most_options=2, most_states=3), LINES)


def _compare_shelf(situation: Situation, seed: int) -> None:
    """The concepts that are solved only when they are named, with strong lines and attitudes drawn too."""
    coloured_in = coloured(situation, random.Random(seed))
    codes = codes_for(build(coloured_in))
    for solution in analyse(coloured_in, codes).solutions:
        _compare_single(solution, oracle.conflict_of(coloured_in, solution.case), codes)


def _compare_single(solution: Solution, conflict: oracle.Conflict, codes: Sequence[str] = DEFAULT_CODES) -> None:
    engine = solution.engine.name
    labels = solution.model.labels()
    if labels != list(conflict.states):
        raise DisagreementError(f"{engine}: other feasible states")
    for code in codes:
        for dm in conflict.decision_makers:
            found = {label for label, holds in zip(labels, solution.stable(code, dm).tolist(), strict=True) if holds}
            if found != oracle.stable_states(conflict, code, dm):
                raise DisagreementError(f"{engine}: {code} of {dm}")


def _compare_coalitions(solution: Solution, found: CoalitionSolution, conflict: oracle.Conflict) -> None:
    label = solution.model.label
    for coalition, by_concept in found.stability.items():
        for code, positions in by_concept.items():
            if {label(p) for p in positions} != oracle.coalition_stable_states(conflict, code, coalition):
                raise DisagreementError(f"{code} of the coalition {'+'.join(coalition)}")
    for code in DEFAULT_CODES:
        jumps = {(label(j.origin), frozenset(j.coalition), label(j.target)) for j in found.jumps if j.concept == code}
        if jumps != oracle.equilibrium_jumps(conflict, code):
            raise DisagreementError(f"equilibrium jumps under {code}")


def _check_certificates(checker: Checker, solution: Solution, seed: int) -> None:
    """Every column, and out of each the certificate of one state."""
    columns, position = Columns(solution), seed % solution.model.count
    try:
        for certificate in certificates(solution):
            checker.check(certificate)
        for code in DEFAULT_CODES:
            for dm in solution.model.decision_makers:
                checker.check(columns.single(code, dm, position))
    except CertificateError as error:
        raise DisagreementError(f"certificate: {error}") from error


def _check_coalition_certificates(checker: Checker, solution: Solution, found: CoalitionSolution) -> None:
    try:
        for certificate in coalition_certificates(solution, found):
            checker.check(certificate)
    except CertificateError as error:
        raise DisagreementError(f"certificate of a coalition: {error}") from error


def searches(first: int, models: int, *, processes: int = 2, chunk: int = CHUNK) -> Iterator[Found]:
    """The chunks from seed ``first`` on, in the order of their seeds, worked on by several processes."""
    starts = iter(range(first, first + models, chunk))
    ready: dict[int, Found] = {}
    upcoming = first
    with ProcessPoolExecutor(processes) as pool:
        running: set[Future[Found]] = set()
        try:
            while True:
                # Little is handed out ahead, so that a disagreement ends the search soon.
                for start in islice(starts, 2 * processes - len(running)):
                    running.add(pool.submit(search, start, min(chunk, first + models - start)))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                ready.update((future.result().first, future.result()) for future in done)
                while upcoming in ready:
                    yield ready[upcoming]
                    upcoming += chunk
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Search and report; 1 where something disagrees."""
    parser = argparse.ArgumentParser(prog="python -m tests.nightly", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("models", nargs="?", type=int, default=MODELS, help=f"how many models (default {MODELS:,})")
    parser.add_argument("--from", dest="first", type=int, default=0, metavar="SEED", help="the first seed (default 0)")
    parser.add_argument("--processes", type=int, default=2, metavar="N")
    parser.add_argument("--chunk", type=int, default=CHUNK, metavar="N", help="models handed out at a time")
    chosen = parser.parse_args(arguments)
    begun = time.perf_counter()
    shown, models = begun, 0
    for found in searches(chosen.first, chosen.models, processes=chosen.processes, chunk=chosen.chunk):
        models += found.models
        if found.seed is not None:
            print(f"Seed {found.seed} disagrees: {found.what}\n\n{text_of(random_document(random.Random(found.seed)))}")
            print(f"Again: python -m tests.nightly 1 --from {found.seed}", flush=True)
            return 1
        now = time.perf_counter()
        if now - shown >= 10:
            shown = now
            rate = models / (now - begun)
            print(f"{models:,} of {chosen.models:,} models agree, {rate:.0f} a second; "
                  f"go on later with --from {chosen.first + models}", flush=True)  # fmt: skip
    print(f"{models:,} models agree, in {time.perf_counter() - begun:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
