"""The nightly search, tried on little: it finds nothing where nothing is wrong, and something where something is."""

from __future__ import annotations

import random

import pytest

from tests import nightly
from tests.oracle import definitions as oracle


def test_fifty_models_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert nightly.main(["50", "--chunk", "20"]) == 0
    # On a busy machine lines on how far it is come before.
    assert capsys.readouterr().out.splitlines()[-1].startswith("50 models agree")


def test_the_chunks_come_in_order_and_cover_every_seed() -> None:
    found = list(nightly.searches(7, 12, processes=2, chunk=5))
    assert [(chunk.first, chunk.models) for chunk in found] == [(7, 5), (12, 5), (17, 2)]


def test_the_same_seed_draws_the_same_model() -> None:
    assert nightly.situation_drawn(3) == nightly.situation_drawn(3)
    assert nightly.situation_drawn(3) != nightly.situation_drawn(4)


def test_a_wrong_answer_is_found_with_its_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    def strict(conflict: oracle.Conflict, concept: str, i: str) -> set[oracle.State]:
        """A definition that somebody got wrong: nobody is ever stable under seq."""
        return set() if concept == "seq" else honest(conflict, concept, i)

    honest = oracle.stable_states
    monkeypatch.setattr(oracle, "stable_states", strict)
    found = nightly.search(100, 5)
    assert found.seed is not None
    assert found.seed == 100 + found.models
    assert "seq of north" in found.what


def test_a_disagreement_is_printed_with_the_way_to_repeat_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def one_bad_chunk(*_: object, **__: object) -> list[nightly.Found]:
        return [nightly.Found(0, 5), nightly.Found(5, 2, seed=7, what="numeric: seq of north")]

    monkeypatch.setattr(nightly, "searches", one_bad_chunk)
    assert nightly.main(["10"]) == 1
    printed = capsys.readouterr().out
    assert "Seed 7 disagrees: numeric: seq of north" in printed
    assert "decision-makers:" in printed
    assert "python -m tests.nightly 1 --from 7" in printed


def test_hinges_are_tried_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(rng: random.Random) -> None:
        raise AssertionError("a hinge that is none")

    monkeypatch.setattr(nightly, "agree_on_any_losses", wrong)
    found = nightly.search(nightly.HINGES_EVERY - 3, 5)
    assert (found.seed, found.models) == (nightly.HINGES_EVERY - 1, 2)
    assert "a hinge that is none" in found.what
