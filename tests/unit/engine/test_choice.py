"""Which engine solves what, from the written rule; what is installed changes no verdict and no small conflict's start."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from lagebild.engine import ENGINES, choice, choose_engine, compiled, room_for, rows_pay
from lagebild.errors import NotApplicableError, TooLargeError
from lagebild.model import ConflictModel
from lagebild.solutions import analyse
from tests.unit.model.small import makers, model_of, numbered, read, rules


@pytest.fixture
def from_four_states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "COMPILED_FROM", 4)


@pytest.fixture
def without_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "is_installed", lambda: False)
    monkeypatch.setattr(compiled, "is_installed", lambda: False)


def free() -> ConflictModel:
    return model_of(makers(north="a, b; wants: [a]", south="c; wants: [not c]"))


def sparse() -> ConflictModel:
    return model_of(makers(north=numbered(7)), rules([f"o{number + 1} only if o{number}" for number in range(6)]))


def test_small_conflicts_are_solved_without_kernels() -> None:
    assert choose_engine(free()).name == "numeric"


@pytest.mark.usefixtures("from_four_states")
def test_large_ones_are_solved_densely_where_much_is_feasible_and_from_lists_where_little_is() -> None:
    assert choose_engine(free()).name == "dense"
    assert choose_engine(sparse()).name == "compact"


@pytest.mark.usefixtures("from_four_states")
def test_whoever_has_many_options_is_solved_from_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "MOST_OWN", 1)
    assert choose_engine(free()).name == "compact"


@pytest.mark.usefixtures("from_four_states")
def test_where_the_last_mover_matters_moves_are_listed_whatever_the_size() -> None:
    model = model_of(makers(north="a, b", south="c"), "impossible-moves: [{by: north, from: a, to: b}]")
    assert choose_engine(model).name == "numeric"
    for name in ("dense", "compact"):
        with pytest.raises(NotApplicableError, match=f"`{name}` does not remember who moved last"):
            choose_engine(model, name)


@pytest.mark.usefixtures("from_four_states", "without_numba")
def test_without_numba_the_same_is_solved_without_kernels() -> None:
    assert choose_engine(free()).name == "numeric"
    with pytest.raises(NotApplicableError, match=r"the engine `dense` needs numba: `pip install 'lagebild\[fast\]'`"):
        choose_engine(free(), "dense")


@pytest.mark.usefixtures("without_numba")
def test_without_numba_a_refusal_says_what_would_help() -> None:
    with pytest.raises(TooLargeError, match=r"at most 1,048,576 .* With numba \(.*\) 134,217,728 are\."):
        analyse(read(makers(north=numbered(21))))


def test_the_engine_s_own_limit_decides_how_many_states_are_listed() -> None:
    assert room_for().most == max(engine.most for engine in ENGINES.values())
    assert room_for("numeric").most == 2**20
    with pytest.raises(TooLargeError, match=r"2,097,152 feasible states .*; at most 1,048,576 feasible states are solved"):
        analyse(read(makers(north=numbered(21))), engine="numeric")


def test_more_options_than_the_cube_has_are_refused() -> None:
    with pytest.raises(TooLargeError, match="one decision maker has 13 options; the engine `dense` takes at most 12"):
        choose_engine(model_of(makers(north=numbered(13))), "dense")
    few = {f"m{maker}": f"p{maker}, q{maker}, r{maker}" for maker in range(10)}
    alike = [f"{one}{maker} iff {one}{maker + 1}" for one in "pqr" for maker in range(9)]
    with pytest.raises(TooLargeError, match="30 options differ between feasible states; the engine `dense` takes at most 27"):
        choose_engine(model_of(makers(**few), rules(alike)), "dense")


@pytest.mark.usefixtures("from_four_states")
def test_the_engine_is_recorded_in_the_answer() -> None:
    assert analyse(read(makers(north="a, b; wants: [a]", south="c; wants: [not c]"))).engine == "dense"


def test_kernels_pay_for_small_models_once_as_much_was_solved_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "is_loaded", lambda: False)
    model = free()
    assert not rows_pay(model, choice.ROWS_FROM // model.count - 1)
    assert rows_pay(model, choice.ROWS_FROM // model.count)
    monkeypatch.setattr(choice, "is_loaded", lambda: True)
    assert rows_pay(model, 0)


@pytest.mark.usefixtures("without_numba")
def test_what_cannot_be_loaded_never_pays() -> None:
    assert not rows_pay(free(), 2**40)


@pytest.mark.parametrize("compiled_rows", [False, True])
def test_models_in_rows_come_to_the_same_with_kernels_and_without(compiled_rows: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lagebild.solutions.analysis.rows_pay", lambda model, solved: compiled_rows)
    orders = "{any-order: [c, not b, a]}, not a"
    for extra in ("rules: [not (a and c)]", "irreversible: [a, not c]"):
        situation = read(makers(north=f"a, b; wants: [{orders}]", south="c; wants: [not c, a]", east="d; wants: [b, d]"), extra)
        together, plain = analyse(situation), analyse(situation, engine="sets")
        assert len(together.solutions) == 6
        for one, other in zip(together.solutions, plain.solutions, strict=True):
            for code, by_maker in one.stability.items():
                for dm, stable in by_maker.items():
                    assert np.array_equal(stable, other.stable(code, dm)), (code, dm)


def test_solving_a_small_conflict_does_not_load_numba() -> None:
    program = (
        "import sys; from lagebild.reading import load; from lagebild.solutions import analyse;"
        "analyse(load('examples/north-korea-2024.yaml')); sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
