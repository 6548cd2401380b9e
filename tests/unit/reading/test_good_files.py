"""Good files are read as what they say: the whole example of the format, the graph form, and every short form."""

from decimal import Decimal

import pytest

from lagebild.evidence.grounds import ClaimReference, Grounds
from lagebild.evidence.records import Prose, TextPlace
from lagebild.reading import loads
from lagebild.situation import AnyOrder, Meaning, PreferenceStatement, Situation
from lagebild.statements import Constant, Name, in_words, parse

DAM = """\
lagebild: 1                               # format version
title: {en: Two neighbours and a dam, de: Zwei Nachbarn und ein Damm}
as-of: 2025-03-01
language: en

decision-makers:
  upstream:
    name: Upstream state
    options:
      build:
        name: build the dam
        because: plan-announced
      release:
        name: guarantee a minimum flow
        needs: treaty
    wants:
      - id: no-court
        statement: not sue
        because: minister-fears-court
      - statement: build
        because: plan-announced
        above:
          because: minister-puts-energy-first
      - any-order:
          - release only if treaty
          - not treaty
  downstream:
    name: Downstream state
    options:
      sue:
        name: go to the court
    wants:
      - release if build
      - not sue
      - treaty

joint-options:
  treaty:
    name: sign the water treaty
    by: [upstream, downstream]

rules:
  - statement: not (sue and treaty)
    because: treaty-bars-suits
  - one-of: [sue, treaty]
irreversible: [build]
impossible-moves:
  - by: downstream
    from: treaty
    to: sue
    because: treaty-bars-suits

circumstances:
  drought:
    name: the drought lasts
    value: open

definitions:
  legal-conflict:
    lawyers:
      statement: sue and build
      because: lawyers-view
    minister:
      statement: sue
      because: minister-view

today:
  build:
    value: no
    because: plan-announced

questions:
  - ask: "Why would the dam be built at the price of a quarrel?"
    why: build
    by: upstream
  - ask: "What comes next?"
    next: true
  - ask: "When is it a legal conflict?"
    when: legal-conflict
  - ask: "What can downstream do about it?"
    by: downstream
    against: build

what-if:
  court-is-slow:
    name: the court takes ten years
    changes:
      - move: no-court
        of: upstream
        below: 2
    because: court-backlog

sources:
  paper:
    title: The river
    kind: analysis
    published: {value: 2025-02-28, basis: metadata}
    reliability: B
    standards: [JTI]
speakers:
  minister:
    name: {en: The minister, de: Die Ministerin}
    role: minister
    office: {name: minister of energy, since: 2021-01-22, until: 2025}
    correction: {source-says: the chancellor, right: the minister, evidence: the gazette}
claims:
  plan-announced: {says: The plan was announced., by: minister, told-as: announced, in: paper}
  minister-fears-court:
    says: The minister fears the court.
    by: author
    form: narration
    told-as: assessed
    likelihood: very likely
    credibility: {value: 2, by: us, why: two letters}
    origin: minister
    in: paper
    at:
      - {paragraph: 1, start: 0, end: 90, sha256: c30220689a733c5bf76dc53c59a0b89149804f40c50088706bbe68eeabdab858}
      - {start: 95, end: 99}
    figures:
      - {value: 3000, unit: soldiers, compare: ">", counted-by: the agency, when: 2024-12}
      - {value: 0.30, compare: "~"}
    when: [2024, 2024-12]
    words: vermutlich
    alternatives: {told-as: [reported], by: [minister]}
    relates:
      - supports: plan-announced
      - {denies: court-backlog, uses: plan-announced}
    entered: {by: rules, when: 2025-03-02, accepted-by: a. person}
  minister-puts-energy-first: {says: Energy comes first., if: the price stays high}
  treaty-bars-suits: {says: The treaty bars suits., told-as: confirmed, confirmed-by: both ministries}
  lawyers-view: {says: It takes both., via: [minister, unnamed]}
  minister-view: {says: The suit suffices., credibility: 6}
  court-backlog: {says: The court is behind.}
"""


@pytest.fixture(scope="module")
def dam() -> Situation:
    return loads(DAM, file="dam.yaml")


