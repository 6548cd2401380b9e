"""Standards of proof on random situations, against all combinations of open lines, each solved afresh from nothing.

The oracle shares with the analysis only what a lost line does (``changes/losses.py``) and how a situation is solved; how
strong claims are, which lines are open, which cases compare and what a conclusion comes to is worked out again, plainly.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.analyses.proof import proofs
from lagebild.changes.losses import lose, touchable
from lagebild.errors import InputError
from lagebild.evidence.grounds import Grounds, hold, parse_grounds, references
from lagebild.evidence.records import TOLD_AS, Claim, Credibility, Prose, Source
from lagebild.situation import AnyOrder, Case, DecisionMaker, Line, Question, Situation, Want
from lagebild.solutions import Solution, analyse
from lagebild.statements import Name, Not, Or, Statement
from tests.strategies import situations

searching = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
generators = st.randoms(use_true_random=False)

MOST_OPEN = 4
"""How many lines get claims at most."""


# --- drawing claims ---------------------------------------------------------------------------------------------------


def with_claims(situation: Situation, rng: random.Random) -> Situation:
    """The situation with a few lines that rest on random claims, and questions about it."""
    sources = tuple(Source(id=f"paper-{n}", reliability=rng.choice(("", "", "A", "B", "C", "D", "E", "F", "F"))) for n in "12")
    claims = tuple(_random_claim(rng, number, sources) for number in range(rng.randint(2, 5)))
    orders = [order.address for dm in situation.decision_makers if dm.wants for order in dm.orders]
    addresses = [*touchable(situation), *orders, *(dm.address for dm in situation.decision_makers)]
    chosen = rng.sample(addresses, min(len(addresses), rng.randint(1, MOST_OPEN)))
    grounds = {address: _random_grounds(rng, [claim.id for claim in claims]) for address in chosen}
    questions = [Question(kind="when", statement=_random_question(rng, situation)) for _ in range(2)]
    questions += [Question(kind="when", term=term) for term in {line.term for line in situation.definitions}]
    return _grounded(replace(situation, sources=sources, claims=claims, questions=tuple(questions)), grounds)


def _random_claim(rng: random.Random, number: int, sources: Sequence[Source]) -> Claim:
    return Claim(
        id=f"claim-{number}",
        says=Prose((("en", "It is so."),)),
        by=rng.choice(("unnamed", "minister", "expert")),
        told_as=rng.choice(TOLD_AS),
        credibility=Credibility(value=rng.randint(1, 6)) if rng.random() < 0.2 else None,
        origin=rng.choice(("", "", "minister", "agency", sources[0].id)),
        source=rng.choice(sources).id,
    )


def _random_grounds(rng: random.Random, ids: list[str]) -> tuple[Grounds | None, Grounds | None]:
    def one() -> Grounds:
        a, b, c = (rng.choice(ids) for _ in range(3))
        return parse_grounds(
            rng.choice((a, f"{a} or {b}", f"{a} and {b}", f"({a} and {b}) or {c}", f"at least 2 of ({a}, {b}, {c})"))
        )

    for_it, against = rng.choice(((True, False), (True, False), (True, True), (False, True)))
    return one() if for_it else None, one() if against else None


def _random_question(rng: random.Random, situation: Situation) -> Statement:
    names = [state.id for state in situation.states] or [option.key for option in situation.options]
    one, other = Name(rng.choice(names)), Name(rng.choice(names))
    return rng.choice((one, Not(one), Or((one, other))))


def _grounded(situation: Situation, grounds: Mapping[str, tuple[Grounds | None, Grounds | None]]) -> Situation:
    def on(line: Line) -> Line:
        because, against = grounds.get(line.address, (None, None))
        return replace(line, because=because, against=against)

    def want(line: Want, orders: Mapping[str, str]) -> Want:
        order = orders.get(line.address, "")
        above = on(Line(address=order)) if order in grounds else None
        if isinstance(line, AnyOrder):
            return replace(line, above=above, members=tuple(map(on, line.members)))  # type: ignore[arg-type]
        return replace(on(line), above=above)  # type: ignore[call-arg, return-value]

    def somebody(dm: DecisionMaker) -> DecisionMaker:
        orders = {order.upper: order.address for order in dm.orders}
        ranking = dm.ranking and replace(on(dm.ranking), tiers=tuple(map(on, dm.ranking.tiers)))  # type: ignore[call-arg]
        return replace(
            on(dm),
            options=tuple(option if option.joint else on(option) for option in dm.options),
            wants=None if dm.wants is None else tuple(want(line, orders) for line in dm.wants),
            ranking=ranking,
            weights=tuple(map(on, dm.weights)),
        )  # type: ignore[call-arg, return-value]

    sections = ("joint_options", "states", "rules", "irreversible", "impossible_moves", "circumstances", "definitions")
    changed = {name: tuple(map(on, getattr(situation, name))) for name in sections}
    today = None if situation.today is None else tuple(map(on, situation.today))
    makers = tuple(map(somebody, situation.decision_makers))
    return replace(situation, decision_makers=makers, today=today, **changed)  # type: ignore[arg-type]


# --- the oracle -------------------------------------------------------------------------------------------------------

FIRM = {"confirmed": 5, "announced": 4, "stated": 4, "reported": 3, "assessed": 3, "conjectured": 1}


def claim_level(situation: Situation, claim: Claim, worst: bool) -> int:
    letters = {source.id: source.reliability for source in situation.sources}
    letter = letters.get(claim.origin, letters.get(claim.source, ""))
    level = {"A": 5, "B": 4, "C": 3, "D": 2, "E": 1, "F": 1 if worst else 5, "": 5}[letter]
    if claim.credibility is not None and claim.credibility.value < 6:
        level = min(level, 6 - claim.credibility.value)
    return min(level, FIRM[claim.told_as])


def level_of(situation: Situation, grounds: Grounds | None, worst: bool) -> int:
    """The highest level at which the grounds hold by the claims that reach it; one more if also without any one voice."""
    if grounds is None:
        return 0
    level = {claim.id: claim_level(situation, claim, worst) for claim in situation.claims}
    voice = {claim.id: claim.voice for claim in situation.claims}

    def carried(at: int, *, without: str = "") -> bool:
        return hold(grounds, lambda claim: level[claim] >= at and voice[claim] != without)

    reached = max(at for at in range(6) if carried(at))
    voices = {voice[reference.claim] for reference in references(grounds)}
    missed = all(carried(reached, without=lost) for lost in voices)
    return min(5, reached + missed)


Outcome = tuple[int, int, int]
"""In how many combinations a conclusion holds, turns, cannot be answered."""


def by_definition(situation: Situation, standard: int, worst: bool) -> list[Outcome]:
    """Every conclusion over every combination of the lines that are open at a standard."""
    can = set(touchable(situation))
    opposite: dict[str, str] = {}
    open_: list[str] = []
    for line in situation.lines():
        if line.address not in can or (line.because is None and line.against is None):
            continue
        if getattr(line, "value", True) is None:
            continue  # said to be open or unknown already
        pro = level_of(situation, line.because, worst) >= standard
        con = level_of(situation, line.against, worst) >= standard
        if pro == con:
            open_.append(line.address)
        elif con:
            opposite[line.address] = "opposite"
    asked = list(statements(situation))
    before = list(situation.cases())
    base = values(situation, {}, asked, before)
    counts = [[0, 0, 0] for _ in asked]
    for out in itertools.chain.from_iterable(itertools.combinations(open_, size) for size in range(len(open_) + 1)):
        after = values(situation, {**opposite, **dict.fromkeys(out, "out")}, asked, before)
        for count, old, new in zip(counts, base, after, strict=True):
            count[2 if new is None else 0 if new == old else 1] += 1
    return [(held, turned, undefined) for held, turned, undefined in counts]


def statements(situation: Situation) -> list[Statement]:
    found: list[Statement] = []
    for question in situation.questions:
        if question.statement is not None:
            found.append(question.statement)
        found += [Name(line.key) for line in situation.definitions if question.term and line.term == question.term]
    return found


def values(
    situation: Situation, losses: Mapping[str, str], asked: Sequence[Statement], before: Sequence[Case]
) -> list[list[str] | None]:
    """What each statement comes to per case as it was; None where there is no answer."""
    lost = lose(situation, losses)
    try:
        solutions = analyse(lost.situation, ["seq"]).solutions
    except InputError:
        return [None for _ in asked]
    return [
        None
        if lost.asks_undefined(statement)
        else [
            in_words([solution for solution in solutions if alike(situation, case, lost.situation, solution.case)], statement)
            for case in before
        ]
        for statement in asked
    ]


def in_words(solutions: Sequence[Solution], statement: Statement) -> str:
    holding = [
        bool(solution.model.truth(statement)[position])
        for solution in solutions
        for position in range(solution.model.count)
        if solution.is_equilibrium("seq")[position]
    ]
    if not holding:
        return "no equilibrium"
    return "all" if all(holding) else "some" if any(holding) else "none"


def alike(before: Situation, case: Case, after: Situation, later: Case) -> bool:
    """Whether two cases agree on everything that both situations leave open."""
    settled, settled_later = dict(case.circumstances), dict(later.circumstances)
    if any(settled[c] != settled_later[c] for c in open_circumstances(before) & open_circumstances(after)):
        return False
    pairs = open_pairs(before) & open_pairs(after)
    return pairs & above(before, case) == pairs & above(after, later)


def open_circumstances(situation: Situation) -> set[str]:
    return {line.id for line in situation.circumstances if line.value is None}


def open_pairs(situation: Situation) -> set[tuple[str, str]]:
    """Ordered pairs of wants that stand one way in some cases, and the other way in others."""
    met = [above(situation, case) for case in situation.cases()]
    return {(a, b) for a, b in set.union(*met) if any((b, a) in found for found in met)}


def above(situation: Situation, case: Case) -> set[tuple[str, str]]:
    listed = [[want.address for want in case.wants_of(dm)] for dm in situation.decision_makers]
    return {pair for wants in listed for pair in itertools.combinations(wants, 2)}


# --- the tests --------------------------------------------------------------------------------------------------------


@searching
@given(situation=situations(most_options=4, most_decision_makers=3, most_cases=2), rng=generators)
def test_every_standard_is_what_all_combinations_say(situation: Situation, rng: random.Random) -> None:
    situation = with_claims(situation, rng)
    found = proofs(situation, seconds=None)
    for standard, worst in itertools.product(range(1, 6), (True, False)):
        expected = by_definition(situation, standard, worst)
        for proof, (held, turned, undefined) in zip(found.proofs, expected, strict=True):
            at = proof.at(standard, 0 if worst else 1)
            assert at.certain
            assert at.holds == (turned == undefined == 0)
            if at.weighing.complete:
                assert (at.tally.held, at.tally.turned, at.tally.undefined) == (held, turned, undefined)
            else:
                assert at.tally.turned <= turned
                assert at.tally.undefined <= undefined


@searching
@given(situation=situations(most_options=4, most_decision_makers=3, most_cases=2), rng=generators)
def test_without_claims_every_conclusion_holds_by_every_standard(situation: Situation, rng: random.Random) -> None:
    bare = replace(situation, questions=with_claims(situation, rng).questions)
    for proof in proofs(bare).proofs:
        assert (proof.standard, proof.monotone, proof.certain, proof.is_interval) == (5, True, True, False)


@searching
@given(situation=situations(most_options=4, most_decision_makers=3, most_cases=2), rng=generators)
def test_where_nothing_is_said_against_anything_holding_is_monotone(situation: Situation, rng: random.Random) -> None:
    situation = with_claims(situation, rng)
    for_it = {line.address: (line.because, None) for line in situation.lines()}
    assert all(proof.monotone for proof in proofs(_grounded(situation, for_it), seconds=None).proofs)
