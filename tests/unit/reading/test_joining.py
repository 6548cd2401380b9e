"""The text of two records in one: the first to the letter, with what the second adds, comments and all."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.errors import FaultList, InputError
from lagebild.evidence.merging import Merge
from lagebild.reading import loads
from lagebild.reading.joining import Side, join, load_side
from lagebild.reading.sheets import Sheet
from lagebild.reading.yaml_text import read_yaml

ANNA = """# Anna's claims.
lagebild: 1

sources:
  post:
    title: The Post
    text-sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

speakers:
  quell:
    name: Boris Quell

claims:
  # the plan
  plan:
    says: The dam will be built this year.
    by: quell
    told-as: announced
    in: post
    at:
      start: 10
      end: 60
    relates:
      - supports: fear
  fear:
    says: A suit would stop the loans.
    by: quell
    in: post
"""

BEA = """# Bea's claims.
lagebild: 1
sources:
    river-post:
        text-sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        reliability: B  # I know them
speakers:
    minister:
        name: Quell, Boris
    plan:
        name: The planning office
claims:
    # who says so?
    dam:
        says: The dam will be built this year!
        by: minister
        told-as: reported  # he hedges
        in: river-post
        at: {start: 12, end: 60}
        relates:
            - contradicts: plan
    # the loans
    plan:
        says: >
            The state guarantees
            # not a comment
            the loans.
        by: plan
        via: [minister]
        in: river-post
        alternatives:
            by: minister
# the end
"""


def side(folder: Path, name: str, text: str) -> Side:
    (folder / name).write_bytes(text.encode("utf-8"))
    return load_side(folder / name)


def merged(folder: Path, first: str, second: str) -> tuple[Merge, str]:
    return join(side(folder, "anna.yaml", first), side(folder, "bea.yaml", second))


def again(folder: Path, text: str) -> Side:
    return side(folder, "again.yaml", text)


def comments(text: str) -> set[str]:
    root = read_yaml(text, file="x", faults=FaultList())
    assert root is not None
    return {found for _, found in Sheet("x", text, root).comments}


def test_everything_of_the_first_stays_where_it_is(tmp_path: Path) -> None:
    _, text = merged(tmp_path, ANNA, BEA)
    lines = iter(text.split("\n"))
    assert all(line in lines for line in ANNA.rstrip("\n").split("\n"))


def test_entries_of_the_second_come_with_their_comments_and_their_new_ids(tmp_path: Path) -> None:
    _, text = merged(tmp_path, ANNA, BEA)
    assert (
        """  # the loans
  plan-2:
      says: >
          The state guarantees
          # not a comment
          the loans.
      by: plan
      via: [quell]
      in: post
      alternatives:
          by: quell
