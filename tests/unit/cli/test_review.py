"""``lagebild review``: proposals become claims in own words, one by one, and nothing decided is lost."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild import load
from lagebild.cli.main import cli
from lagebild.reading.proposals import DraftFile, load_draft
from lagebild.reports.text.review import proposal_lines

TEXT = """Foreign Minister Boris Quell announced on Monday that the dam will be built this year. "Nobody tells us," he said.

Petra Born, a hydrologist at the University of Marbach, expects the level to fall by up to 40 percent.

"It could be much worse than that," the expert said.
"""

OWN = "The minister declares that the dam gets finished."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(TEXT, "utf-8")
    arguments = ["draft", str(tmp_path / "article.txt"), "--published", "2025-03-05", "-o", str(tmp_path / "claims.yaml")]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    return tmp_path


def review(folder: Path, *typed: str, by: str | None = "Ada", more: tuple[str, ...] = ()) -> Result:
    arguments = ["review", str(folder / "claims.yaml"), "--text", str(folder / "article.txt"), *more]
    named = ["--by", by] if by else []
    return CliRunner().invoke(cli, [*arguments, *named], input="".join(f"{line}\n" for line in typed))


def file(folder: Path) -> DraftFile:
    return load_draft(folder / "claims.yaml")


def decisions(folder: Path) -> dict[str, str]:
    (found,) = file(folder).proposals
    return {one.id: one.decision.value if one.decision else "" for one in found.proposals}


def test_what_is_accepted_becomes_a_claim_with_its_speaker(folder: Path) -> None:
    result = review(folder, "a", OWN, "q")
    assert result.exit_code == 0, result.output
    (claim,) = file(folder).evidence.claims
    assert (claim.id, str(claim.says), claim.by, claim.told_as) == ("article-p01", OWN, "boris-quell", "announced")
    assert claim.at[0].sha256
    assert claim.entered is not None
    assert (claim.entered.by, claim.entered.accepted_by, len(claim.entered.when)) == ("Ada", "Ada", 10)
    assert [str(speaker.name) for speaker in file(folder).evidence.speakers] == ["Boris Quell"]
    assert "p01" not in decisions(folder)


def test_the_sentence_is_shown_and_not_stored(folder: Path) -> None:
    result = review(folder, "a", OWN, "l", "d", "q")
    written = (folder / "claims.yaml").read_text("utf-8")
    for sentence in ("that the dam will be built", "Nobody tells us", "the level to fall by"):
        assert sentence in " ".join(result.output.split())
        assert sentence not in " ".join(written.split())


def test_a_proposal_shows_who_how_firmly_and_why(folder: Path) -> None:
    shown = " ".join(review(folder, "l", "l", "l", "q").output.split())
    assert "Boris Quell (Foreign Minister); verb: announced" in shown
    assert "2025-03-03 (Monday)" in shown
    assert "<= 40 percent" in shown
    assert "hedge could" in shown


def test_dropped_and_later_are_recorded_with_who_and_when(folder: Path) -> None:
    review(folder, "d", "l", "q")
    assert decisions(folder) == {"p01": "dropped", "p02": "later", "p03": "", "p04": ""}
    first = file(folder).proposals[0].proposals[0].decision
    assert first is not None
    assert (first.by, len(first.when)) == ("Ada", 10)


def test_the_next_review_begins_with_the_first_undecided_and_ends_with_what_was_left(folder: Path) -> None:
    review(folder, "l", "d", "q")
    result = review(folder, "d", "d", "d")
    assert [line.split()[1] for line in result.output.splitlines() if line.startswith("Proposal ")] == ["p03", "p04", "p01"]
    assert result.output.endswith("Everything is decided; claims in the file: 0.\n")
    assert review(folder).output == "Nothing is left to decide.\n"


def test_eight_words_of_the_text_are_refused_and_shown(folder: Path) -> None:
    result = review(folder, "a", "Quell said that the dam will be built this year.", OWN, "q")
    assert "! eight words in a row are the text's: that the dam will be built this year" in result.output
    assert [str(claim.says) for claim in file(folder).evidence.claims] == [OWN]


def test_more_than_three_hundred_characters_are_refused(folder: Path) -> None:
    result = review(folder, "a", "word " * 61, "word " * 60, "q")
    assert "! 304 characters, 300 at most" in result.output
    assert [len(str(claim.says)) for claim in file(folder).evidence.claims] == [299]


def test_no_words_lead_back_to_the_choice(folder: Path) -> None:
    before = (folder / "claims.yaml").read_bytes()
    assert review(folder, "a", "", "q").exit_code == 0
    assert (folder / "claims.yaml").read_bytes() == before


@pytest.mark.parametrize(("answer", "by", "form"), [
    ("2", "petra-born", "indirect"), ("petra born", "petra-born", "indirect"), ("Eva Lund", "eva-lund", "indirect"),
    ("author", "author", "narration"), ("unnamed", "unnamed", "indirect"),
])  # fmt: skip
def test_the_speaker_can_be_another(folder: Path, answer: str, by: str, form: str) -> None:
    review(folder, "e", answer, "", "a", OWN, "q")
    (claim,) = file(folder).evidence.claims
    assert (claim.by, claim.form) == (by, form)
    assert [speaker.id for speaker in file(folder).evidence.speakers] == ([] if by in ("author", "unnamed") else [by])


def test_how_firmly_can_be_corrected_and_stays_corrected(folder: Path) -> None:
    assert review(folder, "e", "", "reported", "q").exit_code == 0
    result = review(folder, "a", OWN, "q")
    assert "reported; corrected by hand" in result.output
    assert [claim.told_as for claim in file(folder).evidence.claims] == ["reported"]


def test_what_is_no_choice_is_asked_again(folder: Path) -> None:
    result = review(folder, "x", "drop it", "e", "99", "", "sure", "", "q")
    assert result.exit_code == 0
    assert result.output.count("not one of these") == 2
    assert set(decisions(folder).values()) == {""}


def test_the_end_of_the_input_loses_nothing(folder: Path) -> None:
    result = review(folder, "a", OWN, "d", "a")
    assert result.exit_code == 130
    assert result.output.endswith("2 proposals are left; claims in the file: 1.\n")
    assert decisions(folder) == {"p02": "dropped", "p03": "", "p04": ""}


def test_who_decides_is_asked_where_it_is_not_said(folder: Path) -> None:
    result = review(folder, "", "Bo", "d", "q", by=None)
    assert result.output.count("Who decides?") == 2
    decision = file(folder).proposals[0].proposals[0].decision
    assert decision is not None
    assert decision.by == "Bo"


def test_a_situation_can_name_the_file_when_all_is_decided(folder: Path) -> None:
    assert review(folder, "a", OWN, "d", "d", "a", "It may get worse still.").exit_code == 0
    (folder / "dam.yaml").write_text(
        "lagebild: 1\ntitle: Dam\nclaims: claims.yaml\ndecision-makers:\n  a:\n    name: A\n    options:\n      build:\n"
        "        name: build\n    wants:\n      - statement: build\n        because: article-p01\n",
        "utf-8",
    )
    situation = load(folder / "dam.yaml")
    assert [claim.id for claim in situation.claims] == ["article-p01", "article-p04"]


def test_words_that_a_program_proposed_are_taken_over_only_when_asked_to(folder: Path) -> None:
    (folder / "answers.jsonl").write_text('{"id": 1, "says": "Quell says it gets finished.", "by": "Quell"}\n', "utf-8")
    (folder / "claims.yaml").unlink()
    made = ["draft", str(folder / "article.txt"), "--from", str(folder / "answers.jsonl"), "-o", str(folder / "claims.yaml")]
    assert CliRunner().invoke(cli, made).exit_code == 0
    result = review(folder, "a", "=")
    assert "proposed    Quell says it gets finished." in result.output
    (claim,) = file(folder).evidence.claims
    assert str(claim.says) == "Quell says it gets finished."
    assert claim.entered is not None
    assert (claim.entered.by, claim.entered.accepted_by) == ("file answers.jsonl", "Ada")


def test_the_head_of_the_file_stays(folder: Path) -> None:
    head = (folder / "claims.yaml").read_text("utf-8").splitlines()[:3]
    review(folder, "d", "q")
    assert (folder / "claims.yaml").read_text("utf-8").splitlines()[:3] == head


def test_another_text_is_refused(folder: Path) -> None:
    (folder / "article.txt").write_text(TEXT + "More.\n", "utf-8")
    result = review(folder, "d")
    assert result.exit_code == 2
    assert "was made from" in result.stderr
    assert set(decisions(folder).values()) == {""}


def test_a_file_that_somebody_else_changed_is_not_written_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(*arguments: object) -> object:
        with (folder / "claims.yaml").open("a", encoding="utf-8") as opened:
            opened.write("# mine\n")
        return proposal_lines(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("lagebild.cli.reviewing.proposal_lines", changed)
    result = review(folder, "d")
    assert result.exit_code == 2
    assert "changed by somebody else" in result.stderr
    assert (folder / "claims.yaml").read_text("utf-8").endswith("# mine\n")
    assert set(decisions(folder).values()) == {""}


def test_comments_that_would_go_are_told(folder: Path) -> None:
    with (folder / "claims.yaml").open("a", encoding="utf-8") as opened:
        opened.write("# mine\n")
    assert "Comments below the head" in review(folder, "q").output


def test_it_speaks_german(folder: Path) -> None:
    result = review(folder, "l", "q", more=("--language", "de"))
    assert "Vorschlag p01 (1 von 4), Absatz 1" in result.output
    assert "dargestellt" in result.output