def on(*claims: str) -> Grounds:
    return Grounds(len(claims), tuple(ClaimReference(claim) for claim in claims))


def test_the_title_is_read_in_every_language(dam: Situation) -> None:
    assert dam.title == Prose((("en", "Two neighbours and a dam"), ("de", "Zwei Nachbarn und ein Damm")))
    assert (dam.as_of, dam.language) == ("2025-03-01", "en")


def test_a_single_text_stands_under_the_language_of_the_file(dam: Situation) -> None:
    assert dam.decision_maker("upstream").name == Prose((("en", "Upstream state"),))
    german = loads(DAM.replace("language: en", "language: de"))
    assert german.decision_maker("upstream").name == Prose((("de", "Upstream state"),))


def test_options_are_numbered_with_consents_last(dam: Situation) -> None:
    assert [option.key for option in dam.options] == [
        "upstream.build", "upstream.release", "downstream.sue", "upstream.treaty", "downstream.treaty",
    ]  # fmt: skip


def test_an_option_has_its_name_needs_and_grounds(dam: Situation) -> None:
    build, release, *_ = dam.options
    assert (build.address, str(build.name), build.because) == ("options.upstream.build", "build the dam", on("plan-announced"))
    assert (release.needs, release.because) == (Name("treaty"), None)


def test_a_consent_needs_nothing_itself_and_is_sourced_with_the_joint_option(dam: Situation) -> None:
    consents = [option for option in dam.options if option.joint]
    assert [(consent.owner, consent.joint, consent.needs) for consent in consents] == [
        ("upstream", "treaty", None),
        ("downstream", "treaty", None),
    ]
    assert dam.joint_options[0].by == ("upstream", "downstream")
    assert dam.joint_options[0].address == "joint-options.treaty"


def test_wants_keep_their_order_ids_and_positions(dam: Situation) -> None:
    court, build, group = dam.decision_maker("upstream").wants or ()
    assert isinstance(court, PreferenceStatement)
    assert isinstance(build, PreferenceStatement)
    assert isinstance(group, AnyOrder)
    assert (court.address, court.id, court.statement) == ("wants.upstream.no-court", "no-court", parse("not sue"))
    assert (build.address, build.id) == ("wants.upstream.2", "2")
    assert [(want.address, want.id) for want in group.members] == [("wants.upstream.3-1", "3-1"), ("wants.upstream.3-2", "3-2")]
    assert group.members[0].statement == parse("release only if treaty")


def test_the_order_of_a_line_is_a_line_of_its_own(dam: Situation) -> None:
    _, build, _ = dam.decision_maker("upstream").wants or ()
    assert build.above is not None
    assert (build.above.address, build.above.because) == ("order.upstream.2", on("minister-puts-energy-first"))


def test_a_bare_statement_is_an_unsourced_want(dam: Situation) -> None:
    wants = dam.decision_maker("downstream").wants or ()
    assert [want.sourced for want in wants] == [False, False, False]


def test_one_of_becomes_a_statement(dam: Situation) -> None:
    first, second = dam.rules
    assert (first.address, first.statement, first.because) == (
        "rules.1", parse("not (sue and treaty)"), on("treaty-bars-suits"),
    )  # fmt: skip
    assert (second.address, in_words(second.statement)) == ("rules.2", "not (sue and treaty)")


def test_exactly_one_of_asks_for_one_of_them() -> None:
    situation = loads(DAM.replace("- one-of: [sue, treaty]", "- exactly-one-of: [sue, treaty, build]"))
    assert in_words(situation.rules[1].statement) == (
        "not (sue and treaty) and not (sue and build) and not (treaty and build) and (sue or treaty or build)"
    )


def test_moves_can_be_irreversible_or_impossible(dam: Situation) -> None:
    assert [(line.option, line.taken, line.address) for line in dam.irreversible] == [
        ("upstream.build", True, "irreversible.build")
    ]
    (move,) = dam.impossible_moves
    assert (move.by, move.from_, move.to) == ("downstream", Name("treaty"), Name("sue"))
    assert (move.address, move.because) == ("impossible-moves.1", on("treaty-bars-suits"))


