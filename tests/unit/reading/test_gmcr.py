"""GMCR+ files: what they say as a situation, state numbers translated, and every fault at its place."""

from __future__ import annotations

import copy
import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.errors import InputError, TooLargeError
from lagebild.model import build
from lagebild.reading.gmcr import MAX_OPTIONS, read_gmcr
from lagebild.situation import PreferenceStatement, Situation
from lagebild.statements import in_words

File = dict[str, Any]


def dam(**changes: Any) -> File:
    """Two neighbours, three options, listed decision maker by decision maker."""
    file: File = {
        "program": "gmcr-py",
        "version": "0.3.12",
        "options": [
            {"name": "Build the dam", "permittedDirection": "fwd"},
            {"name": "Release water", "permittedDirection": "both"},
            {"name": "Go to court", "permittedDirection": "back"},
        ],
        "decisionMakers": [
            {
                "name": "Upstream State",
                "options": [0, 1],
                "preferences": [
                    [[2, "N"]],
                    {"compound": True, "members": [[[0, "Y"], [1, "N"]], [[1, "Y"]]]},
                ],
            },
            {"name": "Nachbar im Süden", "options": [2], "preferences": [[[0, "N"], [2, "N"]]]},
        ],
        "infeasibles": [[[1, "Y"], [2, "Y"]]],
        "useManualPreferenceRanking": False,
    }
    return {**copy.deepcopy(file), **changes}


def read(file: Any, *, name: str = "dam.gmcr") -> Situation:
    return read_gmcr(json.dumps(file), file=name)


def wants(situation: Situation, dm: str) -> list[str]:
    return [
        in_words(want.statement) for want in situation.decision_maker(dm).wants or () if isinstance(want, PreferenceStatement)
    ]


def refused(file: Any) -> str:
    with pytest.raises(InputError) as caught:
        read(file)
    return str(caught.value)


# --- what a file says -------------------------------------------------------------------------------------------------


def test_names_become_ids_and_stay_as_names() -> None:
    situation = read(dam())
    assert [dm.id for dm in situation.decision_makers] == ["upstream-state", "nachbar-im-süden"]
    assert [option.key for option in situation.options] == [
        "upstream-state.build-the-dam",
        "upstream-state.release-water",
        "nachbar-im-süden.go-to-court",
    ]
    assert situation.name_in_words("go-to-court") == "Go to court"
    assert situation.name_in_words("upstream-state") == "Upstream State"
    assert str(situation.title) == "dam"
    assert situation.file == "dam.gmcr"
    assert situation.warnings == ()


def test_patterns_become_statements_most_important_first() -> None:
    situation = read(dam())
    assert wants(situation, "upstream-state") == ["not go-to-court", "(build-the-dam and not release-water) or release-water"]
    assert wants(situation, "nachbar-im-süden") == ["not build-the-dam and not go-to-court"]
    assert [line.address for line in situation.lines() if line.address.startswith("wants.")] == [
        "wants.upstream-state.1", "wants.upstream-state.2", "wants.nachbar-im-süden.1",
    ]  # fmt: skip


def test_an_infeasible_pattern_becomes_a_rule_against_it() -> None:
    compound = {"compound": True, "members": [[[0, "Y"], [2, "Y"]], [[1, "N"]]]}
    situation = read(dam(infeasibles=[[[1, "Y"], [2, "Y"]], compound]))
    assert [(rule.address, in_words(rule.statement)) for rule in situation.rules] == [
        ("rules.1", "not (release-water and go-to-court)"),
        ("rules.2", "not ((build-the-dam and go-to-court) or not release-water)"),
    ]


def test_forward_stays_taken_and_back_stays_given_up() -> None:
    situation = read(dam())
    assert [(line.address, line.option, line.taken) for line in situation.irreversible] == [
        ("irreversible.build-the-dam", "upstream-state.build-the-dam", True),
        ("irreversible.not go-to-court", "nachbar-im-süden.go-to-court", False),
    ]


def test_who_has_no_preferences_is_indifferent() -> None:
    file = dam()
    file["decisionMakers"][0]["preferences"] = []
    del file["decisionMakers"][1]["preferences"]
    situation = read(file)
    assert [dm.wants for dm in situation.decision_makers] == [(), ()]


