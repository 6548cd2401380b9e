"""``lagebild check``: exit codes, what the page says, the JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lagebild.cli.main import cli
from lagebild.reports.words import phrases

GUESSED = """
lagebild: 1
title: Answer and offer
decision-makers:
  anna:
    name: Anna
    options:
      x: give an answer
    wants:
      - x if y
      - not x
  ben:
    name: Ben
    options:
      y: make an offer
    wants:
      - y
      - x or y
questions:
  - ask: Why would Anna answer?
    why: x
    by: anna
"""

SOURCED = """
lagebild: 1
title: One who decides
decision-makers:
  anna:
    because: told
    options:
      x:
        because: told
    wants:
      - statement: x
        because: told
claims:
  told:
    says: So it is.
"""

HELD = """
lagebild: 1
title: Host and guest
decision-makers:
  host:
    name: the host
    options:
      invite: invite the guest
    wants:
      - not invite
  guest:
    name: the guest
    options:
      deploy: send soldiers
    wants:
      - deploy
rules:
  - deploy only if invite
"""


def run(tmp_path: Path, text: str, *options: str) -> int:
    file = tmp_path / "case.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        cli.main(["check", str(file), *options], prog_name="lagebild")
    code = left.value.code
    assert isinstance(code, int)
    return code


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed, lines joined, so that a test does not depend on where they break."""
    return " ".join(capsys.readouterr().out.split())


def test_a_sound_file_ends_with_0(tmp_path: Path) -> None:
    assert run(tmp_path, GUESSED) == 0


def test_a_fault_ends_with_2_and_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, GUESSED.replace("- not x", "- not xx")) == 2
    assert 'unknown option "xx"' in capsys.readouterr().err


def test_strict_ends_with_1_and_lists_each_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, GUESSED, "--strict") == 1
    lines = capsys.readouterr().err.splitlines()
    # Four wants, two options, two orders, and the count.
    assert len(lines) == 9
    assert any("case.yaml:10:9: order.anna.1: unsourced" in line for line in lines)
    assert lines[-1] == "--strict: 8 lines and orders rest on no claim."


def test_strict_is_content_where_everything_names_a_claim(tmp_path: Path) -> None:
    assert run(tmp_path, SOURCED, "--strict") == 0


def test_the_page_tells_the_order_that_matters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, GUESSED)
    page = said(capsys)
    assert "You made 2 order decisions" in page
    assert "1 does not matter" in page
    assert "This one does (seq):" in page
    assert "1. Anna: “give an answer if make an offer” above “not give an answer” unsourced, line 10" in page
    assert "1 stable outcome vanishes: “give an answer + make an offer”; 1 appears: “make an offer”" in page
    assert "“give an answer” holds in all stable outcomes; it would hold in no stable outcome." in page


def test_what_assumes_nothing_stands_apart_and_what_today_leaves_out_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    what_if = "what-if:\n  other:\n    changes:\n      - {drop: 2, of: anna}\n"
    run(tmp_path, f"{GUESSED}today:\n  x: unknown\n{what_if}")
    page = said(capsys)
    assert "8 of 8 lines rest on no claim. 6 of them are assumptions:" in page
    assert "1 only says that something is open or not known: 24 today, give an answer: not known" in page
    assert "1 is a what-if, which assumes nothing: 26 what if: other" in page
    assert "Not mentioned under today, and so taken for not done: “make an offer”." in page


def test_the_page_tells_whom_a_rule_holds_in_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, HELD)
    page = said(capsys)
    assert "Because the guest holds to “send soldiers”, the host cannot give up: “invite the guest”." in page
    assert "write `needs`" in page


def test_the_page_speaks_german(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, GUESSED, "--language", "de")
    page = said(capsys)
    assert "Auf diese eine kommt es an (seq):" in page
    assert "Was ohne Quelle angenommen ist" in page
    assert "ohne Quelle, Zeile 10" in page
    assert "Behauptung" not in page


