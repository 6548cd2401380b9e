"""What a lost or false line does, once more: by rewriting what the file says, before anything is read.

A document here is the file as plain data (as in ``tests/strategies.py``), with ``because`` at its lines. Losses are applied
to the document; what is left is solved with the definitions as plain sets. Nothing is shared with ``changes/losses.py``, with
the engines or with the analysis of hinges.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from lagebild.statements import Name, Statement, names
from lagebild.statements import parse as parse_text
from tests.oracle.definitions import Conflict, State, conflict_of, equilibria, feasible_states
from tests.strategies import Document, situation_of

OUT: Final = "out"
OPPOSITE: Final = "opposite"
UNDEFINED: Final = "undefined"

Losses = Mapping[str, str]
Values = tuple[str, ...]
"""What one conclusion comes to, per case of the document as it stands."""


parse = cache(parse_text)


class NoAnswerError(Exception):
    """A case that is no conflict: no state, an impossible today, a ranking with gaps."""


# --- what a line rests on ---------------------------------------------------------------------------------------------


def holds(because: str, claims: set[str]) -> bool:
    """Whether grounds hold while just these claims do: ``a and (b or c)``, ``at least 2 of (a, b, c)``."""
    tokens = re.findall(r"[(),]|[^\s(),]+", because)

    def listed() -> list[bool]:
        assert tokens.pop(0) == "("
        found = [junction()]
        while tokens[0] == ",":
            tokens.pop(0)
            found.append(junction())
        assert tokens.pop(0) == ")"
        return found

    def single() -> bool:
        if tokens[0] == "(":
            return listed()[0]
        word = tokens.pop(0)
        if word == "at":
            assert tokens.pop(0) == "least"
            count = int(tokens.pop(0))
            assert tokens.pop(0) == "of"
            return sum(listed()) >= count
        return word in claims

    def junction() -> bool:
        value = single()
        while tokens and tokens[0] in ("and", "or"):
            joined, other = tokens.pop(0), single()
            value = value and other if joined == "and" else value or other
        return value

    result = junction()
    assert not tokens
    return result


def lines_of(document: Document) -> dict[str, str | None]:
    """Every line that can be lost, by address, with its ``because``. What is said for an order is a line where it is said."""
    return {address: because_of(item) for address, item in _entries(document)}


def because_of(item: Any) -> str | None:
    return item.get("because") if isinstance(item, dict) else None


def _entries(document: Document) -> Iterator[tuple[str, Any]]:
    graph = "states" in document
    for dm, spec in document["decision-makers"].items():
        if "because" in spec:
            yield f"decision-makers.{dm}", spec
        for option, body in spec.get("options", {}).items():
            yield f"options.{dm}.{option}", body
        for entry in entries_of(spec):
            yield from ((f"wants.{dm}.{member.id}", member.item) for member in entry.members)
            if entry.above is not None:
                yield f"order.{dm}.{entry.id}", entry.above
        if "ranking" in spec:
            yield f"ranking.{dm}", None
            for number, tier in enumerate(spec["ranking"], start=1):
                if tier != "the rest":
                    yield f"ranking.{dm}.{number}", tier
        for name, body in spec.get("weights", {}).items():
            yield f"weights.{dm}.{name}", body
    for section in ("joint-options", "states"):
        yield from ((f"{section}.{id_}", body) for id_, body in document.get(section, {}).items())
    yield from ((f"rules.{number}", body) for number, body in enumerate(document.get("rules", ()), start=1))
    yield from ((f"irreversible.{_text(body, 'option')}", body) for body in document.get("irreversible", ()))
    yield from ((f"impossible-moves.{n}", body) for n, body in enumerate(document.get("impossible-moves", ()), start=1))
    yield from ((f"circumstances.{id_}", body) for id_, body in document.get("circumstances", {}).items())
    for key, body in definitions_of(document).items():
        yield f"definitions.{key}", body
    if graph and "today" in document:
        yield f"today.{document['today']}", None
    elif not graph:
        for key, body in document.get("today", {}).items():
            yield f"today.{key}", body


def definitions_of(document: Document) -> dict[str, Any]:
    """Every definition by ``term`` or ``term.speaker``."""
    found: dict[str, Any] = {}
    for term, body in document.get("definitions", {}).items():
        if isinstance(body, str) or "statement" in body:
            found[term] = body
        else:
            found.update((f"{term}.{speaker}", said) for speaker, said in body.items())
    return found


def orders_of(document: Document) -> list[str]:
    """Every order that the file decides, of wants or of tiers."""
    found = []
    for dm, spec in document["decision-makers"].items():
        found += [f"order.{dm}.{entry.id}" for entry in entries_of(spec)[:-1]]
        tiers = [tier for tier in spec.get("ranking", ()) if tier != "the rest"]
        found += [f"order.{dm}.{number}" for number in range(1, len(tiers))]
    return found


def _text(body: Any, key: str = "statement") -> str:
    return str(body[key] if isinstance(body, dict) else body)


@dataclass(frozen=True)
class Member:
    """One want."""

    id: str
    item: Any

    @property
    def text(self) -> str:
        return _text(self.item)


@dataclass(frozen=True)
class Entry:
    """One place among the wants: a want, or several in any order."""

    id: str
    members: tuple[Member, ...]
    above: Any = None


def entries_of(spec: Document) -> list[Entry]:
    found = []
    for position, item in enumerate(spec.get("wants") or (), start=1):
        above = item.get("above") if isinstance(item, dict) else None
        if above is not None and not isinstance(above, dict):
            above = {"because": above}
        if isinstance(item, dict) and "any-order" in item:
            members = tuple(Member(f"{position}-{number}", one) for number, one in enumerate(item["any-order"], start=1))
            found.append(Entry(str(position), members, above))
        else:
            id_ = item.get("id", str(position)) if isinstance(item, dict) else str(position)
            found.append(Entry(id_, (Member(id_, item),), above))
    return found


# --- the document after losses ----------------------------------------------------------------------------------------

Order = tuple[tuple[str, str], ...]
"""Wants by id with their statements, most important first."""


@dataclass(frozen=True)
class After:
    """What is left: a bare document without wants, every order the wants can have, and what a document cannot say."""

    document: Document
    orders: Mapping[str, Sequence[Order]]
    pinned: Mapping[str, bool]
    """Options that stand as they stand today."""
    gone: frozenset[str]
    """States of a graph that are lost."""
    still: frozenset[str]
    """Decision makers of a graph who cannot move."""
    undefined: frozenset[str]
    """Definitions without a meaning."""


def after_losses(document: Document, losses: Losses) -> After:
    """The document with every line in, out or opposite."""
    undefined = _undefined(document, losses)

    def state(address: str, *statements: Any) -> str:
        """How a line fares; whatever uses a definition without meaning is out."""
        used = {key for text in statements if text is not None for key in uses(document, str(text))}
        return OUT if used & undefined else losses.get(address, "")

    bare = copy.deepcopy(document)
    for key in ("claims", "sources", "speakers", "questions"):
        bare.pop(key, None)
    bare["definitions"] = {
        term: {"statement": _text(body)}
        if isinstance(body, str) or "statement" in body
        else {speaker: {"statement": _text(said)} for speaker, said in body.items()}
        for term, body in document.get("definitions", {}).items()
    }
    bare["rules"] = [
        _rule(body)
        for number, body in enumerate(document.get("rules", ()), start=1)
        if not state(f"rules.{number}", *_statements_of_rule(body))
    ]
    bare["irreversible"] = [
        _text(body, "option")
        for body in document.get("irreversible", ())
        if f"irreversible.{_text(body, 'option')}" not in losses
    ]
    bare["impossible-moves"] = [
        {key: body[key] for key in ("by", "from", "to") if key in body}
        for number, body in enumerate(document.get("impossible-moves", ()), start=1)
        if not state(f"impossible-moves.{number}", body.get("from"), body.get("to"))
    ]
    bare["circumstances"] = {
        id_: {"name": id_, "value": _flipped(_text(body, "value"), losses.get(f"circumstances.{id_}", ""), "open")}
        for id_, body in document.get("circumstances", {}).items()
    }
    orders: dict[str, Sequence[Order]] = {}
    for dm, spec in bare["decision-makers"].items():
        if "wants" in spec:
            orders[dm] = _orders(dm, document["decision-makers"][dm], losses, state)
        _lose_ranking(dm, spec, losses)
        _lose_weights(dm, spec, state)
    if "states" in document:
        gone = frozenset(id_ for id_ in document["states"] if f"states.{id_}" in losses)
        if f"today.{document.get('today')}" in losses:
            bare.pop("today")
        still = frozenset(dm for dm in document["decision-makers"] if f"decision-makers.{dm}" in losses)
        return After(bare, orders, {}, gone, still, undefined)
    bare["today"] = {
        key: _flipped(_text(body, "value"), losses.get(f"today.{key}", ""), "unknown")
        for key, body in document.get("today", {}).items()
    }
    pinned = _pin(bare, state)
    if "today" not in document:
        bare.pop("today")
    return After(bare, orders, pinned, frozenset(), frozenset(), undefined)


def uses(document: Document, text: str) -> set[str]:
    """The definitions that a statement names, itself or through definitions."""
    definitions = definitions_of(document)
    found: set[str] = set()
    waiting = [name.text for name in names(parse(text))]
    while waiting:
        name = waiting.pop()
        for key in definitions:
            if key not in found and name in (key, key.partition(".")[0]):
                found.add(key)
                waiting += [inner.text for inner in names(parse(_text(definitions[key])))]
    return found


def _undefined(document: Document, losses: Losses) -> frozenset[str]:
    definitions = definitions_of(document)
    lost = {key for key in definitions if f"definitions.{key}" in losses}
    return frozenset(key for key in definitions if key in lost or uses(document, _text(definitions[key])) & lost)


def _rule(body: Any) -> Any:
    return {key: value for key, value in body.items() if key not in ("because", "id")} if isinstance(body, dict) else body


def _statements_of_rule(body: Any) -> list[str]:
    if isinstance(body, str) or "statement" in body:
        return [_text(body)]
    return [text for key in ("one-of", "exactly-one-of") for text in body.get(key, ())]


def _flipped(value: str, state: str, unknown: str) -> str:
    if not state or value == unknown:
        return value
    return unknown if state == OUT else {"yes": "no", "no": "yes"}[value]


State_of = Callable[..., str]


def _orders(dm: str, spec: Document, losses: Losses, state: State_of) -> list[Order]:
    """Every order of the wants that nothing known speaks against, without the wants that are out.

    Places joined by orders that are out or opposite form a stretch; stretches keep their order. Inside a stretch, what
    stands below by an opposite order comes first.
    """
    entries = entries_of(spec)
    links = [losses.get(f"order.{dm}.{entry.id}", "") for entry in entries[:-1]]
    stretch = [sum(not link for link in links[:place]) for place in range(len(entries))]
    wants = [(member, place) for place, entry in enumerate(entries) for member in entry.members]

    def known_first(first: int, second: int) -> bool:
        """Whether the place ``first`` is known to come before the place ``second``."""
        if stretch[first] != stretch[second]:
            return first < second
        return second < first and all(link == OPPOSITE for link in links[second:first])

    found: dict[Order, None] = {}
    for order in itertools.permutations(wants):
        if any(known_first(later[1], sooner[1]) for sooner, later in itertools.combinations(order, 2)):
            continue
        kept = []
        for member, _ in order:
            fares = state(f"wants.{dm}.{member.id}", member.text)
            if fares != OUT:
                kept.append((member.id, f"not ({member.text})" if fares == OPPOSITE else member.text))
        found[tuple(kept)] = None
    return list(found)


def _lose_ranking(dm: str, spec: Document, losses: Losses) -> None:
    if "ranking" not in spec:
        return
    tiers = [_tier(tier) for tier in spec["ranking"] if tier != "the rest"]
    rest = "the rest" in spec["ranking"]
    if f"ranking.{dm}" in losses:
        del spec["ranking"]
        spec["wants"] = []
        return
    count = len(tiers)
    lost = [f"ranking.{dm}.{number}" in losses for number in range(1, count + 1)]
    links = [losses.get(f"order.{dm}.{number}", "") for number in range(1, count)]
    assert not (any(lost) and any(links)), "the two are lost in different runs"
    if OPPOSITE in links:
        # Maximal runs of opposite orders are turned round.
        starts = [place for place in range(count) if place == 0 or links[place - 1] != OPPOSITE]
        tiers = [tier for start, end in itertools.pairwise([*starts, count]) for tier in reversed(tiers[start:end])]
    tied = [lost[place] or (place < count - 1 and links[place] == OUT) for place in range(count)]
    found: list[list[State]] = [[]]
    for place, tier in enumerate(tiers):
        found[-1].extend(tier)
        if not tied[place]:
            found.append([])
    if not rest and found[-1] == []:
        found.pop()
    # With the rest, what is left over at the end belongs to it.
    spec["ranking"] = [*(found[:-1] if rest else found), *(["the rest"] if rest else [])]


def _tier(tier: Any) -> list[State]:
    states = tier["tier"] if isinstance(tier, dict) else tier
    return list(states) if isinstance(states, list) else [states]


def _lose_weights(dm: str, spec: Document, state: State_of) -> None:
    if "weights" not in spec:
        return
    found = {}
    for name, body in spec["weights"].items():
        value, fares = (body["weight"] if isinstance(body, dict) else body), state(f"weights.{dm}.{name}", name)
        found[name] = 0 if fares == OUT else -value if fares == OPPOSITE else value
    spec["weights"] = found


def _pin(bare: Document, state: State_of) -> dict[str, bool]:
    """Options that are lost, by key, with their value today. What they need stays, unless it has lost its meaning."""
    today = bare["today"]
    pinned: dict[str, bool] = {}

    def pin(owner: str, option: str) -> None:
        key = f"{owner}.{option}"
        pinned[key] = today.get(key, today.get(option) if option in bare.get("joint-options", {}) else "no") == "yes"

    for dm, spec in bare["decision-makers"].items():
        owner_lost = bool(state(f"decision-makers.{dm}"))
        for option, body in list(spec.get("options", {}).items()):
            needs = body.get("needs") if isinstance(body, dict) else None
            if owner_lost or state(f"options.{dm}.{option}", needs):
                pin(dm, option)
            spec["options"][option] = {} if needs is None or (needs and state("", needs)) else {"needs": needs}
    for id_, body in bare.get("joint-options", {}).items():
        for owner in body["by"]:
            if state(f"joint-options.{id_}", body.get("needs")) or state(f"decision-makers.{owner}"):
                pin(owner, id_)
        if body.get("needs") and state("", body["needs"]):
            del body["needs"]
    return pinned


# --- cases and values -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CaseSolved:
    """One case: how it settles what is open, its equilibria, and what holds in each."""

    circumstances: Mapping[str, str]
    above: frozenset[tuple[str, str, str]]
    """Decision maker and two wants of which the first comes first."""
    states: Sequence[State]
    equilibria: tuple[State, ...]
    truth: Callable[[State, Statement], bool] = field(compare=False)
    indifferent: frozenset[str] = frozenset()


def solved(left: After, concept: str = "seq") -> list[CaseSolved]:
    """Every case. Raises: NoAnswerError."""
    circumstances = left.document.get("circumstances", {})
    values = [("no", "yes") if body["value"] == "open" else (body["value"],) for body in circumstances.values()]
    found: list[CaseSolved] = []
    for chosen in itertools.product(*values):
        found += _Settled(left, dict(zip(circumstances, chosen, strict=True)), concept).cases()
    return found


class _Settled:
    """What is left with every circumstance settled; only orders of wants are still open."""

    def __init__(self, left: After, circumstances: Mapping[str, str], concept: str) -> None:
        self.left, self.circumstances, self.concept = left, circumstances, concept
        document = copy.deepcopy(left.document)
        for id_, value in circumstances.items():
            document["circumstances"][id_]["value"] = value
        for dm in left.orders:
            # Without any want only weights are left; wants go before them, below.
            document["decision-makers"][dm]["wants"] = []
        situation = situation_of(document)
        case = next(situation.cases())
        self.valuations = feasible_states(situation, case)
        whole = conflict_of(situation, case)
        keys = [option.key for option in situation.options]

        def bit(state: State, key: str) -> bool:
            return bool(int(state) >> keys.index(key) & 1)

        pinned = left.pinned.items()
        self.states = [s for s in whole.states if s not in left.gone and all(bit(s, key) == value for key, value in pinned)]
        if not self.states:
            raise NoAnswerError("no feasible state")
        for dm, spec in document["decision-makers"].items():
            named = {state for tier in spec.get("ranking", ()) if tier != "the rest" for state in tier}
            if "ranking" in spec and "the rest" not in spec["ranking"] and not named >= set(self.states):
                raise NoAnswerError(f"the ranking of {dm} misses states")
        if not _today_can_be(document, keys, self.states, bit):
            raise NoAnswerError("today is not feasible")
        self.conflict = _restricted(whole, self.states, left.still)
        self.solved: dict[object, tuple[tuple[State, ...], frozenset[str]]] = {}
        self._truths: dict[tuple[State, Statement], bool] = {}

    def cases(self) -> Iterator[CaseSolved]:
        for orders in itertools.product(*self.left.orders.values()):
            yield self._case(dict(zip(self.left.orders, orders, strict=True)))

    def _case(self, orders: Mapping[str, Order]) -> CaseSolved:
        worth = {dm: tuple(self._worth(dm, orders.get(dm, ()))) for dm in self.conflict.decision_makers}
        key = tuple(worth.values())
        if key not in self.solved:
            better = {dm: dict(zip(self.states, worth[dm], strict=True)) for dm in worth}
            found = equilibria(replace(self.conflict, better=better), self.concept)
            self.solved[key] = tuple(found), frozenset(dm for dm in worth if len(set(worth[dm])) == 1)
        states, indifferent = self.solved[key]
        return CaseSolved(
            circumstances=self.circumstances,
            above=frozenset((dm, a, b) for dm in orders for (a, _), (b, _) in itertools.combinations(orders[dm], 2)),
            states=self.states,
            equilibria=states,
            truth=self.truth,
            indifferent=indifferent,
        )

    def _worth(self, dm: str, order: Order) -> list[int]:
        """A number a state, larger preferred: the most important want counts more than all that follow, then weights."""
        base = self.conflict.better[dm]
        assert not callable(base)
        rows = [(*(self.truth(state, parse(text)) for _, text in order), base[state]) for state in self.states]
        places = {row: place for place, row in enumerate(sorted(set(rows)))}
        return [places[row] for row in rows]

    def truth(self, state: State, statement: Statement) -> bool:
        key = (state, statement)
        if key not in self._truths:
            self._truths[key] = bool(self.valuations[state].truth(statement))
        return self._truths[key]


def _restricted(conflict: Conflict, states: Sequence[State], still: frozenset[str]) -> Conflict:
    moves = {
        i: {s: frozenset() if i in still else by_state[s] & frozenset(states) for s in states}
        for i, by_state in conflict.moves.items()
    }
    return replace(conflict, states=tuple(states), moves=moves)


def _today_can_be(document: Document, keys: Sequence[str], states: Sequence[State], bit: Callable[[State, str], bool]) -> bool:
    """Whether a feasible state fits what is said of today. What is not named is not taken."""
    if "today" not in document:
        return True
    if "states" in document:
        return document["today"] in states
    today, joints = document["today"], document.get("joint-options", {})

    def said(key: str) -> str:
        return str(today.get(key, today.get(key.partition(".")[2], "no") if key.partition(".")[2] in joints else "no"))

    together = [[f"{owner}.{id_}" for owner in joints[id_]["by"]] for id_ in joints if today.get(id_) == "unknown"]
    return any(
        all(said(key) == "unknown" or (said(key) == "yes") == bit(state, key) for key in keys)
        and all(len({bit(state, key) for key in group if key not in today}) <= 1 for group in together)
        for state in states
    )


def conclusions_of(document: Document) -> list[Statement]:
    """What is asked: a statement a question, one a definition where a term is asked about."""
    found: list[Statement] = []
    definitions = definitions_of(document)
    for question in document["questions"]:
        text = next((question[kind] for kind in ("why", "when", "against", "for") if kind in question), None)
        if text is None:
            continue
        if "when" in question and text in document.get("definitions", {}):
            found += [Name(key) for key in definitions if key.partition(".")[0] == text]
        else:
            found.append(parse(text))
    return found


class Oracle:
    """What the conclusions of a document come to after losses. ``base`` raises NoAnswerError for a document at fault."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.asked = conclusions_of(document)
        self.cases = solved(after_losses(document, {}))
        for spec in document["decision-makers"].values():
            ranked = {state for tier in spec.get("ranking", ()) if tier != "the rest" for state in _tier(tier)}
            if any(not ranked <= set(case.states) for case in self.cases):
                raise NoAnswerError("a file may not rank states that are not feasible")
        self.base: tuple[Values, ...] = self._values({}, self.cases)
        self._known: dict[frozenset[tuple[str, str]], tuple[Values, ...]] = {}
        self._indifferent: dict[frozenset[tuple[str, str]], set[str]] = {}

    def after(self, losses: Losses) -> tuple[Values, ...]:
        """Per conclusion its values, case by case of the document as it stands."""
        self._look_at(losses)
        return self._known[frozenset(losses.items())]

    def indifferent(self, losses: Losses) -> set[str]:
        """Who has something to prefer in some case as it stands, and nothing afterwards."""
        self._look_at(losses)
        return self._indifferent[frozenset(losses.items())]

    def _look_at(self, losses: Losses) -> None:
        key = frozenset(losses.items())
        if key in self._known:
            return
        try:
            later = solved(after_losses(self.document, losses))
        except NoAnswerError:
            self._known[key] = tuple((UNDEFINED,) * len(self.cases) for _ in self.asked)
            self._indifferent[key] = set()
            return
        self._known[key] = self._values(losses, later)
        both = _open(self.cases) & _open(later)
        pairs = [(old, new) for old in self.cases for new in later if _settled(old) & both == _settled(new) & both]
        self._indifferent[key] = {dm for old, new in pairs for dm in new.indifferent - old.indifferent}

    def _values(self, losses: Losses, later: Sequence[CaseSolved]) -> tuple[Values, ...]:
        undefined = _undefined(self.document, losses)
        both = _open(self.cases) & _open(later)
        alike = [[other for other in later if _settled(case) & both == _settled(other) & both] for case in self.cases]
        return tuple(
            (UNDEFINED,) * len(self.cases)
            if _names_one_of(self.document, statement, undefined)
            else tuple(_value([o.truth(state, statement) for o in others for state in o.equilibria]) for others in alike)
            for statement in self.asked
        )


def _names_one_of(document: Document, statement: Statement, undefined: frozenset[str]) -> bool:
    return any(uses(document, name.text) & undefined for name in names(statement))


Setting = tuple[str, ...]


def _settled(case: CaseSolved) -> frozenset[Setting]:
    """What a case settles: every circumstance, and every pair of wants."""
    return frozenset(case.circumstances.items()) | case.above


def _open(cases: Sequence[CaseSolved]) -> frozenset[Setting]:
    """What is settled one way in some cases and another way in others."""
    settled = [_settled(case) for case in cases]
    return frozenset.union(*settled) - frozenset.intersection(*settled)


def _value(holding: Sequence[bool]) -> str:
    if not holding:
        return "no equilibrium"
    return "all" if all(holding) else "some" if any(holding) else "none"