def test_what_is_read_can_be_built() -> None:
    model = build(read(dam()))
    assert [int(state) for state in model.states] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["Wait", "wait!", "WAIT"], ["wait", "wait-2", "wait-3"]),
        (["Not", "If"], ["option-not", "option-if"]),
        (["2nd try", "???", ""], ["option-2nd-try", "option-2", "option-3"]),
        (["A  b\tc", "a-b_c", "x² / y"], ["a-b-c", "a-b-c-2", "x-y"]),
        (["U\u0308ber", "Straße", "北京"], ["über", "straße", "北京"]),
        (["a", "a-2", "a"], ["a", "a-2", "a-3"]),
    ],
)
def test_any_name_gives_an_id_of_its_own(names: list[str], ids: list[str]) -> None:
    options = [{"name": name, "permittedDirection": "both"} for name in names]
    file = dam(options=options, decisionMakers=[{"name": "A", "options": list(range(len(names)))}], infeasibles=[])
    assert [option.id for option in read(file).options] == ids


def test_an_option_that_two_have_by_the_same_name_is_called_with_its_owner() -> None:
    file = dam(
        options=[{"name": "Attack"}, {"name": "Attack"}],
        decisionMakers=[
            {"name": "A", "options": [0], "preferences": [[[1, "N"]]]},
            {"name": "B", "options": [1], "preferences": [[[0, "N"], [1, "Y"]]]},
        ],
        infeasibles=[],
    )
    situation = read(file)
    assert wants(situation, "a") == ["not b.attack"]
    assert wants(situation, "b") == ["not a.attack and b.attack"]
    assert build(situation).count == 4


def test_an_option_may_be_written_as_its_name_alone() -> None:
    situation = read(dam(options=["Build the dam", "Release water", "Go to court"]))
    assert [option.id for option in situation.options] == ["build-the-dam", "release-water", "go-to-court"]
    assert situation.irreversible == ()


# --- rankings ---------------------------------------------------------------------------------------------------------


def ranked(*rankings: Any, key: str = "preferenceRanking", switch: str = "useManualPreferenceRanking", **changes: Any) -> File:
    file = dam(**changes)
    del file["useManualPreferenceRanking"]
    file[switch] = True
    for person, ranking in zip(file["decisionMakers"], rankings, strict=True):
        person[key] = ranking
    return file


def tiers(situation: Situation, dm: str) -> list[tuple[int | str, ...]]:
    ranking = situation.decision_maker(dm).ranking
    assert ranking is not None
    return [tier.states for tier in ranking.tiers]


@pytest.mark.parametrize(
    ("key", "switch"),
    [
        ("preferenceRanking", "useManualPreferenceRanking"),
        ("preferenceVector", "useManualPreferenceVectors"),
        ("preferenceVector", "useManualPreferenceRanking"),
    ],
)
def test_a_ranking_counts_states_from_one_among_the_feasible_ones(key: str, switch: str) -> None:
    # Feasible of the eight patterns: 0 to 5 (release and court exclude one another), so number n is pattern n - 1.
    situation = read(ranked([2, [4, 1], 3, 6, 5], [1, 2, 3, 4, 5, 6], key=key, switch=switch))
    assert tiers(situation, "upstream-state") == [(1,), (3, 0), (2,), (5,), (4,)]
    assert situation.decision_maker("upstream-state").wants is None
    assert [line.address for line in situation.lines() if line.address.startswith("ranking.upstream-state")] == [
        "ranking.upstream-state", *(f"ranking.upstream-state.{position}" for position in range(1, 6)),
    ]  # fmt: skip
    assert build(situation).payoffs["upstream-state"].tolist() == [3, 4, 2, 3, 0, 1]


def test_infeasible_states_in_between_are_not_counted() -> None:
    # Without option 0 taken alone or with 1 alone: feasible are 0, 3, 4, 7.
    file = ranked([4, 3, 2, 1], [[1, 2, 3, 4]], infeasibles=[[[0, "Y"], [1, "N"]], [[0, "N"], [1, "Y"]]])
    assert tiers(read(file), "upstream-state") == [(7,), (4,), (3,), (0,)]
    assert tiers(read(file), "nachbar-im-süden") == [(0, 3, 4, 7)]


def test_a_ranking_is_left_out_unless_the_file_says_that_it_counts() -> None:
    file = dam()
    file["decisionMakers"][0]["preferenceRanking"] = [99]
    assert wants(read(file), "upstream-state") == wants(read(dam()), "upstream-state")