def test_a_side_of_an_impossible_move_that_is_not_named_holds_always() -> None:
    situation = loads(DAM.replace("    from: treaty\n", "").replace("  - by: downstream\n    to", "  - to"))
    (move,) = situation.impossible_moves
    assert (move.by, move.from_, move.to) == ("", Constant(True), Name("sue"))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", True),
        ("no", False),
        ("open", None),
        ("ja", True),
        ("nein", False),
        ("offen", None),
        ("true", True),
        ("false", False),
    ],
)
def test_a_circumstance_is_yes_no_or_open(written: str, value: bool | None) -> None:
    situation = loads(DAM.replace("value: open", f"value: {written}"))
    (drought,) = situation.circumstances
    assert (drought.address, drought.value, str(drought.name)) == ("circumstances.drought", value, "the drought lasts")


def test_several_speakers_define_one_term(dam: Situation) -> None:
    assert [(d.key, d.address, d.because) for d in dam.definitions_of("legal-conflict")] == [
        ("legal-conflict.lawyers", "definitions.legal-conflict.lawyers", on("lawyers-view")),
        ("legal-conflict.minister", "definitions.legal-conflict.minister", on("minister-view")),
    ]


def test_a_definition_may_be_a_bare_statement_and_a_term_may_have_a_name() -> None:
    written = DAM.replace("definitions:\n", "definitions:\n  peace: not sue\n  calm: {statement: peace, name: calm waters}\n")
    situation = loads(written.replace("  legal-conflict:\n", "  legal-conflict:\n    name: a legal conflict\n    press: sue\n"))
    names = {definition.key: str(definition.name) for definition in situation.definitions}
    assert names == {
        "peace": "", "calm": "calm waters", "legal-conflict.press": "a legal conflict",
        "legal-conflict.lawyers": "a legal conflict", "legal-conflict.minister": "a legal conflict",
    }  # fmt: skip
    assert situation.meaning("peace") == Meaning("definition", "peace")


def test_today_is_said_under_full_names(dam: Situation) -> None:
    assert dam.today is not None
    (line,) = dam.today
    assert (line.option, line.value, line.address) == ("upstream.build", False, "today.upstream.build")
    assert line.because == on("plan-announced")


def test_today_of_a_joint_option_is_said_under_its_id() -> None:
    situation = loads(DAM.replace("today:\n", "today:\n  treaty: unknown\n"))
    assert [(line.option, line.value) for line in situation.today or ()] == [("treaty", None), ("upstream.build", False)]


def test_a_file_without_today_says_so() -> None:
    assert loads(DAM.replace("today:\n  build:\n    value: no\n    because: plan-announced\n", "")).today is None


def test_questions_know_what_they_are_about(dam: Situation) -> None:
    assert [(q.kind, q.statement, q.term, q.by) for q in dam.questions] == [
        ("why", Name("build"), "", "upstream"),
        ("next", None, "", ""),
        ("when", None, "legal-conflict", ""),
        ("against", Name("build"), "", "downstream"),
    ]
    assert str(dam.questions[1].ask) == "What comes next?"


def test_a_question_may_be_about_a_statement_or_one_speakers_definition() -> None:
    situation = loads(DAM.replace("when: legal-conflict", "when: legal-conflict.lawyers"))
    assert (situation.questions[2].statement, situation.questions[2].term) == (Name("legal-conflict.lawyers"), "")


def test_a_what_if_holds_changes(dam: Situation) -> None:
    (what_if,) = dam.what_ifs
    (change,) = what_if.changes
    assert (what_if.address, str(what_if.name), what_if.because) == (
        "what-if.court-is-slow", "the court takes ten years", on("court-backlog"),
    )  # fmt: skip
    assert (change.kind, change.target, change.of, change.above, change.below) == ("move", "no-court", "upstream", None, 2)


CHANGES = """\
      - {drop: 1, of: downstream}
      - {drop: rules.2}
      - {add: sue or build, of: downstream, above: 1, id: fight}
      - add: {rule: not (sue and build)}
      - add: {impossible-move: {by: upstream, from: build, to: not build}}
      - add: {irreversible: not sue}
      - {add: {option: {id: pay, name: pay damages, needs: treaty}}, of: upstream}
      - {set: drought, value: yes}
      - {set: build, value: unknown}
      - {set: sue, by: [upstream, downstream]}
"""


