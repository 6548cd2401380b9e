"""Two records made one: what is recognised as the same, what contradicts, what is renamed, and what is kept apart."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lagebild.evidence.merging import Evidence, Merge, merge, sourced_otherwise
from lagebild.evidence.records import Claim, Credibility, Figure, Prose, Published, Relation, Source, Speaker, TextPlace
from lagebild.reading import loads
from lagebild.situation import Situation

A, B, C = "a" * 64, "b" * 64, "c" * 64
POST = Source(id="post", title=Prose((("en", "The Post"),)), text_sha256=A)
QUELL = Speaker(id="quell", name=Prose((("en", "Boris Quell"),)))


def text(words: str) -> Prose:
    return Prose((("en", words),))


def claim(id_: str, says: str = "The dam is built.", *, at: tuple[int, int] | None = (10, 60), **more: object) -> Claim:
    place = () if at is None else (TextPlace(start=at[0], end=at[1]),)
    fields = {"by": "quell", "source": "post", "at": place, **more}
    return Claim(id=id_, says=text(says), **fields)  # type: ignore[arg-type]


def record(*claims: Claim, sources: tuple[Source, ...] = (POST,), speakers: tuple[Speaker, ...] = (QUELL,)) -> Evidence:
    return Evidence(sources=sources, speakers=speakers, claims=claims)


def same(merged: Merge, kind: str = "claim") -> list[tuple[str, str, str]]:
    return [(one.first, one.second, one.by) for one in merged.joined if one.kind == kind]


@pytest.mark.parametrize(
    ("other", "by"),
    [
        (Source(id="x", text_sha256=A), "text-sha256"),
        (Source(id="x", title=text("the post")), "title"),
        (Source(id="post", text_sha256=B), ""),
        (Source(id="x", title=text("Another"), url="https://e.org"), ""),
    ],
)
def test_a_source_is_known_by_its_text_or_its_title(other: Source, by: str) -> None:
    merged = merge(record(), record(sources=(other,)))
    assert [one[2] for one in same(merged, "source")] == ([by] if by else [])


@pytest.mark.parametrize("url", ["http://www.example.org/river", "https://example.org/river/#top", "HTTPS://Example.org/river"])
def test_an_address_is_the_same_however_it_is_written(url: str) -> None:
    first = Source(id="a", url="https://example.org/river")
    merged = merge(record(sources=(first,)), record(sources=(Source(id="b", url=url),)))
    assert same(merged, "source") == [("a", "b", "url")]
    assert merged.contradictions == ()


DATED = Source(id="post", title=text("The river"), publisher="The Post", published=Published(value="2025-05-16"), text_sha256=A)


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        (Source(id="post", url="https://e.org", text_sha256=A), Source(id="x", url="http://e.org/", text_sha256=B), "url"),
        (DATED, replace(DATED, id="x", text_sha256=B), "title"),
        (DATED, replace(DATED, id="x", text_sha256=B, publisher=""), "title"),
        (DATED, replace(DATED, id="x", text_sha256=B, publisher="The Times"), ""),
        (DATED, replace(DATED, id="x", text_sha256=B, published=Published(value="2025-05-17")), ""),
        (DATED, replace(DATED, id="x", text_sha256=B, published=None), ""),
        (DATED, replace(DATED, id="x", text_sha256="", published=None), "title"),
    ],
)
def test_another_version_of_a_text_is_the_same_source_by_its_address_or_its_title_and_date(
    first: Source, second: Source, by: str
) -> None:
    merged = merge(record(sources=(first,)), record(sources=(second,)))
    assert [one[2] for one in same(merged, "source")] == ([by] if by else [])


def test_that_the_fingerprints_differ_is_told_and_no_contradiction() -> None:
    merged = merge(record(sources=(DATED,)), record(sources=(replace(DATED, text_sha256=B),)))
    assert [(one.first_says, one.second_says) for one in merged.versions] == [(A, B)]
    assert merged.contradictions == ()


def test_of_two_versions_the_one_with_the_same_fingerprint_is_the_same() -> None:
    newer = replace(DATED, id="newer", text_sha256=B)
    merged = merge(record(sources=(DATED, newer)), record(sources=(replace(newer, id="x", note=text("mine")),)))
    assert same(merged, "source") == [("newer", "x", "text-sha256")]


@pytest.mark.parametrize(
    ("says", "sha256", "by"),
    [("They will build it.", "", ""), ("They will build it.", C, "place"), ("The dam is built!", "", "words")],
)
def test_in_another_version_words_and_passages_tell_what_is_the_same_not_numbers(says: str, sha256: str, by: str) -> None:
    mine = replace(claim("plan"), at=(TextPlace(start=10, end=60, sha256=C),))
    hers = replace(claim("x", says), at=(TextPlace(start=10, end=60, sha256=sha256),))
    merged = merge(record(mine, sources=(DATED,)), record(hers, sources=(replace(DATED, text_sha256=B),)))
    assert [one[2] for one in same(merged)] == ([by] if by else [])


@pytest.mark.parametrize("name", ["Boris Quell", "Dr. Boris Quell", "Quell, Boris", "BORIS  QUELL"])
def test_a_person_is_known_by_the_name(name: str) -> None:
    merged = merge(record(), record(speakers=(Speaker(id="minister", name=text(name)),)))
    assert same(merged, "speaker") == [("quell", "minister", "name")]


def test_accents_and_languages_make_no_other_person() -> None:
    first = Speaker(id="n", name=Prose((("en", "Tereza Novotna"), ("de", "Teresa Novotna"))))
    second = Speaker(id="m", name=text("Tereza Novotná"))
    assert same(merge(record(speakers=(first,)), record(speakers=(second,))), "speaker") == [("n", "m", "name")]


def test_two_people_under_one_id_are_kept_apart() -> None:
    merged = merge(record(), record(claim("x"), speakers=(Speaker(id="quell", name=text("Anna Quell")),)))
    assert [(one.kind, one.second, one.id) for one in merged.renamed] == [("speaker", "quell", "quell-2")]
    assert merged.claim(claim("x")).by == "quell-2"


def test_people_without_a_name_are_the_same_only_under_one_id_and_one_name() -> None:
    first, second = (Speaker(id=id_, name=text("the lawyers"), named=False) for id_ in ("lawyers", "counsel"))
    assert same(merge(record(speakers=(first,)), record(speakers=(second,))), "speaker") == []


@pytest.mark.parametrize(
    ("other", "by"),
    [
        (claim("plan"), "id"),
        (claim("x"), "words"),
        (claim("x", "They will build it."), "place"),
        (claim("x", "They will build it.", at=(30, 80)), "place"),
        (claim("x", "They will build it.", at=(55, 80)), ""),
        (claim("x", "They will build it.", at=(55, 80), by="unnamed"), ""),
        (claim("x", "The dam is built!", by="unnamed"), "words"),
        (claim("x", "The dam is built", at=None), "words"),
        (claim("x", "The dam is built", at=None, by="unnamed"), ""),
        (claim("x", "They will build it.", by="unnamed"), ""),
        (claim("x", source=""), ""),
    ],
)
def test_a_claim_is_the_same_by_source_place_and_voice(other: Claim, by: str) -> None:
    merged = merge(record(claim("plan")), record(other))
    assert [one[2] for one in same(merged)] == ([by] if by else [])
    assert len(merged.joined) + len(merged.added) == 3


def test_of_several_claims_in_one_place_the_words_decide() -> None:
    danger, party = claim("danger", "He sees a danger of war."), claim("party", "He calls them a party to the war.")
    merged = merge(record(danger, party), record(claim("x", "He calls them party to the war."), claim("y", "A danger of war.")))
    assert {(one[0], one[1]) for one in same(merged)} == {("party", "x"), ("danger", "y")}


def test_what_words_cannot_decide_is_kept_apart_and_told() -> None:
    first = record(claim("danger", "He sees a danger."), claim("party", "They take part now."))
    merged = merge(first, record(claim("x", "Wholly other words, of the sort nobody expected.")))
    assert same(merged) == []
    assert merged.perhaps == (("danger", "x"), ("party", "x"))


def test_an_origin_is_one_voice_whoever_speaks() -> None:
    first, second = claim("a", origin="nis"), claim("b", "Yes: it has been built now.", origin="nis", by="unnamed")
    merged = merge(record(first), record(second))
    assert same(merged) == [("a", "b", "place")]
    assert [(one.key, one.first_says, one.second_says) for one in merged.contradictions] == [("by", "quell", "unnamed")]


CONTRADICTIONS = [
    ("told-as", {"told_as": "reported"}),
    ("credibility", {"credibility": Credibility(value=5)}),
    ("figures", {"figures": (Figure(value=Decimal(2)),)}),
    ("confirmed-by", {"confirmed_by": "the ministry"}),
]


@pytest.mark.parametrize(("key", "fields"), CONTRADICTIONS, ids=[row[0] for row in CONTRADICTIONS])
def test_what_contradicts_is_listed(key: str, fields: dict[str, object]) -> None:
    first = claim("plan", told_as="confirmed", credibility=Credibility(value=2), figures=(Figure(value=Decimal(3)),),
                  confirmed_by="the mayor")  # fmt: skip
    second = claim(
        "plan", **{**{f: getattr(first, f) for f in ("told_as", "credibility", "figures", "confirmed_by")}, **fields}
    )
    merged = merge(record(first), record(second))
    assert [one.key for one in merged.contradictions] == [key]


def test_what_only_the_second_says_is_taken_over_and_contradicts_nothing() -> None:
    merged = merge(record(claim("plan")), record(claim("plan", credibility=Credibility(value=5), words="perhaps")))
    assert [(one.key, one.taken, one.contradicts) for one in merged.differences] == [
        ("credibility", True, False),
        ("words", True, False),
    ]


def test_claims_against_claims_of_the_other_are_listed() -> None:
    against = claim("no", "Nobody builds.", at=(100, 200), relates=(Relation(kind="denies", claim="dam"),))
    merged = merge(record(claim("plan")), record(claim("dam"), against))
    assert [(one.claim, one.kind, one.other) for one in merged.opposed] == [("no", "denies", "plan")]


def test_the_authors_of_two_texts_stay_two_voices() -> None:
    other = Source(id="news", title=text("News"), author=("Carl Münz",), text_sha256=B)
    second = claim("late", "Cases take years.", by="author", source="news")
    merged = merge(record(claim("plan", by="author")), record(second, sources=(other,)))
    assert [(one.id, one.name) for one in merged.authors] == [("author-news", "Carl Münz")]
    assert merged.claim(second).by == "author-news"


def test_the_author_of_one_text_is_one_voice() -> None:
    merged = merge(record(claim("plan", by="author")), record(claim("x", by="author")))
    assert merged.authors == ()
    assert same(merged) == [("plan", "x", "words")]


def test_an_entry_for_the_author_of_another_text_gets_an_id_of_its_own() -> None:
    other, author = Source(id="news", text_sha256=B), Speaker(id="author", name=text("Carl Münz"))
    second = record(claim("late", by="author", source="news"), sources=(other,), speakers=(author,))
    merged = merge(record(claim("plan", by="author")), second)
    assert [(one.second, one.id) for one in merged.renamed] == [("author", "author-2")]


SITUATION = """
lagebild: 1
decision-makers:
  me:
    options:
      go: go out
    wants:
      - id: out
        statement: go
        because: {0}
      - not go
claims:
  {1}:
    says: {2}
"""


def test_lines_that_the_second_situation_sources_are_told_with_the_ids_as_they_are_now() -> None:
    first = loads(SITUATION.format("x", "x", "The sun shines.").replace("        because: x\n", ""))
    second = loads(SITUATION.format("x", "x", "The air is bad inside."))
    merged = merge(_record_of(first), _record_of(second))
    (line,) = sourced_otherwise(first, second, merged)
    assert (line.address, line.had, line.grounds) == ("wants.me.out", "", "x-2")


def _record_of(situation: Situation) -> Evidence:
    return Evidence(sources=situation.sources, speakers=situation.speakers, claims=situation.claims)
