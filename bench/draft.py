"""How well drafting reads: against claims that people have set down, and against annotated texts.

::

    python -m bench.draft                                   the annotated texts of the tests
    python -m bench.draft --article TEXT --claims CLAIMS     a text against the claims that a person took from it

Nothing here passes or fails, and nothing of a text is printed.
"""

from __future__ import annotations

import argparse
import resource
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from bench.tables import milliseconds, show, timed
from lagebild.drafting import propose
from lagebild.drafting.language import fold
from lagebild.evidence.proposals import Proposal, Proposals
from lagebild.evidence.records import Published, Source
from lagebild.evidence.texts import SourceText
from lagebild.reading.article import load_article

TEXTS = Path(__file__).parent.parent / "tests" / "unit" / "drafting" / "texts"

QUESTIONS = (
    "sentences found", "speakers", "speakers, not the author", "speakers among the candidates", "told-as",
    "told-as, other readings too", "forms", "figures", "dates",
)  # fmt: skip


@dataclass
class Score:
    """Right ones out of how many, by question."""

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(QUESTIONS, 0))
    all: dict[str, int] = field(default_factory=lambda: dict.fromkeys(QUESTIONS, 0))
    extra: int = 0
    """Figures and dates that were proposed and are not meant."""

    def count(self, question: str, right: bool) -> None:
        """Note one answer."""
        self.all[question] += 1
        self.right[question] += right

    def add(self, other: Score) -> None:
        """Take over what another counted."""
        for question in QUESTIONS:
            self.all[question] += other.all[question]
            self.right[question] += other.right[question]
        self.extra += other.extra

    def share(self, question: str) -> str:
        """For the table."""
        return (
            f"{self.right[question]}/{self.all[question]} ({self.right[question] / self.all[question]:.2f})"
            if self.all[question]
            else "-"
        )


@dataclass(frozen=True)
class Expected:
    """What a person found in a passage. ``told``: every reading that counts as right, the first as the person's own."""

    start: int
    end: int
    speakers: tuple[str, ...]
    told: tuple[str, ...]
    form: str
    figures: tuple[tuple[Decimal, str], ...] | None
    when: tuple[str, ...] | None


def compare(found: Proposals, expected: Iterable[Expected]) -> Score:
    """How the proposals stand to what a person found."""
    score = Score()
    for each in expected:
        proposal = _at(found, each)
        score.count("sentences found", proposal is not None)
        if proposal is None:
            continue
        named = [_names(found, candidate.speaker) for candidate in proposal.by]
        hit = [any(_same(name, wanted) for name in names for wanted in each.speakers) for names in named]
        score.count("speakers", bool(hit) and hit[0])
        score.count("speakers among the candidates", any(hit))
        if each.speakers[0] != "author":
            score.count("speakers, not the author", bool(hit) and hit[0])
        score.count("told-as", proposal.told_as == each.told[0])
        score.count("told-as, other readings too", proposal.told_as in each.told)
        if each.form:
            score.count("forms", proposal.form == each.form)
        _figures(score, proposal, each)
        _dates(score, proposal, each)
    return score


def _figures(score: Score, proposal: Proposal, each: Expected) -> None:
    if each.figures is None:
        return
    there = {(figure.value, figure.compare) for figure in proposal.figures}
    for figure in each.figures:
        score.count("figures", figure in there)
    score.extra += max(0, len(there - set(each.figures)))


def _dates(score: Score, proposal: Proposal, each: Expected) -> None:
    if each.when is None:
        return
    there = {_ends(date.value) for date in proposal.when}
    for date in each.when:
        score.count("dates", _ends(date) in there)
    score.extra += max(0, len(there - set(map(_ends, each.when))))


def _ends(date: str) -> str:
    """A date without its open end: whether "since 2022" is 2022 or 2022/.. is taste."""
    return date.removeprefix("../").removesuffix("/..")


def _at(found: Proposals, each: Expected) -> Proposal | None:
    places = [(p, p.at[0]) for p in found.proposals]
    return next((p for p, at in places if (at.start, at.end) == (each.start, each.end)), None)


def _names(found: Proposals, id_: str) -> list[str]:
    person = found.speaker(id_)
    return [id_] if person is None else [id_, *(text for _, text in person.speaker.name.texts), person.speaker.country]


def _same(name: str, wanted: str) -> bool:
    """Whether two names mean the same: equal, or the family's name of one."""
    one, other = fold(name), fold(wanted)
    return bool(one) and (one == other or one.replace("-", " ") == other or other.split()[-1] == one.split()[-1])


# --- claims that a person took from a text ----------------------------------------------------------------------------


