"""``python -m tests.docs.refresh [PAGE …]``: write the outputs on the pages anew, from real runs."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.docs.pages import name_of, pages
from tests.docs.sessions import PageError, refreshed


def main(names: list[str]) -> int:
    """Refresh the pages named (default: all). Returns: 1 if one could not be run, and stays as it was."""
    failed = 0
    for path in pages():
        if not path.exists() or (names and name_of(path) not in names) or is_theory(path):
            continue
        before = path.read_text("utf-8")
        try:
            with tempfile.TemporaryDirectory() as directory:
                after = refreshed(before, Path(directory).resolve())
        except PageError as error:
            print(f"{name_of(path)}: {error}")
            failed = 1
            continue
        if after != before:
            path.write_text(after, "utf-8")
            print(f"{name_of(path)}: written anew")
    return failed


def is_theory(path: Path) -> bool:
    """Whether a page is on the theory: its commands are run, and their outputs are the reader's to look at."""
    return path.parent.name == "theory"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
