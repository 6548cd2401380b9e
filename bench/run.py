"""Every benchmark as tables with ratios; each ratio is to a baseline measured in the same run.

::

    python -m bench.run [--runs N] [--largest N] [processes] [engines] [kernels] [demo] [hinges]

Nothing here passes or fails: how long something takes depends on the machine, and the ratios vary with what else it does.
"""

from __future__ import annotations

import argparse
import os

# As the command line does it: NumPy's linear algebra is not used, and its threads would be started for nothing.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bench import demo, engines, hinges, kernels, processes

PARTS = ("processes", "engines", "kernels", "demo", "hinges")


def main() -> None:
    """Run what is asked for, all of it by default."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"which of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="how often each process and command runs (default 9)")
    parser.add_argument("--largest", type=int, default=20, metavar="N", help="up to 2^N states (default 20)")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    print(processes.where())
    parts = chosen.parts or PARTS
    if "processes" in parts:
        processes.run(chosen.runs)
    if "demo" in parts:
        demo.run(chosen.runs)
    if "hinges" in parts:
        hinges.run()
    if "engines" in parts:
        engines.run(chosen.largest, min(chosen.largest, 16))
    if "kernels" in parts:
        kernels.run(chosen.largest)


if __name__ == "__main__":
    main()