def from_claims(article: Path, claims: Path) -> tuple[SourceText, Source, list[Expected]]:
    """A text, and what the claims say of it: a file with ``claims`` and ``source``, one claim a proposition."""
    data = yaml.safe_load(claims.read_text(encoding="utf-8"))
    source = data["source"]
    published = Published(value=str(source["published"]["value"]))
    meta = Source(id="article", language=source.get("lang", ""), published=published)
    return load_article(article), meta, list(_claims(data["claims"]))


def _claims(claims: Iterable[Mapping[str, Any]]) -> Iterator[Expected]:
    by_place: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
    for claim in claims:
        by_place.setdefault((claim["at"]["start"], claim["at"]["end"]), []).append(claim)
    for (start, end), listed in by_place.items():
        figures = tuple(
            (Decimal(number["value"]), number.get("cmp", "=")) for claim in listed for number in claim.get("numbers", ())
        )
        dates = tuple(dict.fromkeys(date for claim in listed for date in claim.get("when", ()) if date[:2].isdigit()))
        for number, claim in enumerate(listed):
            speakers = [claim["speaker"], *claim.get("alt_speaker", ())]
            yield Expected(
                start=start,
                end=end,
                speakers=tuple(OTHER_NAMES.get(name, name) for name in speakers),
                told=(claim["certainty"], *claim.get("alt_certainty", ())),
                form=claim["form"],
                figures=figures if number == 0 else None,
                when=dates if number == 0 else None,
            )


OTHER_NAMES = {
    "international lawyers": "Völkerrechtler", "estimates": "Schätzungen", "rumours": "Gerüchte", "US and NATO allies": "US",
}  # fmt: skip
"""How a text in German calls whom the claims name in English."""


# --- annotated texts --------------------------------------------------------------------------------------------------


def annotated(path: Path) -> tuple[SourceText, Source, list[Expected]]:
    """A text and what a person found in it, from the TOML file beside it. Each passage is found by its first words."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    text = load_article(path.with_suffix(".txt"))
    meta = Source(id="text", language=data["language"], published=Published(value=data["published"]))
    found = propose(text, meta)
    expected = []
    for entry in data["sentence"]:
        start = text.text.find(entry["begins"])
        place = next((at for at in found.sentences if at.start == start), None)
        if start < 0 or place is None:
            raise ValueError(f'{path.name}: no sentence begins with "{entry["begins"]}"')
        expected.append(
            Expected(
                start=start,
                end=place.end,
                speakers=tuple(entry["by"].split("|")),
                told=tuple(entry["told"].split("|")),
                form=entry.get("form", ""),
                figures=tuple((Decimal(str(value)), sign) for value, sign in entry.get("figures", [])),
                when=tuple(entry.get("when", [])),
            )
        )
    return text, meta, expected


def scores(paths: Iterable[Path]) -> dict[str, Score]:
    """The score of each annotated text."""
    found = {}
    for path in paths:
        text, meta, expected = annotated(path)
        found[path.stem] = compare(propose(text, meta), expected)
    return found


def table(title: str, found: Mapping[str, Score]) -> None:
    """One column a text, and one for all."""
    whole = Score()
    for score in found.values():
        whole.add(score)
    columns = [*found, "all"] if len(found) > 1 else list(found)
    listed = [*found.values(), whole] if len(found) > 1 else list(found.values())
    rows = [(question, *(score.share(question) for score in listed)) for question in QUESTIONS]
    rows.append(("figures, dates too many", *(str(score.extra) for score in listed)))
    show(title, ("what", *columns), rows)


def run(article: Path | None, claims: Path | None, texts: Path) -> None:
    """Print the tables."""
    if article is not None and claims is not None:
        text, meta, expected = from_claims(article, claims)
        table("A text against the claims that a person took from it", {"text": compare(propose(text, meta), expected)})
    paths = sorted(texts.glob("*.toml"))
    for kind in ("tuned", "unseen"):
        table(f"Annotated texts of our own: {kind}", scores(path for path in paths if path.stem.startswith(kind)))
    _speed(paths)


def _speed(paths: Iterable[Path]) -> None:
    texts = [annotated(path)[0].text for path in paths]
    long = "\n\n".join(texts)
    words = len(long.split())
    times = -(-2000 // words)
    whole = SourceText(text="\n\n".join([long] * times))
    seconds = timed(lambda: propose(whole, Source(id="text", language="de")))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = [
        ("words", f"{words * times:,}"),
        ("time", milliseconds(seconds)),
        ("memory of the process, at the most", f"{most:.0f} MB"),
    ]
    show("Speed", ("what", "measured"), rows)


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.draft", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--article", type=Path, help="a text")
    parser.add_argument("--claims", type=Path, help="the claims that a person took from it")
    parser.add_argument("--texts", type=Path, default=TEXTS, help="a folder of annotated texts (default: those of the tests)")
    chosen = parser.parse_args()
    run(chosen.article, chosen.claims, chosen.texts)


if __name__ == "__main__":
    main()
