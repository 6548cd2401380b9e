"""Files are there whole or not at all; JSON is one value whatever the stream can encode."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from lagebild.cli.output import json_text, print_json, print_parts, write_whole
from lagebild.errors import InputError


def test_a_file_is_written_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "out.txt", "Grüße\n")
    assert (tmp_path / "out.txt").read_bytes() == "Grüße\n".encode()
    assert os.listdir(tmp_path) == ["out.txt"]


def test_an_interruption_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")

    def interrupted(source: str, destination: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, "new")
    assert target.read_text("utf-8") == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_a_file_is_not_overwritten_where_it_must_not_be(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")
    with pytest.raises(InputError, match=r"exists already. Choose another name"):
        write_whole(target, "new", overwrite=False)
    assert target.read_text("utf-8") == "old"


def test_a_folder_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot write"):
        write_whole(tmp_path / "nowhere" / "out.txt", "x")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no POSIX file modes to compare")
def test_a_written_file_has_the_rights_of_any_other_file(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    write_whole(tmp_path / "out.txt", "x")
    assert (tmp_path / "out.txt").stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize(
    "data", [{}, [], {"a": []}, {"a": [1, 2], "b": {"c": [{"d": "ü"}, {}]}}, [[1], [2]], "x", {"a": {"b": 1}}]
)
def test_json_text_is_the_value(data: object) -> None:
    assert json.loads(json_text(data)) == data
    assert json.loads(json_text(data, ascii_only=True)) == data


def test_lists_of_numbers_stand_on_one_line() -> None:
    assert json_text({"nash": [1, 2, 3]}) == '{\n "nash": [1, 2, 3]\n}'


def test_json_is_escaped_where_the_stream_cannot_encode_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    print_json({"title": "Nordkoreanische Kräfte"})
    stream.flush()
    assert json.loads(stream.buffer.getvalue()) == {"title": "Nordkoreanische Kräfte"}


def test_text_in_a_file_has_no_blanks_at_line_ends(tmp_path: Path) -> None:
    print_parts(lambda console: ["one   ", "two"], tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text("utf-8") == "one\ntwo\n"
