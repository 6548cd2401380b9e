"""The direction of imports, room by room, and which foreign library is let into which room."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "lagebild"

BELOW = {"errors", "statements", "evidence", "situation"}
"""What every room above the situation may use."""

COMPUTING = BELOW | {"changes", "model", "engine", "solutions"}

MAY_IMPORT = {
    "errors": set(),
    "statements": {"errors"},
    "evidence": {"errors", "statements", "situation"},
    "situation": {"errors", "statements", "evidence"},
    "changes": BELOW,
    "reading": BELOW | {"changes"},
    "drafting": BELOW | {"reading"},
    "model": BELOW,
    "engine": BELOW | {"model"},
    "certify": BELOW,
    "solutions": BELOW | {"changes", "model", "engine", "certify"},
    "analyses": COMPUTING | {"certify"},
    "catalogue": {"errors"},
    "reports": COMPUTING | {"analyses", "certify", ""},
    "library": COMPUTING | {"reading", "analyses", "reports"},
    "cli": COMPUTING | {"reading", "analyses", "reports", "certify", "library", "catalogue", "drafting", ""},
    "__main__": {"cli"},
    "": {"errors", "situation", "solutions", "library"},
}
"""Per room what it may import of the others; "" is the package's own front page (its version, its public names)."""

NOT_EVIDENCE_RECORDS = {"evidence/records.py", "evidence/grounds.py"}
"""The vocabulary of evidence is below the situation; only what reasons about it may know situations."""

FOREIGN = {
    "numpy": {"model", "engine", "solutions", "analyses", "reports", "library"},
    "yaml": {"reading", "catalogue"},
    "pydantic": {"reading"},
    "click": {"cli"},
    "rich": {"reports", "cli"},
    "jinja2": {"reports"},
    "markupsafe": {"reports"},  # comes with jinja2
    "typst": {"reports"},
    "docx": {"reports"},
    "typing_extensions": {"reading"},  # comes with pydantic
    "trafilatura": {"reading"},
    "pandas": {"library"},
    "polars": {"library"},
}
"""Per library the rooms that may import it."""

STANDARD = set(sys.stdlib_module_names)

MODULES = sorted(SOURCE.rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    room = _room(path)
    imported = {(module, _room_of(module)) for module, _ in _imports(path) if module.split(".")[0] == "lagebild"}
    assert [module for module, other in imported if other != room and other not in MAY_IMPORT[room]] == []


@pytest.mark.parametrize("path", [path for path in MODULES if _name(path) in NOT_EVIDENCE_RECORDS], ids=_name)
def test_the_vocabulary_of_evidence_knows_no_situation(path: Path) -> None:
    assert [module for module, _ in _imports(path) if module.startswith("lagebild.situation")] == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_foreign_library_stays_in_its_rooms(path: Path) -> None:
    room = _room(path)
    found = {module.split(".")[0] for module, _ in _imports(path)}
    assert [name for name in found & FOREIGN.keys() if room not in FOREIGN[name]] == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_nothing_else_is_imported_but_the_standard_library(path: Path) -> None:
    found = {module.split(".")[0] for module, _ in _imports(path)}
    assert found - FOREIGN.keys() - STANDARD - {"lagebild"} == set()


# The conversation of `review` is no command: its command imports it when it runs.
@pytest.mark.parametrize("path", sorted({*(SOURCE / "cli").glob("*.py")} - {SOURCE / "cli" / "reviewing.py"}), ids=_name)
def test_a_command_imports_what_it_needs_only_when_it_runs(path: Path) -> None:
    light = {"lagebild", "lagebild.errors", "lagebild.cli", "lagebild.cli.main"}
    # The list of concepts is light, for the sake of the help that names them.
    helpers = {"lagebild.cli.parameters", "lagebild.cli.output", "lagebild.solutions.concepts"}
    if path.name == "interview.py":
        light |= {"lagebild.reports.words", "lagebild.statements"}
    at_the_top = {module for module, top in _imports(path) if top and module.split(".")[0] not in STANDARD}
    assert at_the_top - light - helpers - {"click"} == set()


def test_every_room_is_on_the_map() -> None:
    assert {_room(path) for path in MODULES} == MAY_IMPORT.keys()


def _room(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def _room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module imported for more than its types, and whether that happens as soon as the file is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(map(id, tree.body))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            if node.module == "lagebild":
                yield from ((_submodule(alias.name), id(node) in top) for alias in node.names)
            elif node.module is not None and node.module != "__future__":
                yield node.module, id(node) in top


def _submodule(name: str) -> str:
    """What ``from lagebild import name`` imports: a module, or a public name of the package."""
    there = (SOURCE / name).is_dir() or (SOURCE / f"{name}.py").is_file()
    return f"lagebild.{name}" if there else "lagebild"