"""
        in text
    )


def test_what_differs_stands_beside_as_a_comment_and_what_is_missing_is_taken_over(tmp_path: Path) -> None:
    _, text = merged(tmp_path, ANNA, BEA)
    assert "    reliability: B  # I know them\n" in text
    assert "    # bea.yaml: told-as: reported  # he hedges\n" in text
    assert "      - supports: fear\n      - contradicts: plan-2\n" in text
    result = again(tmp_path, text).evidence
    assert {claim.id for claim in result.claims} == {"plan", "fear", "plan-2"}
    assert result.sources[0].reliability == "B"


def test_comments_are_kept_and_a_number_sign_in_a_text_is_none(tmp_path: Path) -> None:
    _, text = merged(tmp_path, ANNA, BEA)
    assert comments(text) >= comments(ANNA) | comments(BEA)
    assert "# not a comment" not in comments(BEA)
    assert {"# the end", "# who says so?", "# he hedges"} <= comments(BEA)


@pytest.mark.parametrize("change", [
    lambda text: text, lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, lambda text: text.rstrip("\n"),
    lambda text: text.replace("Post", "Pöst 😀"),
])  # fmt: skip
def test_a_file_merged_with_itself_is_the_same_file(tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    for text in (ANNA, BEA):
        assert merged(tmp_path, change(text), change(text))[1] == change(text)


EXAMPLES = ["examples/dam.yaml", "examples/north-korea-2024.claims.yaml", "docs/reference/examples/every-key.claims.yaml"]


@pytest.mark.parametrize("file", EXAMPLES)
def test_the_examples_merged_with_themselves_are_themselves(file: str) -> None:
    assert join(load_side(file), load_side(file))[1] == Path(file).read_text(encoding="utf-8")


@pytest.mark.parametrize("first", EXAMPLES)
@pytest.mark.parametrize("second", EXAMPLES)
def test_the_examples_merge_with_one_another(first: str, second: str, tmp_path: Path) -> None:
    if first == second:
        return
    mine, hers = load_side(first), load_side(second)
    result, text = join(mine, hers)
    after = again(tmp_path, text).evidence
    assert len(after.claims) == len(mine.evidence.claims) + len(hers.evidence.claims)
    assert set(after.claims) >= {result.claim(claim) for claim in hers.evidence.claims}


def test_sections_that_the_first_lacks_come_at_its_end(tmp_path: Path) -> None:
    first = "lagebild: 1\nclaims:\n   a:\n      says: A bird sings.   # yes"
    _, text = merged(tmp_path, first, BEA)
    assert text.startswith(first + "\n")
    assert "\nsources:\n  river-post:\n" in text
    assert "   # the loans\n   plan:\n       says: >\n" in text


def test_the_end_of_lines_is_that_of_the_first(tmp_path: Path) -> None:
    _, text = merged(tmp_path, ANNA.replace("\n", "\r\n"), BEA)
    assert re.findall(r"(?<!\r)\n", text) == []


SITUATION = "lagebild: 1\ndecision-makers:\n  me:\n    options:\n      go: go\n    wants:\n      - go  # of course\n"


def test_of_a_situation_only_the_record_is_taken_and_the_result_can_be_read(tmp_path: Path) -> None:
    second = SITUATION + BEA.replace("lagebild: 1\n", "")
    _, text = merged(tmp_path, SITUATION.replace("# of course", "# not sure") + ANNA.replace("lagebild: 1\n", ""), second)
    situation = loads(text)
    assert [claim.id for claim in situation.claims] == ["plan", "fear", "plan-2"]
    assert "# of course" not in comments(text)
    assert "# the loans" in comments(text)


def test_of_a_situation_that_names_a_claims_file_the_claims_file_is_merged(tmp_path: Path) -> None:
    (tmp_path / "anna.claims.yaml").write_text(ANNA, encoding="utf-8")
    _, text = merged(tmp_path, SITUATION + "claims: anna.claims.yaml\n", BEA)
    assert text.startswith("# Anna's claims.")
    assert len(loads(SITUATION + "claims: x.yaml\n", claims_text=text).claims) == 3


REFUSED = [
    ("lagebild: 1\nclaims: {a: {says: x}}\n", BEA, "`claims` is written in braces"),
    (ANNA, '{"lagebild": 1, "claims": {"a": {"says": "x"}}}', "this cannot be merged line by line"),
    (ANNA, BEA.replace("says: >", "say: >"), 'unknown key "say"'),
    (ANNA, BEA.replace("by: plan", "by: plann"), 'unknown speaker "plann"'),
    (ANNA, "- a\n", "this cannot be merged line by line"),
]


@pytest.mark.parametrize(("first", "second", "said"), REFUSED, ids=[row[2] for row in REFUSED])
def test_what_cannot_be_merged_is_a_line_with_a_place(first: str, second: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        merged(tmp_path, first, second)
    assert said in str(caught.value)
    assert all(fault.place is not None for fault in caught.value.faults)


# --- on random records --------------------------------------------------------------------------------------------------

WORDS = ("the", "river", "dam", "court", "loan", "suit", "farmer", "water", "year", "treaty", "minister", "builds", "fears")


def random_record(rng: random.Random, tag: str) -> str:
    """A claims file with everything that can be in the way: comments, deep and shallow indentation, blank lines."""
    step, lines = rng.choice([2, 3, 4]), [f"# head {tag}", "lagebild: 1"]
    pad, inner = " " * step, " " * 2 * step

    def comment(depth: str) -> None:
        if rng.random() < 0.4:
            lines.append(f"{depth}# {tag} {rng.randrange(10**6)}")

    def end() -> str:
        return f"  # {tag} {rng.randrange(10**6)}" if rng.random() < 0.2 else ""

    sources, speakers = [f"s{n}" for n in range(rng.randrange(1, 3))], [f"p{n}" for n in range(rng.randrange(1, 4))]
    for section, ids in (("sources", sources), ("speakers", speakers)):
        comment("")
        lines.append(f"{section}:")
        for id_ in ids:
            comment(pad)
            lines.append(f"{pad}{id_}:{end()}")
            key = "title" if section == "sources" else "name"
            lines.append(f"{inner}{key}: {rng.choice(WORDS)} {rng.choice(WORDS)} {tag if rng.random() < 0.7 else ''}{end()}")
    lines.append("claims:")
    ids = [f"c{n}" for n in range(rng.randrange(1, 6))]
    for id_ in ids:
        if rng.random() < 0.3:
            lines.append("")
        comment(pad)
        lines.append(f"{pad}{id_}:")
        lines.append(f"{inner}says: {' '.join(rng.choices(WORDS, k=6))}{end()}")
        comment(inner)
        lines.append(f"{inner}by: {rng.choice([*speakers, 'author', 'unnamed'])}")
        lines.append(f"{inner}in: {rng.choice(sources)}{end()}")
        if rng.random() < 0.5:
            lines.append(f"{inner}told-as: {rng.choice(['stated', 'reported', 'assessed'])}")
        if rng.random() < 0.6:
            start = rng.randrange(0, 100, 10)
            lines += [f"{inner}at:", f"{inner}{pad}start: {start}", f"{inner}{pad}end: {start + 20}{end()}"]
        others = [other for other in ids if other != id_]
        if others and rng.random() < 0.4:
            kind = rng.choice(["supports", "contradicts"])
            lines += [f"{inner}relates:{end()}", f"{inner}{pad}- {kind}: {rng.choice(others)}"]
    comment("")
    return "\n".join(lines) + rng.choice(["", "\n", "\n\n"])


def retold(rng: random.Random, text: str) -> str:
    """The same record as somebody else might have written it: other ids and comments, here and there another word."""
    text = re.sub(r"# (head )?anna", r"# \1bea", text)
    text = re.sub(r"\bc(\d)\b", r"d\1", text) if rng.random() < 0.7 else text
    lines: list[str] = []
    for line in text.split("\n"):
        told = re.match(r"( +)told-as: (\w+)", line)
        if told and rng.random() < 0.5:
            line = f"{told[1]}told-as: {rng.choice(['assessed', 'conjectured'])}  # bea doubts {rng.randrange(10**6)}"
        lines.append(line)
        if re.match(r" +says: ", line) and rng.random() < 0.5:
            lines.append(f"{line[: line.index('says')]}words: perhaps  # bea hears {rng.randrange(10**6)}")
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_whatever_is_merged_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, rng: random.Random) -> None:
    folder = tmp_path_factory.mktemp("merge")
    first = random_record(rng, "anna")
    second = retold(rng, first) if rng.random() < 0.7 else random_record(rng, "bea")
    assert merged(folder, first, first)[1] == first
    mine, hers = side(folder, "anna.yaml", first), side(folder, "bea.yaml", second)
    result, text = join(mine, hers)
    after = again(folder, text).evidence
    assert comments(text) >= comments(first) | comments(second)
    kept = {claim.id: claim for claim in after.claims}
    assert {claim.id for claim in mine.evidence.claims} <= kept.keys()
    for added in result.added:
        if added.kind == "claim":
            old = next(claim for claim in hers.evidence.claims if claim.id == added.second)
            assert kept[added.id] == result.claim(old)
    joined = {one.second for one in result.joined if one.kind == "claim"}
    assert joined | {one.second for one in result.added if one.kind == "claim"} == {c.id for c in hers.evidence.claims}
    for one in result.differences:
        if one.taken:
            assert one.key == "relates" or f" {one.key}: " in text
        else:
            assert f"# bea.yaml: {one.key}" in text


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_of_two_records_without_anything_in_common_every_claim_is_kept(
    tmp_path_factory: pytest.TempPathFactory, rng: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    first, second = random_record(rng, "anna"), random_record(rng, "bea")
    for prefix in ("c", "s", "p"):
        second = re.sub(rf"\b{prefix}(\d)\b", rf"x{prefix}\1", second)
    second = re.sub(r"(title|name): (.*)", r"\1: other \2", second)
    mine, hers = side(folder, "anna.yaml", first), side(folder, "bea.yaml", second)
    result, text = join(mine, hers)
    after = again(folder, text).evidence
    assert result.joined == ()
    assert list(after.claims) == [*mine.evidence.claims, *map(result.claim, hers.evidence.claims)]