def test_without_orders_the_page_says_that_nothing_was_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, GUESSED, "--no-orders")
    assert "was not tried (--orders tries them)" in said(capsys)


def test_what_matters_goes_by_the_concept_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, GUESSED, "--concept", "nash") == 0
    assert "This one does (nash):" in said(capsys)
    assert run(tmp_path, GUESSED, "--concept", "nsah") == 2


def test_json_carries_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, GUESSED, "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert [(order["address"], order["effect"]) for order in data["orders"]] == [
        ("order.anna.1", "matters"), ("order.ben.1", "nothing"),
    ]  # fmt: skip
    assert data["orders"][0]["difference"]["equilibria"]["nash"] == {"appear": [2], "vanish": [3], "cases": 1}
    assert data["numbers"]["feasible_states"] == {"least": 4, "most": 4}
    assert len(data["unsourced"]) == 6


def test_too_large_is_told_after_what_could_be_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = "\n".join(f"      o{number}:" for number in range(30))
    text = f"lagebild: 1\ntitle: Large\ndecision-makers:\n  anna:\n    options:\n{options}\n    wants:\n      - o1\n"
    assert run(tmp_path, text) == 3
    page = said(capsys)
    assert "Not solved:" in page
    assert "Nobody's wants depend on 29 options" in page


EVERY_LINE = """
lagebild: 1
title: Everything rests on something
decision-makers:
  anna:
    because: told
    options:
      x:
        because: told
      y:
        because: told
    wants:
      - statement: x
        because: told
        above:
          because: told
      - any-order:
          - statement: y
            because: told
          - statement: not j
            because: told
  ben:
    because: told
    options:
      z:
        because: told
    weights:
      x:
        weight: 2
        because: told
  carl:
    because: told
    options:
      w:
        because: told
    ranking:
      - tier: w
        because: told
      - the rest
joint-options:
  j:
    by:
      - anna
      - ben
    because: told
rules:
  - statement: not (x and y and z)
    because: told
irreversible:
  - option: x
    because: told
impossible-moves:
  - by: ben
    from: x
    because: told
circumstances:
  rain:
    value: yes
    because: told
definitions:
  quarrel:
    statement: x and z
    because: told
today:
  x:
    value: no
    because: told
what-if:
  other:
    changes:
      - set: rain
        value: no
    because: told
claims:
  told:
    says: So it is.
    in: letter
sources:
  letter:
    language: en
"""

WHERE = [number for number, line in enumerate(EVERY_LINE.split("\n")) if line.strip() == "because: told"]


@pytest.mark.parametrize("where", WHERE, ids=lambda where: EVERY_LINE.split("\n")[where - 1].strip())
def test_strict_fails_as_soon_as_any_one_line_names_no_claim(
    where: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = EVERY_LINE.split("\n")
    assert run(tmp_path, EVERY_LINE, "--strict", "--no-orders") == 0
    lines[where] = lines[where].replace("because", "against")
    text = "\n".join(lines)
    capsys.readouterr()
    assert run(tmp_path, text, "--strict", "--no-orders") == 1
    assert ": unsourced" in capsys.readouterr().err


def test_strict_fails_for_programs_too_and_when_nothing_could_be_solved(tmp_path: Path) -> None:
    assert run(tmp_path, GUESSED, "--strict", "--format", "json") == 1
    options = "\n".join(f"      o{number}:" for number in range(30))
    text = f"lagebild: 1\ntitle: Large\ndecision-makers:\n  anna:\n    options:\n{options}\n    wants:\n      - o1\n"
    assert run(tmp_path, text, "--strict") == 1


ODD = f"""{SOURCED}    told-as: confirmed
    when: last winter
    by: lavrov
speakers:
  lavrov:
    name:
      en: Sergey Lavrov
      de: Sergej Lawrow
    role: spokesman
    office:
      name:
        en: President of Russia
        de: Präsident Russlands
  clown:
    name: Ada Ufer
    role: clown
as-of: 2024-05-01
"""


def test_what_is_odd_in_the_record_is_told_and_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, ODD, "--strict") == 0
    page = said(capsys)
    assert "What is odd in the record" in page
    assert "Sergey Lavrov (speakers.lavrov): the file says “President of Russia”." in page
    assert (
        "For 2024-05-01 (the day of the situation) the table has Sergey Lavrov, Minister of Foreign Affairs of Russia" in page
    )
    assert "(since 2004-03-09); Vladimir Putin, President of Russia (since 2012-05-07). No correction stands beside it." in page
    assert "To look up: https://" in page
    assert "1 claim is told as confirmed, and nobody says by whom (`confirmed-by`): told" in page
    assert "1 claim names no source (`in`): told" in page
    assert "2 speakers have roles that are not in the vocabulary" in page
    assert "lavrov: “spokesman”; perhaps “spokesperson”? clown: “clown”" in page
    assert "1 time (`when`) cannot be read as a date: told: “last winter”" in page