def test_states_are_renumbered_where_options_are_not_listed_by_decision_maker() -> None:
    file = ranked([1, 2, 3, 4, 5, 6, 7, 8], [8, 7, 6, 5, 4, 3, 2, 1], infeasibles=[])
    file["decisionMakers"][0]["options"] = [2, 0]
    file["decisionMakers"][1]["options"] = [1]
    situation = read(file)
    assert [option.id for option in situation.options] == ["build-the-dam", "go-to-court", "release-water"]
    # Option 1 of the file is option 2 here and the other way round: patterns 2 and 4, 3 and 5 change places.
    assert tiers(situation, "upstream-state") == [(0,), (1,), (4,), (5,), (2,), (3,), (6,), (7,)]
    assert situation.warnings == (
        "options are numbered decision maker by decision maker: states are numbered otherwise in GMCR+",
    )


@pytest.mark.parametrize(
    ("ranking", "message"),
    [
        ([1, 2, 3], 'the ranking of "Upstream State" misses: 4'),
        ([1, 2, 3, 4, 5], 'the ranking of "Upstream State" misses: 6'),
        ([1, 2, 3, 4, 5, 6, 7], 'the ranking of "Upstream State" has no such states: 7'),
        ([1, 2, [3, 3], 4, 5, 6], 'the ranking of "Upstream State" lists twice: 3'),
        ([1, 1, 3, 4, 5, 6], 'the ranking of "Upstream State" misses: 2'),
        ([], 'the ranking of "Upstream State" misses: 1'),
    ],
)
def test_a_ranking_lists_every_feasible_state_once(ranking: list[Any], message: str) -> None:
    text = refused(ranked(ranking, [1, 2, 3, 4, 5, 6]))
    assert message in text
    assert "feasible states from 1" in text


def test_a_ranking_that_should_count_must_be_there() -> None:
    file = ranked([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6])
    del file["decisionMakers"][1]["preferenceRanking"]
    assert '"Nachbar im Süden" has no preferenceRanking' in refused(file)


def test_a_ranking_over_more_states_than_can_be_numbered_is_too_large() -> None:
    # No state is feasible, but that shows only when the last option of each pattern is decided.
    count = 40
    options = [{"name": f"option {number}"} for number in range(count)]
    nothing = [[[0, "Y"]], [[0, "N"]]]
    people = [{"name": "A", "options": list(range(count)), "preferenceRanking": [1]}]
    file = dam(options=options, decisionMakers=people, infeasibles=nothing, useManualPreferenceRanking=True)
    with pytest.raises(TooLargeError, match="too many to number"):
        read(file)


@st.composite
def unordered_files(draw: st.DrawFn) -> File:
    """Files whose options belong to anybody and whose ranking is complete."""
    count = draw(st.integers(1, 5))
    owners = draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    literal = st.tuples(st.integers(0, count - 1), st.sampled_from("YN")).map(list)
    infeasibles = draw(st.lists(st.lists(literal, min_size=1, max_size=3), max_size=3))
    return dam(
        options=[{"name": f"option {number}", "permittedDirection": "both"} for number in range(count)],
        decisionMakers=[
            {"name": name, "options": [index for index in range(count) if owners[index] == number]}
            for number, name in enumerate("ABC")
        ],
        infeasibles=infeasibles,
        useManualPreferenceRanking=True,
    )


@given(unordered_files(), st.randoms(use_true_random=False))
def test_a_ranked_state_has_the_same_options_taken_here_as_there(file: File, random: Any) -> None:
    count = len(file["options"])
    patterns = [bits for bits in range(1 << count) if not any(matches(bits, pattern) for pattern in file["infeasibles"])]
    numbers = list(range(1, len(patterns) + 1))
    random.shuffle(numbers)
    for person in file["decisionMakers"]:
        person["preferenceRanking"] = numbers
    situation = read(file)
    here = [option.name.in_language("en") for option in situation.options]
    for number, (state,) in zip(numbers, tiers(situation, "a"), strict=True):
        assert isinstance(state, int)
        taken = {here[bit] for bit in range(count) if state >> bit & 1}
        assert taken == {f"option {bit}" for bit in range(count) if patterns[number - 1] >> bit & 1}


def matches(bits: int, pattern: list[list[Any]]) -> bool:
    return all(bool(bits >> index & 1) == (value == "Y") for index, value in pattern)


