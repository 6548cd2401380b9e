"""``lagebild places --fix`` and HTML texts: what is written, what is left, how it ends."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from lagebild.evidence.texts import fingerprint
from tests.unit.cli.test_places import FILE, FIRST, SECOND, TEXT, folder, run, said

__all__ = ["folder"]

LATER = f"New on Friday.\n\n{TEXT}"
CHANGED = LATER.replace("spring", "autumn")
TOLD = FILE.replace("    title: The paper\n", f"    title: The paper\n    text-sha256: {'a' * 64} # first read\n")


def page(*paragraphs: str) -> str:
    written = "".join(f"<p>{paragraph.replace('the', '<em>the</em>')}</p>\n" for paragraph in paragraphs)
    return f"<!DOCTYPE html><html><body><nav><a href='/'>Start</a></nav><article>{written}</article></body></html>"


def places(file: Path) -> str:
    return " ".join(
        line.strip()
        for line in file.read_text("utf-8").splitlines()
        if line.strip().startswith(("start:", "end:", "paragraph:"))
    )


def test_what_moved_is_rewritten_and_holds_from_then_on(folder: Path) -> None:
    (folder / "article.txt").write_text(LATER, encoding="utf-8")
    result = run("bridge.yaml", "--text", "article.txt", "--fix")
    assert result.exit_code == 0
    assert "Rewritten: 2 bridge.yaml:14:3 announced: paragraph 1, 0 to 48 → paragraph 2, 16 to 64" in said(result)
    assert said(result).endswith("Written: bridge.yaml.")
    assert places(folder / "bridge.yaml") == "paragraph: 2 start: 16 end: 64 paragraph: 3 start: 66 end: 115"
    assert "Verified: 2" in said(run("bridge.yaml", "--text", "article.txt"))


def test_what_changed_is_left_and_the_old_text_stays_the_reference(folder: Path) -> None:
    (folder / "bridge.yaml").write_text(TOLD, encoding="utf-8")
    (folder / "article.txt").write_text(CHANGED, encoding="utf-8")
    result = run("bridge.yaml", "--text", "article.txt", "--fix")
    assert result.exit_code == 1
    assert "Changed: 1 bridge.yaml:23:3 begins: paragraph 2, 50 to 99 reads differently" in said(result)
    assert "Rewritten: 1 bridge.yaml:15:3 announced" in said(result)
    assert "text-sha256 stays as it is, because these are not shown to stand in this text: begins." in said(result)
    assert (folder / "bridge.yaml").read_text("utf-8") == TOLD.replace("graph: 1", "graph: 2").replace(
        "start: 0", "start: 16"
    ).replace("end: 48", "end: 64")


def test_the_text_becomes_the_reference_once_all_stands_in_it(folder: Path) -> None:
    (folder / "bridge.yaml").write_text(TOLD, encoding="utf-8")
    assert "all places of this source stand in this text" in said(run("bridge.yaml", "--text", "article.txt", "--fix"))
    told = said(run("bridge.yaml", "--text", "article.txt"))
    assert "paper: this is the text that the places were taken from" in told
    assert " # first read\n" in (folder / "bridge.yaml").read_text("utf-8")


def test_a_dry_run_tells_the_same_and_writes_nothing(folder: Path) -> None:
    (folder / "article.txt").write_text(LATER, encoding="utf-8")
    before = (folder / "bridge.yaml").read_bytes(), (folder / "bridge.yaml").stat().st_mtime_ns
    result = run("bridge.yaml", "--text", "article.txt", "--fix", "--dry-run")
    assert result.exit_code == 1
    assert "To be rewritten: 2 bridge.yaml:14:3 announced: paragraph 1, 0 to 48 → paragraph 2, 16 to 64" in said(result)
    assert said(result).endswith("Nothing was written; without --dry-run it would be: bridge.yaml.")
    assert ((folder / "bridge.yaml").read_bytes(), (folder / "bridge.yaml").stat().st_mtime_ns) == before


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("announced", "denied").replace("begins", "ends")])
def test_with_nothing_to_rewrite_the_file_is_not_touched(folder: Path, text: str) -> None:
    (folder / "article.txt").write_text(text, encoding="utf-8")
    os.utime(folder / "bridge.yaml", ns=(1, 1))
    inode = (folder / "bridge.yaml").stat().st_ino
    result = run("bridge.yaml", "--text", "article.txt", "--fix")
    assert result.exit_code == (0 if text == TEXT else 1)
    assert said(result).endswith("There is nothing to rewrite. No file was touched.")
    assert ((folder / "bridge.yaml").stat().st_mtime_ns, (folder / "bridge.yaml").stat().st_ino) == (1, inode)


def test_a_claims_file_is_rewritten_where_it_is_and_the_other_is_not_touched(folder: Path) -> None:
    head, claims = FILE.split("claims:\n")
    (folder / "record").mkdir()
    (folder / "record" / "claims.yaml").write_text(f"claims:\n{claims}", encoding="utf-8")
    (folder / "bridge.yaml").write_text(f"{head}claims: record/claims.yaml\n", encoding="utf-8")
    os.utime(folder / "bridge.yaml", ns=(1, 1))
    (folder / "article.txt").write_text(LATER, encoding="utf-8")
    result = run("bridge.yaml", "--text", "article.txt", "--fix")
    assert said(result).replace(os.sep, "/").endswith("Written: record/claims.yaml.")
    assert places(folder / "record" / "claims.yaml").startswith("paragraph: 2 start: 16 end: 64")
    assert (folder / "bridge.yaml").stat().st_mtime_ns == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights of their own on Windows")
def test_a_link_stays_a_link_and_rights_stay(folder: Path) -> None:
    (folder / "article.txt").write_text(LATER, encoding="utf-8")
    (folder / "bridge.yaml").rename(folder / "real.yaml")
    (folder / "real.yaml").chmod(0o640)
    (folder / "bridge.yaml").symlink_to("real.yaml")
    assert run("bridge.yaml", "--text", "article.txt", "--fix").exit_code == 0
    assert (folder / "bridge.yaml").is_symlink()
    assert places(folder / "real.yaml").startswith("paragraph: 2")
    assert (folder / "real.yaml").stat().st_mode & 0o777 == 0o640


def test_a_file_that_may_not_be_written_is_named_and_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "article.txt").write_text(LATER, encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    result = run("bridge.yaml", "--text", "article.txt", "--fix")
    assert (result.exit_code, result.stderr) == (2, "cannot write bridge.yaml: it is read only. Nothing was written.\n")
    assert (folder / "bridge.yaml").read_text("utf-8") == FILE


def test_one_of_several_places_is_left_to_a_person(folder: Path) -> None:
    (folder / "article.txt").write_text(f"{SECOND}\n\nAnd {FIRST}\n\nAgain: {FIRST}\n", encoding="utf-8")
    result = run("bridge.yaml", "--text", "article.txt", "--fix", "--language", "de")
    assert result.exit_code == 1
    assert "Verschoben, an eine von mehreren Stellen: 1 bridge.yaml:14:3 announced" in said(result)
    assert "Absatz 1, 0 bis 48 → Absatz 2, 55 bis 103, die nächste von 2 Stellen mit dieser Passage" in said(result)
    assert "Neu geschrieben: 1 bridge.yaml:22:3 begins" in said(result)
    data = json.loads(run("bridge.yaml", "--text", "article.txt", "--format", "json").stdout)
    assert [place["start"] for place in data["claims"][0]["places"][0]["several"]] == [55, 112]


def test_json_tells_what_was_written(folder: Path) -> None:
    (folder / "bridge.yaml").write_text(TOLD, encoding="utf-8")
    (folder / "article.txt").write_text(LATER, encoding="utf-8")
    dry, wet = (
        json.loads(run("bridge.yaml", "--text", "article.txt", "--fix", *more, "--format", "json").stdout)
        for more in (["--dry-run"], [])
    )
    assert (dry["holds"], dry["fix"]["written"], wet["holds"], wet["fix"]["written"]) == (False, False, True, True)
    assert dry["fix"]["places"] == wet["fix"]["places"]
    assert wet["fix"]["places"][0] == {
        "claim": "announced",
        "place": 0,
        "at": {"paragraph": 1, "start": 0, "end": 48, "sha256": fingerprint(FIRST)},
        "now": {"paragraph": 2, "start": 16, "end": 64, "sha256": fingerprint(FIRST)},
    }
    assert wet["fix"]["texts"] == [{"source": "paper", "reference": True, "held_by": []}]
    assert wet["fix"]["files"] == ["bridge.yaml"]


def test_a_file_of_another_program_has_no_places_to_rewrite(folder: Path) -> None:
    (folder / "other.gmcr").write_text(
        '{"decisionMakers": [{"name": "A", "options": [0], "preferences": []}],'
        ' "options": [{"name": "go", "permittedDirection": "both"}], "infeasibles": []}',
        encoding="utf-8",
    )
    result = run("other.gmcr", "--text", "article.txt", "--fix")
    assert result.exit_code == 0
    assert said(result).endswith("0 claims have a place. There is nothing to rewrite. No file was touched.")


@pytest.mark.parametrize(
    "arguments",
    [["bridge.yaml", "--text", "article.txt", "--dry-run"], ["--find", "x", "--text", "article.txt", "--fix"], ["--fix"]],
)
def test_what_does_not_go_together_is_said(folder: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")


class TestHtml:
    def test_the_same_words_have_moved_never_changed(self, folder: Path) -> None:
        (folder / "article.html").write_text(page("New on Friday, and rather long.", f"{FIRST} {SECOND}"), encoding="utf-8")
        result = run("bridge.yaml", "--text", "article.html", "--fix")
        assert result.exit_code == 0
        assert "paper: this is the main text of an HTML page, 2 paragraphs." in said(result)
        assert "begins: paragraph 2, 50 to 99 → paragraph 2, 82 to 131" in said(result)
        assert "Verified: 2" in said(run("bridge.yaml", "--text", "article.html"))

    def test_a_place_is_taken_from_html_as_it_is_checked(self, folder: Path) -> None:
        (folder / "article.html").write_text(page(FIRST, SECOND), encoding="utf-8")
        assert run("--find", SECOND, "--text", "article.html").stdout == run("--find", SECOND, "--text", "article.txt").stdout
        assert run("bridge.yaml", "--text", "article.html").exit_code == 0

    def test_one_paragraph_is_counted_as_one(self, folder: Path) -> None:
        (folder / "article.html").write_text(page(FIRST), encoding="utf-8")
        assert "Haupttext einer HTML-Seite, 1 Absatz." in said(run("bridge.yaml", "--text", "article.html", "--language", "de"))

    def test_without_the_library_one_line_says_what_to_install(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        (folder / "article.html").write_text(page(FIRST), encoding="utf-8")
        result = run("bridge.yaml", "--text", "article.html")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("an HTML text needs trafilatura, which is not installed.")
        assert result.stderr.count("\n") == 1
