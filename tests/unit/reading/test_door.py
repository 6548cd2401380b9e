"""The door of reading: files, texts, claims files beside them, and what stands in the way."""

import hashlib
from pathlib import Path

import pytest

from lagebild.errors import InputError
from lagebild.reading import load, loads

FILE = "lagebild: 1\ndecision-makers:\n  a:\n    options:\n      x:\n        because: c1\n    wants: [x]\nclaims: claims.yaml\n"
CLAIMS = "speakers:\n  s: {name: S}\nclaims:\n  c1: {says: It is so., by: s}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "s.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "claims.yaml").write_text(CLAIMS, encoding="utf-8")
    return tmp_path


def faults_of(path: Path) -> list[str]:
    """The faults of a file, without the folder's name."""
    with pytest.raises(InputError) as caught:
        load(path)
    return [str(fault).replace(f"{path.parent}/", "") for fault in caught.value.faults]


def test_a_claims_file_lies_beside_the_file_that_names_it(folder: Path) -> None:
    situation = load(folder / "s.yaml")
    assert [claim.id for claim in situation.claims] == ["c1"]
    assert [speaker.id for speaker in situation.speakers] == ["s"]
    assert situation.file == str(folder / "s.yaml")


def test_the_fingerprint_is_that_of_both_files(folder: Path) -> None:
    assert load(folder / "s.yaml").sha256 == hashlib.sha256((FILE + CLAIMS).encode()).hexdigest()


def test_without_a_claims_file_it_is_that_of_the_one() -> None:
    text = FILE.replace("        because: c1\n", "").replace("claims: claims.yaml\n", "")
    assert loads(text).sha256 == loads(text.encode()).sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_claims_text_stands_in_for_the_file() -> None:
    assert loads(FILE, claims_text=CLAIMS) == loads(FILE.encode(), claims_text=CLAIMS.encode())


def test_a_claims_file_is_looked_for_in_the_current_directory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert loads(FILE).claims == load("s.yaml").claims


def test_faults_of_a_claims_file_stand_under_its_name(folder: Path) -> None:
    (folder / "claims.yaml").write_text(CLAIMS.replace("by: s", "by: t, saays: x"), encoding="utf-8")
    assert faults_of(folder / "s.yaml") == [
        'claims.yaml:4:29: claim c1, by: unknown speaker "t". Add it under `speakers:`.',
        'claims.yaml:4:32: claim c1: unknown key "saays". Did you mean "says"?',
    ]


def test_a_broken_claims_file_is_one_fault_and_no_echo(folder: Path) -> None:
    (folder / "claims.yaml").write_text("claims: [\n", encoding="utf-8")
    (only,) = faults_of(folder / "s.yaml")
    assert only.startswith('claims.yaml:1:9: the "[" opened here is not closed')


def test_a_missing_claims_file_is_one_fault_and_no_echo(folder: Path) -> None:
    (folder / "claims.yaml").rename(folder / "claim.yaml")
    assert faults_of(folder / "s.yaml") == [
        's.yaml:8:9: claims: claims.yaml: there is no such file. Did you mean "claim.yaml"?'
    ]


def test_sources_in_both_files_are_joined_and_may_not_collide(folder: Path) -> None:
    (folder / "s.yaml").write_text(FILE + "speakers:\n  s:\n  t: {name: T}\n".replace("  s:\n", "  s: {}\n"), encoding="utf-8")
    assert faults_of(folder / "s.yaml") == [
        'claims.yaml:2:3: speakers: the speaker "s" stands here a second time. It is given in the situation file already.'
    ]


def test_a_mistyped_file_name_is_answered_with_the_nearest(folder: Path) -> None:
    assert faults_of(folder / "claim.yaml") == ['claim.yaml: there is no such file. Did you mean "claims.yaml"?']


def test_a_folder_is_not_a_file(folder: Path) -> None:
    with pytest.raises(InputError, match="this is a folder, not a file"):
        load(folder)


def test_a_name_that_cannot_be_a_file_is_said_so() -> None:
    with pytest.raises(InputError, match="the file cannot be read"):
        load("a\0b")


def test_a_file_too_large_is_not_even_opened(folder: Path) -> None:
    with (folder / "s.yaml").open("ab") as opened:
        opened.truncate(6_000_000)
    (only,) = faults_of(folder / "s.yaml")
    assert only == "s.yaml: the file has 6.0 MB, at most 5 MB are read. Move the claims to a file of their own."


def test_two_hundred_options_are_read_and_not_one_more() -> None:
    def many(count: int) -> str:
        options = "".join(f"      o{number}:\n" for number in range(count))
        return f"lagebild: 1\ndecision-makers:\n  a:\n    options:\n{options}    wants: []\n"

    assert len(loads(many(200)).options) == 200
    with pytest.raises(InputError, match="there are 201 options, at most 200 are read"):
        loads(many(201))


def test_definitions_may_build_on_one_another_but_not_without_end() -> None:
    def chain(count: int) -> str:
        links = "".join(f"  d{number}: not d{number + 1}\n" for number in range(count))
        return (
            f"lagebild: 1\ndecision-makers:\n  a:\n    options: {{x: }}\n    wants: [d0]\ndefinitions:\n{links}  d{count}: x\n"
        )

    assert len(loads(chain(60)).definitions) == 61
    with pytest.raises(InputError, match="build on one another deeper than"):
        loads(chain(2000))
