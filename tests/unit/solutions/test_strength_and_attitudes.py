"""What a file says of strength and of attitudes: read, written again, asked for, refused where nothing is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import lagebild
from lagebild.cli.main import cli
from lagebild.errors import InputError, NotApplicableError, TooLargeError
from lagebild.model import build
from lagebild.model.strength import contradicted, levels
from lagebild.reading.writing import situation_text
from lagebild.solutions import analyse, concept_named
from tests.catalogue.verdicts import states_with

EXAMPLES = Path(__file__).parents[3] / "docs" / "theory" / "examples"

WANTS = """
lagebild: 1
title: T
decision-makers:
  a:
    options: {x: x, y: y, z: z}
    wants:
      - x
      - statement: y
        strong: yes
      - z
  b:
    options: {p: p}
    wants: [p]
"""

RANKING = """
lagebild: 1
title: T
decision-makers:
  a:
    options: {x: x, y: y}
    ranking:
      - tier: x + y
        strong: yes
      - x
      - tier: y
        strong: yes
      - the rest
  b:
    options: {p: p}
    weights: {p: 1}
"""


def level_of(text: str, dm: str) -> list[int]:
    found: list[int] = levels(build(lagebild.loads(text)), dm).tolist()
    return found


# --- strength ---------------------------------------------------------------------------------------------------------


def test_a_strong_want_and_those_above_it_make_large_differences() -> None:
    """x counts 1, y 2, z 4: x goes before y, and z makes none."""
    assert level_of(WANTS, "a")[:8] == [0, 2, 1, 3, 0, 2, 1, 3]
    assert set(level_of(WANTS, "b")) == {0}


def test_in_any_order_a_strong_want_counts_where_it_stands_in_the_case() -> None:
    text = WANTS.replace("      - z\n", "").replace("      - x\n", "      - any-order:\n          - x\n          - z\n", 1)
    text = text.replace("          - x\n          - z\n      - statement: y\n        strong: yes\n",
                        "          - statement: x\n            strong: yes\n          - z\n      - y\n")  # fmt: skip
    situation = lagebild.loads(text)
    found = {tuple(levels(build(situation, case), "a")[:8].tolist()) for case in situation.cases()}
    assert found == {(0, 1, 0, 1, 0, 1, 0, 1), (0, 1, 0, 1, 2, 3, 2, 3)}


def test_a_strong_tier_stands_much_above_all_below_it() -> None:
    assert level_of(RANKING, "a")[:4] == [0, 1, 1, 2]


def test_weights_make_small_differences() -> None:
    situation = lagebild.loads(WANTS.replace("wants: [p]", "weights: {p: 1}"))
    assert set(levels(build(situation), "b").tolist()) == {0}


def test_payoffs_that_go_against_what_is_strong_are_found_out() -> None:
    """As they may where comparisons are unknown and settled one way or the other."""
    model = build(lagebild.loads(WANTS))
    assert contradicted(model) == ()
    turned = {**model.payoffs, "a": -model.payoffs["a"], "b": -model.payoffs["b"]}
    assert contradicted(replace(model, payoffs=turned)) == ("a",)
    assert "goes against" in concept_named("seq-strong").refuses(replace(model, payoffs=turned))


@pytest.mark.parametrize("code", ["gmr-strong", "smr-strong", "seq-strong"])
def test_where_nothing_is_strong_strong_stability_is_refused(code: str) -> None:
    with pytest.raises(NotApplicableError, match=f"{code} does not apply here: no want and no tier of a ranking is `strong`"):
        analyse(lagebild.loads(WANTS.replace("strong: yes", "strong: no")), [code])


def test_a_strong_want_says_yes_or_no() -> None:
    with pytest.raises(InputError, match="strong"):
        lagebild.loads(WANTS.replace("strong: yes", "strong: very"))


# --- attitudes --------------------------------------------------------------------------------------------------------


def with_attitudes(said: str) -> lagebild.Situation:
    return lagebild.loads(WANTS.replace("    options: {p: p}", f"    attitudes: {said}\n    options: {{p: p}}"))


@pytest.mark.parametrize("code", ["rnash", "rgmr", "rsmr", "rseq"])
def test_where_nothing_is_said_of_attitudes_relational_stability_is_refused(code: str) -> None:
    with pytest.raises(NotApplicableError, match=f"{code} does not apply here: the file says nothing of anybody's `attitudes`"):
        analyse(lagebild.loads(WANTS), [code])


def test_an_attitude_to_nobody_known_is_refused_with_the_name_meant() -> None:
    with pytest.raises(InputError, match='unknown decision maker "c"'):
        with_attitudes("{c: positive}")


def test_an_attitude_is_one_of_three() -> None:
    with pytest.raises(InputError, match="positive, neutral"):
        with_attitudes("{a: friendly}")


def test_devotion_is_to_be_neutral_to_oneself_and_positive_to_another() -> None:
    """b gives p up where a wants that, although b wants p."""
    situation = lagebild.loads(
        WANTS.replace("      - z\n", "      - z\n      - not p\n").replace(
            "    options: {p: p}", "    attitudes: {a: positive, b: neutral}\n    options: {p: p}"
        )
    )
    assert states_with(situation, "nash", by="b") == tuple(range(8, 16))
    assert states_with(situation, "rnash", by="b") == tuple(range(8))


def test_more_states_than_sets_are_made_of_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lagebild.engine.SetEngine.most", 8)
    with pytest.raises(TooLargeError, match="sets of states"):
        analyse(with_attitudes("{a: negative}"), ["rseq"])


# --- written again ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [WANTS, RANKING, WANTS.replace("wants: [p]", "wants: [p]\n    attitudes: {a: negative}")])
def test_a_file_written_again_says_the_same(text: str) -> None:
    situation = lagebild.loads(text)
    again = lagebild.loads(situation_text(situation))
    for dm, other in zip(situation.decision_makers, again.decision_makers, strict=True):
        assert [want.strong for want in dm.single_wants] == [want.strong for want in other.single_wants]
        assert dm.attitudes == other.attitudes
        if dm.ranking is not None and other.ranking is not None:
            assert [tier.strong for tier in dm.ranking.tiers] == [tier.strong for tier in other.ranking.tiers]


# --- told -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("file", "codes"),
    [("arms-race.yaml", "seq,seq-strong,gmr-strong,smr-strong"), ("dam-with-attitudes.yaml", "nash,rnash,rgmr,rsmr,rseq")],
)
def test_the_commands_take_them(file: str, codes: str, language: str) -> None:
    for command in ("solve", "explain", "paths"):
        done = CliRunner().invoke(cli, [command, str(EXAMPLES / file), "--concept", codes, "--language", language])
        assert (done.exit_code, done.exception) == (0, None)
        assert codes.rpartition(",")[2] in done.output
