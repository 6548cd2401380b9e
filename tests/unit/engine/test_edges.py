"""The edges of types and sizes, every engine against the plain one or against what is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lagebild.engine import ENGINES, choose_engine
from lagebild.engine.interface import Values
from lagebild.errors import LagebildError
from lagebild.model import ConflictModel, build, preferences
from lagebild.model.preferences import dense, narrow
from lagebild.solutions import analyse
from lagebild.solutions.analysis import solve_models
from lagebild.solutions.certificates import certified
from lagebild.solutions.concepts import concepts_named
from tests.unit.model.small import makers, model_of, numbered, read, rules

FAST = ("dense", "compact")


def same_verdicts(model: ConflictModel, names: tuple[str, ...], plain: str) -> None:
    """All five concepts for everybody."""
    found = {}
    for name in (plain, *names):
        fresh = replace(model, known_of_moves={})
        found[name] = solve_models([fresh], concepts_named(None), [None], engine=name)[0].stability
    for name in names:
        for code, by_maker in found[plain].items():
            for dm, stable in by_maker.items():
                assert np.array_equal(found[name][code][dm], stable), (name, code, dm)


def with_payoffs(model: ConflictModel, payoffs: dict[str, Values]) -> ConflictModel:
    return replace(model, payoffs=payoffs, known_of_moves={})


def shuffled(count: int, distinct: int, seed: int) -> Values:
    """Ranks 0 .. distinct - 1, each of them somewhere, in disorder."""
    return np.random.default_rng(seed).permutation(np.arange(count, dtype=np.int64) % distinct)


EDGES = {
    "one option and none": (makers(north="a; wants: [not a]", south="; wants: [a]"),),
    "a single state": (makers(north="a; wants: [a]", south="b; wants: [not b]"), rules(["a", "b"])),
    "no options at all": (makers(north="; wants: [true]", south="; wants: [false]"),),
    "all states equal": (makers(north="a, b", south="c, d", east="e"),),
    "only the last of many options differ": (
        makers(north=f"{numbered(40)}; wants: [o39]", south="x; wants: [not o39]", east="y; wants: [x iff y]"),
        rules([f"o{number}" for number in range(37)]),
    ),
    "sixty-four options": (
        makers(north=f"{numbered(62)}; wants: [not o3, x]", south="x; wants: [o61 iff x]", east="y; wants: [not x or y]"),
        rules([f"o{number} iff o{number + 1}" for number in range(61) if number % 20 != 3]),
    ),
    "more than sixty-four statements": (
        makers(
            north=f"{numbered(4)}; wants: [{', '.join(f'o{n % 4} if (x or o{(n + 1) % 4})' for n in range(70))}, o1, not o2]",
            south=f"x, y; wants: [{', '.join(['x or not x'] * 70)}, y iff o0, not x]",
        ),
    ),
}


@pytest.mark.parametrize("edge", EDGES)
def test_every_engine_solves_the_edges_alike(edge: str) -> None:
    model = model_of(*EDGES[edge])
    names = tuple(name for name in ENGINES if name != "sets" and not _refused(name, model))
    assert "compact" in names
    same_verdicts(model, names, "sets")


def _refused(name: str, model: ConflictModel) -> LagebildError | None:
    return ENGINES[name].refusal(model)


def test_sixty_five_options_are_too_many_for_every_engine() -> None:
    for name in ENGINES:
        with pytest.raises(LagebildError, match="65 options; states of at most 64 can be listed"):
            analyse(read(makers(north=numbered(65))), engine=name)


@pytest.mark.parametrize("distinct", [2, 255, 256, 257])
def test_more_payoffs_than_eight_bits_hold(distinct: int) -> None:
    model = model_of(makers(north=numbered(3), south="a, b, c", east="d, e, f"))
    payoffs = {dm: shuffled(model.count, distinct, seed) for seed, dm in enumerate(model.decision_makers)}
    same_verdicts(with_payoffs(model, payoffs), ("numeric", *FAST), "sets")


@pytest.mark.parametrize("distinct", [2**16 - 2, 2**16 - 1, 2**16, 2**16 + 1, 2**17])
def test_more_payoffs_than_sixteen_bits_hold(distinct: int) -> None:
    model = model_of(
        makers(north=numbered(6), south="a0, a1, a2, a3, a4, a5", east="b0, b1, b2, b3, b4"), "irreversible: [a1, not b2]"
    )
    payoffs = {dm: narrow(shuffled(model.count, distinct, seed)) for seed, dm in enumerate(model.decision_makers)}
    assert {str(payoff.dtype) for payoff in payoffs.values()} == {"uint16" if distinct < 2**16 else "int64"}
    same_verdicts(with_payoffs(model, payoffs), FAST, "numeric")


def test_narrow_and_wide_payoffs_side_by_side() -> None:
    model = model_of(makers(north=numbered(6), south="a0, a1, a2, a3, a4, a5", east="b0, b1, b2, b3, b4"))
    payoffs = {
        "north": narrow(shuffled(model.count, 7, 1)),
        "south": shuffled(model.count, 2**17, 2),
        "east": narrow(shuffled(model.count, 999, 3)),
    }
    same_verdicts(with_payoffs(model, payoffs), FAST, "numeric")


def test_payoffs_of_many_states_are_the_same_in_sixteen_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    situation = read(makers(north=f"{numbered(3)}; wants: [o1, not o0 or o2]", south="x; wants: [x iff o1]"))
    wide = build(situation)
    monkeypatch.setattr(preferences, "FEW", 0)
    short = build(situation)
    for dm, payoff in wide.payoffs.items():
        assert short.payoffs[dm].dtype == np.uint16
        assert short.payoffs[dm].tolist() == payoff.tolist() == dense(payoff).tolist()
    same_verdicts(short, ("numeric", *FAST), "sets")


@pytest.mark.parametrize("name", FAST)
def test_values_too_large_for_sixteen_bits_are_computed_in_full(name: str) -> None:
    model = model_of(makers(north="a, b; wants: [a]", south="c; wants: [not a, c]"), "irreversible: [b]")
    engine, plain = choose_engine(model, name), choose_engine(model, "sets")
    values = np.arange(model.count, dtype=np.int64)[::-1] * 10**12
    for dm in model.decision_makers:
        assert engine.best_move(dm, values).tolist() == plain.best_move(dm, values).tolist()
        assert engine.close([dm], values).tolist() == plain.close([dm], values).tolist()
        assert engine.close_improving([dm], values).tolist() == plain.close_improving([dm], values).tolist()


@pytest.mark.parametrize("name", FAST)
@pytest.mark.parametrize("extra", ["rules: [not (a and c)]", "irreversible: [a, not d]"])
def test_what_compiled_engines_find_is_certified(name: str, extra: str) -> None:
    text = makers(north="a, b; wants: [b, not a]", south="c; wants: [not c, a]", east="d, e; wants: [c iff d, e]")
    found = certified(analyse(read(text, extra), engine=name))
    assert found.without == ()
    assert found.verdicts > 0
