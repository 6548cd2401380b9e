"""What the demo does, in one process and without the start: in multiples of solving the situation once."""

from __future__ import annotations

import contextlib
import io

from bench.processes import DEMO, ROOT
from bench.tables import median_time, milliseconds, show, times
from lagebild.cli.main import cli
from lagebild.library import load, solve


def run(rounds: int) -> None:
    """Reading, solving and the commands of the demo."""
    path = str(ROOT / DEMO)
    situation = load(path)
    analysis = solve(situation)
    baseline = median_time(lambda: solve(situation), rounds)
    rows = [
        ("solve (library), all cases", milliseconds(baseline), times(baseline, baseline)),
        *(
            (name, milliseconds(seconds), times(seconds, baseline))
            for name, seconds in (
                ("load", median_time(lambda: load(path), rounds)),
                *((" ".join(words), median_time(lambda w=words: _command(*w, path), rounds))  # type: ignore[misc]
                  for words in (("solve",), ("check",), ("answer",), ("what-if",))),
            )
        ),
    ]  # fmt: skip
    count, cases = analysis.solutions[0].model.count, len(analysis.solutions)
    show(
        f"The demo in one process: {count} states, {cases} cases, {rounds} runs; baseline: solving it once",
        ("what", "median", "to baseline"),
        rows,
    )


def _command(*arguments: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        cli.main(args=list(arguments), standalone_mode=False)
