"""What conclusions hinge on, worked by hand; and what is said when the search ends early."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from lagebild.analyses.hinges import Hinge, Hinges, hinges
from lagebild.analyses.hinges.carriers import Carriers
from lagebild.analyses.hinges.runs import Run, Runs
from lagebild.analyses.neighbours import neighbours
from lagebild.errors import InputError
from lagebild.reading import loads
from lagebild.situation import Situation
from tests.unit.model.small import makers, read

PAGE = Path(__file__).parents[3] / "docs" / "theory" / "hinges.md"


def road() -> Situation:
    """The file of the theory page."""
    return loads(re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0])


def claims(*ids: str) -> str:
    listed = ", ".join(f"{id_}: {{says: It is said., by: unnamed}}" for id_ in ids)
    return f"claims: {{{listed}}}"


def lost(situation: Situation, mode: str, *keys: str, grain: str = "claim") -> Run:
    carriers = Carriers(situation, grain, mode)
    places = [carrier.key for carrier in carriers.listed]
    return Runs(neighbours(situation)).after(carriers.loss(places.index(key) for key in keys))


def hinge(found: Hinges, grain: str = "claim", mode: str = "withdraw", number: int = 0) -> Hinge:
    sifting = found.sifting(grain, mode)
    assert sifting is not None
    return sifting.hinges[number]


def members(found: Hinge) -> list[tuple[str, ...]]:
    return [cut.members for cut in found.cuts]


# --- the page ---------------------------------------------------------------------------------------------------------

ENGINEER, MINISTER, BUDGET = "engineer-says", "minister-says", "budget-says"
ROWS = [
    ((ENGINEER,), "some", "none"),
    ((MINISTER,), "all", "all"),
    ((BUDGET,), "all", "all"),
    ((MINISTER, BUDGET), "some", "none"),
    ((ENGINEER, MINISTER, BUDGET), "some", "all"),
]


@pytest.mark.parametrize(("gone", "withdrawn", "negated"), ROWS, ids=["+".join(row[0]) for row in ROWS])
def test_table_of_the_page(gone: tuple[str, ...], withdrawn: str, negated: str) -> None:
    assert lost(road(), "withdraw", *gone).values == ((withdrawn,),)
    assert lost(road(), "negate", *gone).values == ((negated,),)


def test_what_turns_an_answer_back_hides_no_cut_and_corroboration_halves_responsibility() -> None:
    for largest in (2, 3):
        found = hinges(road(), grains=["claim"], largest=largest)
        for mode in ("withdraw", "negate"):
            assert members(hinge(found, mode=mode)) == [(ENGINEER,), (MINISTER, BUDGET)]
            shares = dict(hinge(found, mode=mode).responsibilities())
            assert shares == {ENGINEER: Fraction(1), MINISTER: Fraction(1, 2), BUDGET: Fraction(1, 2)}


def test_smallest_is_said_of_the_smallest_only() -> None:
    cuts = hinge(hinges(road(), grains=["claim"], largest=3)).cuts
    assert [(len(cut.members), cut.smallest, cut.proven) for cut in cuts] == [(1, True, True), (2, False, True)]


def test_a_larger_cut_is_called_the_smallest_only_if_all_smaller_sets_were_tried() -> None:
    situation = read(
        makers(north="build; wants: [{statement: build, because: a or b or c or d}]", south=""),
        "questions: [{when: build}]",
        claims("a", "b", "c", "d"),
    )
    for largest, known in ((2, False), (3, True), (4, True)):
        (cut,) = hinge(hinges(situation, grains=["claim"], largest=largest)).cuts
        assert (cut.members, cut.proven, cut.smallest) == (("a", "b", "c", "d"), True, known)
    assert not hinge(hinges(situation, grains=["claim"], largest=3, shrink=False)).cuts
    assert not hinge(hinges(situation, grains=["claim"], largest=1)).cuts


def test_losing_every_want_leaves_somebody_indifferent_and_says_so() -> None:
    assert lost(road(), "withdraw", ENGINEER, MINISTER, BUDGET).indifferent == ("ministry",)
    assert lost(road(), "withdraw", MINISTER, BUDGET).indifferent == ()
    assert lost(road(), "negate", ENGINEER, MINISTER, BUDGET).indifferent == ()


def test_indifference_in_one_case_only_is_said_too() -> None:
    situation = read(
        makers(north="build; wants: [build or drought]", south="; wants: []"),
        "circumstances: {drought: {value: no, because: a}}",
        "questions: [{when: build}]",
        claims("a"),
    )
    assert lost(situation, "withdraw", "a").indifferent == ("north",)
    assert lost(situation, "withdraw", "a").values == (("some",),)


def test_somebody_who_never_preferred_anything_is_not_told_to_be_left_with_nothing() -> None:
    situation = read(
        makers(north="build; wants: [{statement: build, because: a}]", south="sue; wants: []"),
        "questions: [{when: build}]",
        claims("a"),
    )
    assert lost(situation, "withdraw", "a").indifferent == ("north",)


# --- cases ------------------------------------------------------------------------------------------------------------

DROUGHT = (
    makers(north="build, arm; wants: [build iff drought, arm iff flood]", south="; wants: []"),
    "circumstances: {drought: open, flood: {value: yes, because: a}}",
    "questions: [{when: build}, {when: arm}]",
    claims("a"),
)


def test_a_case_that_a_loss_splits_is_judged_by_all_its_parts() -> None:
    """Without drought nobody builds, with it they do; the second question is open only once the flood is."""
    situation = read(*DROUGHT)
    assert Runs(neighbours(situation)).base == (("none", "all"), ("all", "all"))
    assert lost(situation, "withdraw", "a").values == (("none", "all"), ("some", "some"))
    assert lost(situation, "negate", "a").values == (("none", "all"), ("none", "none"))


def test_orders_that_are_open_before_and_after_are_compared_one_by_one() -> None:
    """Of two contradictory wants the first decides. A third one that may stand anywhere leaves that as it was."""
    situation = read(
        makers(
            north="build, arm; wants: [{any-order: [build, not build], above: a}, arm]",
            south="; wants: []",
        ),
        "questions: [{when: build}]",
        claims("a"),
    )
    assert Runs(neighbours(situation)).base == (("all", "none"),)
    assert lost(situation, "withdraw", "a").values == (("all", "none"),)


# --- no answer --------------------------------------------------------------------------------------------------------


def test_no_answer_is_told_apart_with_its_reason() -> None:
    situation = read(
        makers(north="build; ranking: [build, nothing]", south="sue; wants: [sue]"),
        "rules: [{statement: not sue, because: a}]",
        "questions: [{when: build}]",
        claims("a"),
    )
    (cut,) = hinge(hinges(situation, grains=["claim"])).cuts
    assert (cut.after, cut.undefined) == (("undefined",), True)
    assert "2 of 4 feasible states are not ranked" in cut.reason


def test_a_word_without_meaning_leaves_only_questions_that_use_it_without_an_answer() -> None:
    situation = read(
        makers(north="build; wants: [build]", south="sue; wants: [sue]"),
        "definitions: {quarrel: {statement: sue, because: a}}",
        "questions: [{when: quarrel}, {when: sue}]",
        claims("a"),
    )
    found = hinges(situation, grains=["claim"])
    (cut,) = hinge(found).cuts
    assert (cut.undefined, cut.reason) == (True, "")
    assert hinge(found, number=1).cuts == ()


def test_a_file_without_a_question_has_nothing_to_hinge_on() -> None:
    with pytest.raises(InputError, match="asks no question with a statement"):
        hinges(read(makers(north="build; wants: [build]", south="")))


# --- what can be lost -------------------------------------------------------------------------------------------------


def voices() -> Situation:
    return read(
        makers(north="build; wants: [{statement: build, because: a and b and c and d}]", south=""),
        "questions: [{when: build}]\nsources: {paper: {title: P}}\nspeakers: {minister: {name: M}}",
        "claims: {a: {says: A}, b: {says: B}, c: {says: C, in: paper}, d: {says: D, by: minister, origin: paper},"
        " e: {says: E, by: minister}}",
    )


def test_nobody_in_particular_is_not_one_voice() -> None:
    """a and b are by unnamed people nobody knows where; c is by whoever wrote the paper; e carries no line."""
    found = {
        grain: {c.key: c.claims for c in Carriers(voices(), grain, "withdraw").listed}
        for grain in ("claim", "origin", "speaker")
    }
    assert list(found["claim"]) == ["a", "b", "c", "d"]
    assert found["origin"] == {"paper": ("c", "d")}
    assert found["speaker"] == {"minister": ("d",)}


def test_a_what_if_is_no_line_that_can_be_lost() -> None:
    situation = read(
        makers(north="build; wants: [build]", south=""),
        "questions: [{when: build}]",
        "what-if: {else: {changes: [{drop: 1, of: north}], because: a}}",
        claims("a"),
    )
    assert Carriers(situation, "claim", "withdraw").listed == ()
    assert "what-if.else" not in [carrier.key for carrier in Carriers(situation, "line", "withdraw").listed]


# --- ending early -----------------------------------------------------------------------------------------------------


def test_without_time_nothing_is_claimed() -> None:
    found = hinges(road(), grains=["claim"], seconds=0)
    assert found.interrupted
    assert [(part.complete_to, part.interrupted, part.complete) for part in found.siftings] == [(0, True, False)] * 2
    assert all(not hinge.cuts for part in found.siftings for hinge in part.hinges)


def stopping_after(count: int) -> list[int]:
    return list(range(count))


@pytest.mark.parametrize("moment", range(0, 40, 3))
def test_stopped_at_any_moment_what_is_told_is_so(moment: int) -> None:
    left = stopping_after(moment)

    def progress(done: int, total: int) -> None:
        assert done <= total
        if not left:
            raise KeyboardInterrupt
        left.pop()

    whole = hinges(road(), largest=3)
    found = hinges(road(), largest=3, progress=progress)
    assert found.interrupted == (not left)
    for part, complete in zip(found.siftings, whole.siftings, strict=True):
        assert part.interrupted or part.complete_to == complete.complete_to
        for some, every in zip(part.hinges, complete.hinges, strict=True):
            known = {cut.members: cut for cut in every.cuts}
            assert {cut.members for cut in some.cuts} <= set(known)
            assert {m for m in known if len(m) <= part.complete_to} <= {cut.members for cut in some.cuts}
            assert all(known[cut.members].smallest for cut in some.cuts if cut.smallest)


@pytest.mark.parametrize("moment", range(8))
def test_stopped_while_something_is_solved_that_is_not_taken_for_tried(moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three claims with a line each. Whatever is being solved, a single, a pair, all three, counts for nothing."""
    situation = read(
        makers(
            north="build, arm; wants: [{statement: build, because: a}, {statement: arm, because: b}]",
            south="sue; wants: [{statement: sue, because: c}]",
        ),
        "questions: [{when: sue}, {when: arm or sue}, {when: build or arm or sue}]",
        claims("a", "b", "c"),
    )
    whole = hinges(situation, grains=["claim"], modes=["withdraw"], largest=3).siftings[0]
    solved = Runs._run
    calls = iter(range(moment))

    def run(self: Runs, loss: frozenset[tuple[str, str]]) -> Run:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return solved(self, loss)

    monkeypatch.setattr(Runs, "_run", run)
    part = hinges(situation, grains=["claim"], modes=["withdraw"], largest=3).siftings[0]
    assert part.interrupted == (part.complete_to < 3)
    for some, every in zip(part.hinges, whole.hinges, strict=True):
        assert set(some.cuts) <= set(every.cuts)
        assert {c for c in every.cuts if len(c.members) <= part.complete_to} <= set(some.cuts)


def test_singles_that_are_known_stay_known_where_no_time_is_left_for_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, *[0.5] * 4, *[2.0] * 100])
    monkeypatch.setattr("lagebild.analyses.hinges.whole.time.monotonic", lambda: next(clock))
    found = hinges(road(), grains=["claim"], modes=["withdraw"], largest=2, seconds=1)
    part = found.siftings[0]
    assert (part.complete_to, part.interrupted) == (1, True)
    assert members(part.hinges[0]) == [(ENGINEER,)]


def test_only_the_question_that_was_named_is_searched() -> None:
    situation = read(*DROUGHT)
    found = hinges(situation, grains=["claim"], question=2)
    assert [asked.question for asked in found.conclusions] == [2]
    assert [members(hinge(found))] == [[("a",)]]
