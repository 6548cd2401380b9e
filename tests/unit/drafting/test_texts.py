"""The annotated texts: what was reached on them must not be lost. Half of them were not looked at while the rules were made."""

from pathlib import Path

import pytest
from bench.draft import TEXTS, Score, scores

UNSEEN = sorted(TEXTS.glob("unseen-*.toml"))
TUNED = sorted(TEXTS.glob("tuned-*.toml"))


def whole(paths: list[Path]) -> Score:
    """All of them together."""
    found = Score()
    for score in scores(paths).values():
        found.add(score)
    return found


def share(score: Score, question: str) -> float:
    return score.right[question] / score.all[question]


def test_there_are_as_many_unseen_texts_as_others() -> None:
    assert len(UNSEEN) == len(TUNED) == 4


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("sentences found", 0.98),
        ("speakers", 2 / 3),
        ("speakers, not the author", 0.6),
        ("told-as", 0.7),
        ("told-as, other readings too", 0.85),
        ("figures", 0.95),
        ("dates", 0.8),
    ],
)
def test_on_texts_that_nobody_looked_at(question: str, least: float) -> None:
    assert share(whole(UNSEEN), question) >= least


@pytest.mark.parametrize("question", ["sentences found", "speakers", "forms", "figures"])
def test_on_texts_that_were_looked_at(question: str) -> None:
    assert share(whole(TUNED), question) >= 0.95
