"""Programs and files that propose: strictly read, within limits."""

import sys
import time
from pathlib import Path

import pytest

from lagebild.drafting import Backend, outside, propose
from lagebild.drafting.outside import sentence_lines
from lagebild.errors import InputError
from lagebild.evidence.proposals import Proposals
from lagebild.evidence.texts import SourceText
from tests.unit.drafting.reading import reading, source

TEXT = 'The dam is finished. "It will hold for a hundred years," said Minister Karl Stein.'


def by(program: str, tmp_path: Path, seconds: float = 30) -> Proposals:
    """What a program in Python proposes."""
    file = tmp_path / "program.py"
    file.write_text(f"import json, sys, time\n{program}\n", "utf-8")
    command = f'"{sys.executable}" "{file}"'
    return propose(SourceText(text=TEXT), source("en"), Backend(kind="command", what=command, seconds=seconds))


def test_a_program_gets_numbered_sentences_and_answers_ids(tmp_path: Path) -> None:
    program = (
        "head, *lines = map(json.loads, sys.stdin)\n"
        "assert head['lagebild-draft'] == 1 and head['language'] == 'en' and head['published'] == '2025-03-05'\n"
        "for line in lines:\n"
        "    number = {1: 'one', 2: 'two'}[line['id']]\n"
        "    print(json.dumps({'id': line['id'], 'says': f'Sentence {number} says so.'}))"
    )
    found = by(program, tmp_path)
    assert found.backend.startswith("command ")
    assert [flag.code for proposal in found.stopped for flag in proposal.flags] == ["figure-not-there"]
    assert [proposal.speaker for proposal in found.proposals] == ["author"]


def test_what_a_program_leaves_out_comes_from_the_rules(tmp_path: Path) -> None:
    (proposal,) = by("print(json.dumps({'id': 2, 'says': 'Stein calls it lasting.'}))", tmp_path).proposals
    assert (proposal.speaker, proposal.form, proposal.told_as) == ("karl-stein", "direct", "reported")


BROKEN = {
    "no JSON": ("print('hello')", "no JSON"),
    "a list": ("print('[1]')", "expected an object"),
    "no sentence": ('print(\'{"id": 99}\'); print(\'{"id": 99, "says": "x"}\')', "not the number of a sentence"),
    "a truth value for a number": ('print(\'{"id": true, "says": "x"}\')', "not the number of a sentence"),
    "no word of the vocabulary": ('print(\'{"id": 1, "told-as": "proven"}\')', "Choose one of"),
    "a figure that is none": ('print(\'{"id": 1, "figures": [{"value": "many"}]}\')', "is not a number"),
    "not a number": ('print(\'{"id": 1, "figures": [{"value": NaN}]}\')', "no JSON"),
    "a date that never was": ('print(\'{"id": 1, "when": "2025-02-30"}\')', "is not a date"),
    "deeply nested": ("print('[' * 100000)", "no JSON"),
    "bytes": ("sys.stdout.buffer.write(b'\\xff\\xfe')", "no JSON"),
    "it fails": ("sys.exit('out of luck')", "ended with code 1: out of luck"),
}


@pytest.mark.parametrize(("program", "message"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_is_a_fault(program: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        by(program, tmp_path)


def test_a_program_that_does_not_end_is_ended_with_what_it_started(tmp_path: Path) -> None:
    begun = time.monotonic()
    child = tmp_path / "child"
    program = f"import subprocess\nsubprocess.Popen(['sh', '-c', 'sleep 2; touch {child}'])\ntime.sleep(60)"
    with pytest.raises(InputError, match="has not ended"):
        by(program, tmp_path, seconds=1)
    assert time.monotonic() - begun < 10
    time.sleep(2)
    assert not child.exists()


def test_a_program_that_answers_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "MOST_BYTES", 100_000)
    with pytest.raises(InputError, match="more than"):
        by("while True: print('x' * 10000)", tmp_path)


@pytest.mark.parametrize("command", ["", "no-such-program-anywhere", '"unclosed'])
def test_a_program_that_is_not_there_is_a_fault(command: str) -> None:
    with pytest.raises(InputError, match=r"command|start"):
        propose(SourceText(text=TEXT), source("en"), Backend(kind="command", what=command))


def test_nothing_is_done_by_a_shell(tmp_path: Path) -> None:
    there = tmp_path / "there"
    command = f'"{sys.executable}" -c pass ; touch {there}'
    propose(SourceText(text=TEXT), source("en"), Backend(kind="command", what=command))
    assert not there.exists()


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        propose(SourceText(text=TEXT), source("en"), Backend(kind="file", what=str(tmp_path / "none.jsonl")))


def test_every_sentence_is_given_with_its_number() -> None:
    lines = list(sentence_lines(reading(TEXT, "en")))
    assert len(lines) == 3
    assert '"id": 2' in lines[2]
