"""Lock files name packages and hashes, never where somebody happened to fetch them."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = [*sorted((ROOT / "requirements").glob("*.lock")), *sorted(ROOT.glob("frontend/package-lock.json"))]


def test_there_are_locks() -> None:
    assert LOCKS


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_no_address(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".json":
        assert [line for line in lines if '"resolved"' in line] == []
    else:
        assert [line for line in lines if "://" in line or line.startswith(("-i ", "--index", "--extra-index", "--find"))] == []


@pytest.mark.parametrize("path", [path for path in LOCKS if path.suffix == ".lock"], ids=lambda path: path.name)
def test_a_lock_pins_every_package_by_hash(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert pins
    assert [line for line in pins if "==" not in line or "--hash=sha256:" not in line] == []