def test_what_is_odd_in_the_record_is_told_in_german(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, ODD, "--language", "de")
    page = said(capsys)
    assert "Was an den Angaben auffällt" in page
    assert "Sergej Lawrow (speakers.lavrov): In der Datei steht „Präsident Russlands“." in page
    assert "Eine Berichtigung steht nicht daneben." in page
    assert "lavrov: „spokesman“; vielleicht „spokesperson“?" in page


@pytest.mark.parametrize(
    ("dates", "when"),
    [
        ("      since: 2020\n", "For the time since 2020 the table has"),
        ("      until: 2024\n", "For the time until 2024 the table has"),
        ("      since: 2020\n      until: 2024\n", "For the time from 2020 to 2024 the table has"),
    ],
)
def test_an_office_with_dates_is_told_for_these(
    dates: str, when: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, ODD.replace("        de: Präsident Russlands\n", f"        de: Präsident Russlands\n{dates}"))
    assert when in said(capsys)


def test_the_wrong_office_of_the_real_example_is_told_with_its_correction(capsys: pytest.CaptureFixture[str]) -> None:
    file = Path(__file__).parents[3] / "examples" / "north-korea-2024.yaml"
    with pytest.raises(SystemExit):
        cli.main(["check", str(file), "--no-orders"], prog_name="lagebild")
    page = said(capsys)
    assert "Lloyd Austin (speakers.austin): the text says “US foreign minister”. For 2024-10-24 (when illner-2024" in page
    assert "Lloyd Austin, Secretary of Defense of the United States (2021-01-22 to 2025-01-20)" in page
    assert "Antony Blinken, Secretary of State of the United States (2021-01-26 to 2025-01-20)" in page
    assert "A correction stands beside it." in page


def test_json_carries_what_is_odd_in_the_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, ODD, "--format", "json")
    record = json.loads(capsys.readouterr().out)["record"]
    (office,) = record["offices"]
    assert (office["speaker"], office["named_by"], office["day"], office["compared_by"]) == (
        "lavrov",
        "file",
        "2024-05-01",
        "as-of",
    )
    assert office["held"][0] == {
        "person": "Sergey Lavrov", "office": "Minister of Foreign Affairs of Russia", "since": "2004-03-09", "until": None,
        "acting": False,
    }  # fmt: skip
    assert office["corrected"] is False
    assert record["unconfirmed"] == record["without_source"] == ["told"]
    assert record["roles"][1] == {"speaker": "clown", "role": "clown", "meant": ""}
    assert record["unreadable_times"] == [{"claim": "told", "when": "last winter"}]


@pytest.mark.parametrize("area", ["check", "lines"])
def test_every_phrase_exists_in_both_languages_with_the_same_fields(area: str) -> None:
    english, german = phrases(area, "en"), phrases(area, "de")
    assert english.keys() == german.keys()