# --- what is left out -------------------------------------------------------------------------------------------------


def test_what_is_not_understood_is_left_out_with_a_warning() -> None:
    file = dam(colour="blue", coalitions=[[0, 1]], coalitionsFull=[])
    file["options"][0]["refs"] = 2
    file["decisionMakers"][0]["mood"] = "bad"
    file["decisionMakers"][0]["payoffs"] = [1, 2, 3]
    file["decisionMakers"][1]["misperceptions"] = [[[0, "Y"]]]
    assert read(file).warnings == (
        '"colour" of the file is not known and left out',
        "coalitions are left out: every analysis of coalitions names its own",
        '"refs" of option "Build the dam" is not known and left out',
        '"mood" of decision maker "Upstream State" is not known and left out',
        'misperceptions of "Nachbar im Süden" are left out',
    )


@pytest.mark.parametrize("changes", [{"coalitions": [0, 1]}, {"coalitionsFull": [{"name": "x"}]}])
def test_coalitions_of_one_say_nothing_and_are_not_worth_a_word(changes: File) -> None:
    assert read(dam(**changes)).warnings == ()


# --- faults -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "dam.gmcr:1:1: this is no JSON: expecting value"),
        ("{\n  \"options\": [,]\n}", "dam.gmcr:2:15: this is no JSON: expecting value"),
        ('{"options": []', "dam.gmcr:1:15: this is no JSON: expecting ',' delimiter"),
        ("[]", "dam.gmcr:1:1: a GMCR+ file is an object with options and decisionMakers, this is a list"),
        ("null", "dam.gmcr:1:1: a GMCR+ file is an object with options and decisionMakers, this is null"),
        ('{"options": [], "options": []}', 'dam.gmcr:1:1: the key "options" occurs twice in one object'),
        ('{"options": [NaN]}', "dam.gmcr:1:1: NaN is no number"),
        ('{"options": [' + "9" * 5000 + "]}", "dam.gmcr:1:1: the number 99999999… is too large"),
        ("[" * 100_000, "dam.gmcr:1:1: lists and objects nest too deeply"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_at_its_place(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_gmcr(text, file="dam.gmcr")
    assert str(caught.value) == message


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_gmcr("\ufeff" + json.dumps(dam()), file="dam.gmcr") == read(dam())


def at(path: str) -> tuple[Any, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("options", {}, "options is a list, not an object"),
        ("options.0", 7, "an option is an object with a name, not a number"),
        ("options.0.name", 7, "the name of the option is missing or no text"),
        ("options.0.name", "\ud800", "the name of the option is no readable text"),
        ("options.0.permittedDirection", "up", 'unknown direction "up". Write "both", "fwd" or "back".'),
        ("options.0.permittedDirection", None, 'unknown direction null. Write "both", "fwd" or "back".'),
        ("decisionMakers", "x", "decisionMakers is a list, not a text"),
        ("decisionMakers.0", [], "a decision maker is an object with a name and options, not a list"),
        ("decisionMakers.0.name", None, "the name of the decision maker is missing or no text"),
        ("decisionMakers.0.options", None, "options is a list, not null"),
        ("decisionMakers.0.options.0", "0", 'an option is called by its place in the list from 0, not "0"'),
        ("decisionMakers.0.options.0", True, "an option is called by its place in the list from 0, not true"),
        ("decisionMakers.0.options.0", 3, "there is no option 3. Options count from 0 to 2."),
        ("decisionMakers.0.options.0", -1, "there is no option -1. Options count from 0 to 2."),
        ("decisionMakers.0.preferences", 1.5, "preferences is a list, not a number"),
        ("decisionMakers.0.preferences.0", "YN-", "a pattern is a list of [option, Y or N], not a text"),
        ("decisionMakers.0.preferences.0", [],
         'an empty pattern fits every state. Name at least one option, as in [[0, "Y"]].'),
        ("decisionMakers.0.preferences.0.0", [2], 'a pattern consists of pairs such as [0, "Y"], not [2]'),
        ("decisionMakers.0.preferences.0.0.1", "-", 'an option is Y or N in a pattern, not "-"'),
        ("decisionMakers.0.preferences.0.0.1", [], "an option is Y or N in a pattern, not []"),
        ("decisionMakers.0.preferences.0.0.0", 9, "there is no option 9. Options count from 0 to 2."),
        ("decisionMakers.0.preferences.1.members", {}, "a compound pattern has compound: true and a list of members"),
        ("decisionMakers.0.preferences.1.members", [],
         "a compound pattern without members never holds. Take it out."),
        ("decisionMakers.0.preferences.1.members.1", 3, "a pattern is a list of [option, Y or N], not a number"),
        ("infeasibles", False, "infeasibles is a list, not true or false"),
        ("infeasibles.0.0", None, 'a pattern consists of pairs such as [0, "Y"], not null'),
        ("useManualPreferenceRanking", "no", "useManualPreferenceRanking is true or false, not a text"),
    ],
)  # fmt: skip
def test_what_has_the_wrong_shape_is_named_with_its_line_and_column(path: str, value: Any, message: str) -> None:
    file = dam()
    part: Any = file
    *way, last = at(path)
    for step in way:
        part = part[step]
    part[last] = value
    text = json.dumps(file, indent=1)
    with pytest.raises(InputError) as caught:
        read_gmcr(text, file="dam.gmcr")
    told = [fault for fault in caught.value.faults if message in str(fault)]
    assert told
    place = told[0].place
    assert place is not None
    line = text.splitlines()[place.line - 1]
    shape = json.dumps(value, indent=1).splitlines()[0]
    assert line[place.column - 1 :].startswith((shape, "{"))


def test_every_fault_is_told_at_once_in_the_order_of_the_file() -> None:
    file = dam()
    file["options"][1]["permittedDirection"] = "up"
    file["decisionMakers"][1]["options"] = [7]
    file["infeasibles"] = [[[0, "?"]]]
    assert [line.split(": ", 1)[1] for line in refused(file).splitlines()] == [
        'unknown direction "up". Write "both", "fwd" or "back".',
        'option 2, "Go to court", belongs to no decision maker. Add it to the options of the decision maker who takes it.',
        "there is no option 7. Options count from 0 to 2.",
        'an option is Y or N in a pattern, not "?"',
    ]


def test_an_option_belongs_to_exactly_one_decision_maker() -> None:
    file = dam()
    file["decisionMakers"][1]["options"] = [1, 2]
    assert 'option 1, "Release water", belongs to Upstream State and to Nachbar im Süden. Give it to one of them' in refused(
        file
    )
    file["decisionMakers"][0]["options"] = [0, 0]
    file["decisionMakers"][1]["options"] = [2]
    assert 'option 1, "Release water", belongs to no decision maker' in refused(file)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ({}, "options is missing"),
        ({"options": []}, "decisionMakers is missing"),
        (dam(options=[], decisionMakers=[], infeasibles=[]), "nobody decides. At least one decision maker is needed."),
        (dam(options=[], decisionMakers=[{"name": "A", "options": []}], infeasibles=[]),
         "there is nothing to decide. At least one option is needed."),
        (dam(options=["x"] * (MAX_OPTIONS + 1)), f"there are {MAX_OPTIONS + 1} options, at most {MAX_OPTIONS} are read"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(file: File, message: str) -> None:
    assert message in refused(file)


def values() -> st.SearchStrategy[Any]:
    return st.recursive(
        st.none() | st.booleans() | st.integers(-2, 4) | st.floats() | st.sampled_from(["Y", "N", "both", "A", ""]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "options", "members"]), inner),
        max_leaves=6,
    )


def paths(part: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [*([way] if way else []), *itertools.chain.from_iterable(paths(inner, (*way, step)) for step, inner in steps)]


@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_never_a_traceback(data: st.DataObject) -> None:
    file: Any = ranked([1, 2, [3, 4], 5, 6], [6, 5, 4, 3, 2, 1])
    for way in data.draw(st.lists(st.sampled_from(paths(file)), min_size=1, max_size=3)):
        part = file
        for step in way[:-1]:
            if not isinstance(part, dict | list) or (isinstance(part, list) and not isinstance(step, int)):
                break
            part = part.get(step) if isinstance(part, dict) else part[step] if step < len(part) else None
        if isinstance(part, dict) or (isinstance(part, list) and isinstance(way[-1], int) and way[-1] < len(part)):
            part[way[-1]] = data.draw(values())
    told = outcome(json.dumps(file))
    assert told


def outcome(text: str) -> str:
    """What reading says: the title, or every fault."""
    try:
        return str(read_gmcr(text, file="dam.gmcr").title)
    except InputError as error:
        return str(error)