def test_every_kind_of_change_is_read() -> None:
    written = DAM.replace("what-if:\n", f"what-if:\n  all:\n    changes:\n{CHANGES}      - combine: [court-is-slow]\n")
    changes = loads(written).what_ifs[0].changes
    assert [change.kind for change in changes] == [*("drop",) * 2, *("add",) * 5, *("set",) * 3, "combine"]
    lines = [type(change.line).__name__ for change in changes if change.line]
    assert lines == ["PreferenceStatement", "Rule", "ImpossibleMove", "Irreversible", "Option"]
    assert (changes[2].above, changes[2].of) == (1, "downstream")
    assert [change.value for change in changes[7:9]] == [True, None]
    assert changes[9].by == ("upstream", "downstream")
    assert changes[10].parts == ("court-is-slow",)


def test_the_record_is_read_whole(dam: Situation) -> None:
    (paper,) = dam.sources
    assert paper.published is not None
    assert (paper.published.value, paper.published.basis, paper.reliability) == ("2025-02-28", "metadata", "B")
    assert paper.standards == ("JTI",)
    (minister,) = dam.speakers
    assert minister.name.in_language("de") == "Die Ministerin"
    assert (str(minister.offices[0].name), minister.offices[0].until) == ("minister of energy", "2025")
    assert minister.correction is not None
    assert str(minister.correction.right) == "the minister"


def test_a_claim_is_read_whole(dam: Situation) -> None:
    claim = dam.claim("minister-fears-court")
    assert (claim.by, claim.form, claim.told_as, claim.likelihood) == ("author", "narration", "assessed", "very likely")
    assert claim.credibility is not None
    assert (claim.credibility.value, claim.credibility.by, str(claim.credibility.why)) == (2, "us", "two letters")
    assert (claim.origin, claim.source, claim.words) == ("minister", "paper", "vermutlich")
    assert claim.at[1] == TextPlace(start=95, end=99)
    assert claim.at[0].paragraph == 1
    assert [(figure.value, figure.compare, figure.counted_by) for figure in claim.figures] == [
        (Decimal(3000), ">", "the agency"),
        (Decimal("0.30"), "~", ""),
    ]
    assert claim.when == ("2024", "2024-12")
    assert (claim.alternative_told_as, claim.alternative_by) == (("reported",), ("minister",))
    assert [(relation.kind, relation.claim) for relation in claim.relates] == [
        ("supports", "plan-announced"),
        ("denies", "court-backlog"),
        ("uses", "plan-announced"),
    ]
    assert claim.entered is not None
    assert (claim.entered.by, claim.entered.accepted_by) == ("rules", "a. person")


def test_what_a_claim_leaves_out_has_its_default(dam: Situation) -> None:
    backlog = dam.claim("court-backlog")
    assert (backlog.by, backlog.told_as, backlog.credibility, backlog.at) == ("unnamed", "stated", None, ())
    assert dam.claim("lawyers-view").via == ("minister", "unnamed")
    assert str(dam.claim("minister-puts-energy-first").condition) == "the price stays high"
    assert dam.claim("treaty-bars-suits").confirmed_by == "both ministries"


def test_every_line_knows_its_place(dam: Situation) -> None:
    places = {line.address: line.place for line in dam.lines()}
    assert str(places["wants.upstream.no-court"]) == "dam.yaml:17:9"
    assert str(places["rules.1"]) == "dam.yaml:43:5"
    assert all(place is not None for place in places.values())


def test_addresses_are_unique(dam: Situation) -> None:
    addresses = [line.address for line in dam.lines()]
    assert len(addresses) == len(set(addresses))


# --- rankings and weights -------------------------------------------------------------------------------------------


def with_preferences(text: str) -> Situation:
    wants = "    wants:\n      - release if build\n      - not sue\n      - treaty\n"
    return loads(DAM.replace(wants, text))


