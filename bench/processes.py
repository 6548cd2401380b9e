"""Whole processes, from the shell and back: what somebody at a terminal waits for."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.tables import milliseconds, show, timed, times

ROOT = Path(__file__).parent.parent
DEMO = "examples/north-korea-2024.yaml"
BARE = "python -c pass"

COMMANDS: dict[str, tuple[str, ...]] = {
    BARE: ("-c", "pass"),
    "python -c 'import numpy'": ("-c", "import numpy"),
    "lagebild --help": ("-m", "lagebild", "--help"),
    "lagebild solve": ("-m", "lagebild", "solve", DEMO),
    "lagebild solve --format json": ("-m", "lagebild", "solve", DEMO, "--format", "json"),
    "lagebild check": ("-m", "lagebild", "check", DEMO),
    "lagebild answer": ("-m", "lagebild", "answer", DEMO),
}
AIMS = {"lagebild --help": 60 / 11, "lagebild solve": 250 / 11}
"""What is aimed at, as multiples of the bare interpreter."""


def run(rounds: int) -> None:
    """Every command once a round, so that whatever else the machine does falls on all of them alike."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(folder)
        measured: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for number in range(rounds + 1):
            for name, arguments in COMMANDS.items():
                seconds = timed(lambda arguments=arguments: _call(arguments, environment))  # type: ignore[misc]
                # The first round fills the caches of compiled code and of the file system.
                if number:
                    measured[name].append(seconds)
    bare = statistics.median(measured[BARE])
    rows = [
        (
            name,
            milliseconds(statistics.median(seconds)),
            milliseconds(min(seconds)),
            times(statistics.median(seconds), bare),
            f"{AIMS[name]:.1f} x" if name in AIMS else "",
        )
        for name, seconds in measured.items()
    ]
    show(
        f"Whole processes on {DEMO}, {rounds} runs each; baseline: a bare interpreter",
        ("command", "median", "least", "to baseline", "aim"),
        rows,
    )


def _environment(folder: str) -> dict[str, str]:
    """As people have it: compiled code is kept (in ``folder``), whatever this shell says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPYCACHEPREFIX": folder}


def _call(arguments: Sequence[str], environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)


def where() -> str:
    """What it was measured on, without a name."""
    cores = os.cpu_count() or 1
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    free = shutil.disk_usage(ROOT).free // 2**30
    return f"Python {sys.version.split()[0]}, {cores} cores{load}, {free} GiB of disk free"
