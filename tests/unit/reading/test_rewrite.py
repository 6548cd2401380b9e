"""New places in files that people write: which bytes change, and that no other does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.errors import InputError
from lagebild.evidence.mending import Mending, mend
from lagebild.evidence.places import check_places
from lagebild.evidence.texts import SourceText, fingerprint
from lagebild.reading import load
from lagebild.reading.rewrite import rewrite
from lagebild.situation import Situation

FIRST = "The mayor announced a new bridge over the river."
SECOND = "Work begins in the spring, if the council agrees."
OLD = f"{FIRST}\n\n{SECOND}\n"
NEW = SourceText(text=f"Corrected on Friday.\n\n{OLD}", sha256="b" * 64)

HEAD = "lagebild: 1\ntitle: The bridge\ndecision-makers:\n  mayor:\n    options:\n      build: build it\n    wants: [build]\n"
SOURCES = f"sources:\n  paper:\n    title: The paper   # daily\n    text-sha256: {'a' * 64}\n"
BLOCK = f"""claims:
  # who says so?
  announced:
    says: "A bridge, planned."
    in: paper
    at:            # the second sentence
      start:   0   # from here
      end: {len(FIRST)}
      paragraph: 1
      sha256: {fingerprint(FIRST)}
"""
BLOCK_AFTER = (
    BLOCK.replace("start:   0 ", "start:   22 ").replace(f"end: {len(FIRST)}", "end: 70").replace("graph: 1", "graph: 2")
)
FLOW = f"""claims:
    announced: {{says: so it is, in: paper,
        at: [{{start: 0, end: {len(FIRST)}, paragraph: 1, sha256: {fingerprint(FIRST)}}},
             {{start: {len(FIRST) + 2}, end: {len(OLD) - 1}, sha256: '{fingerprint(SECOND)}'}}]}}
"""
FLOW_AFTER = FLOW.replace("{start: 0, end: 48, paragraph: 1", "{start: 22, end: 70, paragraph: 2").replace(
    "{start: 50, end: 99", "{start: 72, end: 121"
)


def read(folder: Path, main: bytes | str, claims: bytes | str | None = None) -> tuple[Situation, Mending, Path]:
    path = folder / "bridge.yaml"
    path.write_bytes(main.encode() if isinstance(main, str) else main)
    if claims is not None:
        (folder / "claims.yaml").write_bytes(claims.encode() if isinstance(claims, str) else claims)
    situation = load(path)
    return situation, mend(check_places(situation, {"paper": NEW})), path


def rewritten(folder: Path, main: bytes | str, claims: bytes | str | None = None) -> dict[str, bytes]:
    situation, mending, path = read(folder, main, claims)
    return {file.path.name: file.data for file in rewrite(path, situation, mending)}


def after(text: str) -> str:
    return text.replace("a" * 64, "b" * 64).replace(BLOCK, BLOCK_AFTER).replace(FLOW, FLOW_AFTER)


@pytest.mark.parametrize("claims", [BLOCK, FLOW])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_only_the_values_change_in_any_style_and_with_any_line_ends(
    tmp_path: Path, claims: str, line_end: str, mark: bytes
) -> None:
    main = HEAD + SOURCES + claims + "# the end, without a line end"
    written = mark + main.replace("\n", line_end).encode()
    assert rewritten(tmp_path, written) == {"bridge.yaml": mark + after(main).replace("\n", line_end).encode()}


@pytest.mark.parametrize("claims", [BLOCK, FLOW])
def test_a_claims_file_and_the_file_with_its_source_are_both_rewritten(tmp_path: Path, claims: str) -> None:
    main = f"{HEAD}{SOURCES}claims: claims.yaml\n"
    assert rewritten(tmp_path, main, claims) == {"claims.yaml": after(claims).encode(), "bridge.yaml": after(main).encode()}


def test_a_file_in_which_nothing_changes_is_not_given_back(tmp_path: Path) -> None:
    assert list(rewritten(tmp_path, f"{HEAD}claims: claims.yaml\n", SOURCES + BLOCK)) == ["claims.yaml"]


def test_letters_of_several_bytes_and_rare_line_ends_are_counted_right(tmp_path: Path) -> None:
    main = HEAD.replace("The bridge", "Die Brücke 🌉") + "# \u2028# and \x85# are line ends for YAML\n" + SOURCES + FLOW
    assert rewritten(tmp_path, main) == {"bridge.yaml": after(main).encode()}


@pytest.mark.parametrize(("written", "now"), [("0x0", "22"), ("+0", "22"), ("0o0", "22"), ("00", "22")])
def test_a_number_in_another_form_becomes_a_plain_one(tmp_path: Path, written: str, now: str) -> None:
    main = HEAD + SOURCES + BLOCK.replace("start:   0 ", f"start:   {written} ")
    expected = after(HEAD + SOURCES) + BLOCK_AFTER.replace("start:   22 ", f"start:   {now} ")
    assert rewritten(tmp_path, main) == {"bridge.yaml": expected.encode()}


@pytest.mark.parametrize("quote", ['"', "'"])
def test_quotes_around_a_fingerprint_stay(tmp_path: Path, quote: str) -> None:
    main = HEAD + SOURCES.replace("a" * 64, f"{quote}{'a' * 64}{quote}") + BLOCK
    assert rewritten(tmp_path, main) == {"bridge.yaml": after(main).encode()}


def test_a_value_that_cannot_be_replaced_is_named_with_its_place(tmp_path: Path) -> None:
    main = HEAD + SOURCES.replace("a" * 64, '"\\x61' + "a" * 63 + '"') + BLOCK
    with pytest.raises(InputError, match=r"bridge\.yaml:11:18: .* leaves no room for another\. Write it on one line"):
        rewritten(tmp_path, main)


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    situation, mending, path = read(tmp_path, HEAD + SOURCES + BLOCK)
    path.write_text(HEAD + SOURCES + BLOCK + "# more\n", encoding="utf-8")
    with pytest.raises(InputError, match="has changed while it was read"):
        rewrite(path, situation, mending)


def test_what_would_change_more_than_places_is_not_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    situation, mending, path = read(tmp_path, HEAD + SOURCES + BLOCK)
    mistaken = replace(mending.places[0], new=replace(mending.places[0].new, end=71))
    monkeypatch.setattr("lagebild.reading.rewrite._place", lambda files, _: _append(files[0].edits, files[0].text))
    with pytest.raises(InputError, match="cannot be rewritten without changing more than places"):
        rewrite(path, situation, replace(mending, places=(mistaken,)))


def _append(edits: list[tuple[int, int, str]], text: str) -> None:
    start = text.index("The bridge")
    edits.append((start, start + 3, "Our"))