def test_a_ranking_names_states_as_options_numbers_ties_and_the_rest() -> None:
    situation = with_preferences(
        "    ranking:\n"
        "      - treaty + build\n"
        "      - nothing = upstream.build\n"
        "      - 4\n"
        "      - [5, sue + release]\n"
        "      - {tier: upstream.treaty, because: plan-announced}\n"
        "      - the rest\n"
    )
    ranking = situation.decision_maker("downstream").ranking
    assert ranking is not None
    assert [tier.states for tier in ranking.tiers] == [(0b11001,), (0, 1), (4,), (5, 6), (8,)]
    assert ranking.rest
    assert ranking.tiers[4].address == "ranking.downstream.5"
    assert ranking.tiers[4].because == on("plan-announced")


def test_german_words_stand_for_nothing_and_the_rest() -> None:
    ranking = with_preferences("    ranking: [nichts, der Rest]\n").decision_maker("downstream").ranking
    assert ranking is not None
    assert ([tier.states for tier in ranking.tiers], ranking.rest) == ([(0,)], True)


def test_weights_are_exact_decimals() -> None:
    situation = with_preferences(
        "    weights:\n      sue: 1.10\n      upstream.build: -2\n      drought: {weight: 1e2, because: plan-announced}\n"
    )
    weights = situation.decision_maker("downstream").weights
    assert [(weight.name, str(weight.value)) for weight in weights] == [
        ("sue", "1.10"),
        ("upstream.build", "-2"),
        ("drought", "1E+2"),
    ]
    assert weights[2].address == "weights.downstream.drought"
    assert weights[2].because == on("plan-announced")


def test_weights_may_stand_beside_wants() -> None:
    downstream = with_preferences("    wants: [treaty]\n    weights: {sue: 1}\n").decision_maker("downstream")
    assert downstream.wants is not None
    assert len(downstream.weights) == 1


def test_no_wants_are_indifference() -> None:
    assert with_preferences("    wants: []\n").decision_maker("downstream").wants == ()


# --- the graph form -------------------------------------------------------------------------------------------------

GRAPH = """\
lagebild: 1
states:
  s1:
  s2: the middle
  s3: {name: {de: das Ende}}
  s4: {de: danach}
decision-makers:
  a:
    moves: {s1: [s2], s2: [s1, s3]}
    ranking: [[s3], [s1, s2], the rest]
  b:
    moves: {}
    wants: [s1 or s2]
today: s1
"""


def test_a_graph_is_read_with_states_moves_and_rankings() -> None:
    situation = loads(GRAPH)
    a, b = situation.decision_makers
    assert situation.is_graph
    assert [(state.id, str(state.name)) for state in situation.states] == [
        ("s1", ""), ("s2", "the middle"), ("s3", "das Ende"), ("s4", "danach"),
    ]  # fmt: skip
    assert a.moves == (("s1", ("s2",)), ("s2", ("s1", "s3")))
    assert b.moves == ()
    assert a.ranking is not None
    assert [tier.states for tier in a.ranking.tiers] == [("s3",), ("s1", "s2")]
    assert situation.today is not None
    assert (situation.today[0].option, situation.today[0].address) == ("s1", "today.s1")


# --- short forms ----------------------------------------------------------------------------------------------------


def test_an_option_may_be_a_name_or_nothing_at_all() -> None:
    situation = loads(
        "lagebild: 1\ndecision-makers:\n  a:\n    options:\n      build: build the dam\n      stop:\n      go: {de: gehen}\n"
        "      wait: 1914\n    wants: []\n"
    )
    assert [(option.id, option.name.texts) for option in situation.options] == [
        ("build", (("en", "build the dam"),)), ("stop", ()), ("go", (("de", "gehen"),)), ("wait", (("en", "1914"),)),
    ]  # fmt: skip


def test_german_statements_mean_the_same() -> None:
    german = DAM.replace("release if build", "release wenn build").replace("- not sue\n", "- nicht sue\n")
    assert loads(german).decision_makers == loads(DAM).decision_makers


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert loads("\ufeff" + DAM.replace("\n", "\r\n")).decision_makers == loads(DAM).decision_makers


def test_json_is_read_too() -> None:
    situation = loads('{"lagebild": 1, "decision-makers": {"a": {"options": {"x": null}, "wants": ["not x"]}}}')
    assert situation.decision_maker("a").options[0].key == "a.x"
