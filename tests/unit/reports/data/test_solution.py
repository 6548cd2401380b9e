"""The stable contract of ``--format json``."""

import json
from typing import Any

import lagebild as lb
from lagebild.reports.data.solution import analysis_data

DAM = """
lagebild: 1
title: {en: A dam, de: Ein Damm}
language: de
decision-makers:
  upstream:
    name: Upstream state
    options:
      build: build the dam
      release:
        needs: treaty
    wants: [build]
  downstream:
    options:
      sue: go to the court
    wants: [sue if build]
joint-options:
  treaty:
    by: [upstream, downstream]
rules:
  - not (sue and treaty)
circumstances:
  drought: no
definitions:
  quarrel: sue and build
"""


def plain(text: str = DAM, **choices: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(analysis_data(lb.solve(lb.loads(text)), **choices)))
    return found


def test_the_keys_of_the_contract_in_their_order() -> None:
    assert list(plain()) == [
        "lagebild", "situation", "decision_makers", "options", "state_count", "status_quo", "states", "stability", "equilibria",
        "definitions", "circumstances", "engine", "seconds",
    ]  # fmt: skip


def test_names_and_title_stand_in_the_language_of_the_situation() -> None:
    found = plain()
    assert found["situation"]["title"] == "Ein Damm"
    assert len(found["situation"]["sha256"]) == 64
    assert found["decision_makers"][0] == {
        "id": "upstream",
        "name": "Upstream state",
        "options": ["upstream.build", "upstream.release", "upstream.treaty"],
    }
    assert found["decision_makers"][1]["name"] == "downstream"


def test_options_carry_their_decision_maker_and_consents_come_last() -> None:
    assert plain()["options"] == [
        "upstream.build",
        "upstream.release",
        "downstream.sue",
        "upstream.treaty",
        "downstream.treaty",
    ]


def test_a_state_is_its_pattern_with_what_is_ready_and_offered() -> None:
    states = {state["state"]: state for state in plain()["states"]}
    assert states[1] == {"state": 1, "taken": ["upstream.build"]}
    assert states[10] == {
        "state": 10,
        "taken": ["upstream.release", "upstream.treaty"],
        "ready": ["upstream.release"],
        "offers": ["upstream.treaty"],
    }
    assert states[26]["taken"] == ["upstream.release", "upstream.treaty", "downstream.treaty"]
    assert "offers" not in states[26]


def test_definitions_and_circumstances() -> None:
    found = plain()
    assert found["definitions"] == {"quarrel": [5, 7, 13, 15, 21, 23]}
    assert found["circumstances"] == {"drought": False}


def test_every_list_of_states_is_sorted() -> None:
    found = plain()
    lists = [*found["equilibria"].values(), *found["definitions"].values(), found["status_quo"]]
    lists += [labels for by_dm in found["stability"].values() for labels in by_dm.values()]
    assert all(labels == sorted(labels) for labels in lists)


def test_open_circumstances_give_cases_and_what_survives() -> None:
    text = DAM.replace("drought: no", "drought: open").replace("[sue if build]", "[sue if (build and drought), not sue]")
    found = plain(text)
    assert "states" not in found
    assert "equilibria" not in found
    assert [case["circumstances"] for case in found["cases"]] == [{"drought": False}, {"drought": True}]
    assert [case["orders"] for case in found["cases"]] == [{}, {}]
    held = [set(case["equilibria"]["nash"]) for case in found["cases"]]
    assert set(found["all"]["nash"]) == held[0] & held[1]
    assert set(found["some"]["nash"]) == held[0] ^ held[1]
    everything = {state["state"] for state in found["cases"][0]["states"]}
    assert set(found["none"]["nash"]) == everything - held[0] - held[1]


def test_open_orders_are_named_by_their_address() -> None:
    text = DAM.replace("[build]", "[{any-order: [build, not release]}]")
    orders = [case["orders"] for case in plain(text)["cases"]]
    assert orders == [{"wants.upstream.1": ["1-1", "1-2"]}, {"wants.upstream.1": ["1-2", "1-1"]}]


def test_with_many_options_numbers_are_texts() -> None:
    options = "\n".join(f"      o{number}: o" for number in range(54))
    rules = "\n".join(f"  - not o{number}" for number in range(1, 53))
    text = f"lagebild: 1\ntitle: t\ndecision-makers:\n  a:\n    options:\n{options}\n    wants: [o53]\nrules:\n{rules}\n"
    found = plain(text)
    assert found["state_count"] == "4"
    assert found["status_quo"] == ["0"]
    assert found["states"][2]["state"] == str(2**53)
    assert found["equilibria"]["nash"] == [str(2**53), str(2**53 + 1)]


def test_with_very_many_states_they_are_left_out_and_equilibria_cut() -> None:
    options = "\n".join(f"      o{number}: o" for number in range(13))
    text = f"lagebild: 1\ntitle: t\ndecision-makers:\n  a:\n    options:\n{options}\n    wants: []\n"
    found = plain(text)
    assert "states" not in found
    assert "stability" not in found
    assert found["state_count"] == 8192
    assert found["equilibria"]["nash"] == list(range(1000))
    assert found["truncated"] is True
    assert len(plain(text, states=True, limit=5)["states"]) == 8192
    assert plain(text, limit=5)["equilibria"]["seq"] == [0, 1, 2, 3, 4]


def test_graph_form_calls_states_by_their_ids() -> None:
    text = """
lagebild: 1
title: t
states:
  s1: {name: one}
  s2: {name: two}
decision-makers:
  a:
    moves: {s1: [s2]}
    ranking: [[s2], [s1]]
today: s1
"""
    found = plain(text)
    assert found["options"] == []
    assert found["status_quo"] == ["s1"]
    assert found["states"] == [{"state": "s1", "taken": []}, {"state": "s2", "taken": []}]
    assert found["equilibria"]["nash"] == ["s2"]


def test_a_what_if_is_named() -> None:
    text = DAM + "what-if:\n  dry:\n    changes:\n      - {set: drought, value: yes}\n"
    found = analysis_data(lb.solve(lb.loads(text), what_if="dry"))
    assert found["what_if"] == "dry"
    assert found["circumstances"] == {"drought": True}
