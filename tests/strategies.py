"""Random situations: as documents in the shape of the file, as YAML texts, and as values that no file was read for.

One generator serves hypothesis and the nightly search: it draws from a ``random.Random``, and hypothesis hands in one whose
draws it records and shrinks.
"""

from __future__ import annotations

import dataclasses
import hashlib
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import numpy as np
import yaml
from hypothesis import strategies as st

from lagebild.evidence.records import Prose
from lagebild.situation import (
    AnyOrder,
    Circumstance,
    DecisionMaker,
    Definition,
    ImpossibleMove,
    Irreversible,
    JointOption,
    Option,
    PreferenceStatement,
    Ranking,
    Rule,
    Situation,
    State,
    Tier,
    TodayLine,
    Weight,
)
from lagebild.statements import And, Conditional, Constant, Name, Not, Or, Statement, in_words, parse
from tests.oracle.definitions import feasible_states

Document = dict[str, Any]
"""What a situation file says, in the shape it says it."""

DECISION_MAKERS: Final = ("north", "south", "east", "west", "court")
OPTIONS: Final = ("build", "release", "sue", "pay", "talk", "wait", "arm")


# --- strategies -------------------------------------------------------------------------------------------------------


def _generators() -> st.SearchStrategy[random.Random]:
    return st.randoms(use_true_random=False)


def option_documents(**limits: Any) -> st.SearchStrategy[Document]:
    """Files in option form; ``limits`` as in ``random_option_document``."""
    return _generators().map(lambda rng: random_option_document(rng, **limits))


def graph_documents(**limits: Any) -> st.SearchStrategy[Document]:
    """Files in graph form; ``limits`` as in ``random_graph_document``."""
    return _generators().map(lambda rng: random_graph_document(rng, **limits))


def documents() -> st.SearchStrategy[Document]:
    """Files in either form."""
    return option_documents() | graph_documents()


def situation_texts() -> st.SearchStrategy[str]:
    """Whole situation files as YAML."""
    return documents().map(text_of)


def situations(**limits: Any) -> st.SearchStrategy[Situation]:
    """Situations in either form, built without reading YAML; ``limits`` hold for the option form."""
    return (option_documents(**limits) | graph_documents()).map(situation_of)


def random_situation_text(rng: random.Random | np.random.Generator) -> str:
    """One whole situation file, for searches that run for hours without hypothesis."""
    return text_of(random_document(rng))


def random_document(rng: random.Random | np.random.Generator) -> Document:
    """One file, two times in three in option form."""
    if isinstance(rng, np.random.Generator):
        rng = random.Random(int(rng.integers(2**63)))
    return random_option_document(rng) if rng.random() < 2 / 3 else random_graph_document(rng)


def text_of(document: Document) -> str:
    """The document as block-style YAML."""
    text: str = yaml.dump(document, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, default_flow_style=False, width=120)
    return text


_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


# --- drawing a file in graph form -------------------------------------------------------------------------------------


def random_graph_document(rng: random.Random, *, most_states: int = 7, most_decision_makers: int = 5) -> Document:
    """Two to five decision makers, two to seven states; moves need not be transitive, preferences may tie."""
    names = DECISION_MAKERS[: rng.randint(2, most_decision_makers)]
    states = [f"s{number}" for number in range(1, rng.randint(2, most_states) + 1)]
    density = rng.choice((0.15, 0.3, 0.5))
    makers: Document = {}
    for name in names:
        moves = {s: [t for t in states if t != s and rng.random() < density] for s in states}
        makers[name] = {
            "moves": {s: targets for s, targets in moves.items() if targets},
            "ranking": _random_tiers(rng, states),
        }
    document: Document = {**_head("A graph"), "states": {s: {"name": f"state {s}"} for s in states}, "decision-makers": makers}
    if rng.random() < 0.7:
        document["today"] = rng.choice(states)
    return document


def _head(title: str) -> Document:
    return {"lagebild": 1, "title": title, "as-of": "2025-03-01", "language": "en"}


def _random_tiers(rng: random.Random, states: list[Any]) -> list[list[Any]]:
    levels = rng.randint(1, len(states)) if rng.random() < 0.5 else len(states) * 3
    of_state = {s: rng.randrange(levels) for s in states}
    tiers = [[s for s in states if of_state[s] == level] for level in range(levels)]
    return [tier for tier in tiers if tier]


# --- drawing a file in option form ------------------------------------------------------------------------------------


def random_option_document(
    rng: random.Random,
    *,
    most_options: int = 6,
    most_decision_makers: int = 5,
    most_cases: int = 4,
    transitive: bool = False,
) -> Document:
    """At most ``most_options`` options in all (consents included) and a feasible state in every case.

    ``transitive`` leaves out what makes moves intransitive: impossible moves.
    """
    while True:
        document = _random_frame(rng, most_options, most_decision_makers, most_cases, transitive)
        feasible = _feasible_in_each_case(document)
        if all(feasible):
            return _with_preferences(rng, document, feasible)


def _random_frame(rng: random.Random, most_options: int, most_makers: int, most_cases: int, transitive: bool) -> Document:
    makers = DECISION_MAKERS[: rng.randint(2, most_makers)]
    owned: dict[str, list[str]] = {maker: [] for maker in makers}
    joint: Document = {}
    left = rng.randint(1, most_options)
    if left >= 3 and rng.random() < 0.35:
        by = sorted(rng.sample(makers, rng.randint(2, min(3, len(makers), left - 1))), key=makers.index)
        joint["treaty"] = {"name": "sign the treaty", "by": by}
        left -= len(by)
    unused = list(OPTIONS)
    for _ in range(left):
        maker = rng.choice(makers)
        # Now and then two decision makers have options of the same name: the bare name is then ambiguous.
        twice = [o for other in makers if other != maker for o in owned[other] if o not in owned[maker]]
        owned[maker].append(rng.choice(twice) if twice and rng.random() < 0.1 else unused.pop(0))
    document: Document = {
        **_head("A random quarrel"),
        "decision-makers": {maker: {"options": {o: {"name": f"{o} it"} for o in owned[maker]}} for maker in makers},
    }
    if joint:
        document["joint-options"] = joint
    names = list(_names(document))
    if rng.random() < 0.35:
        open_too = most_cases >= 2
        value = rng.choice(("yes", "no", "open") if open_too else ("yes", "no"))
        document["circumstances"] = {"drought": {"name": "the drought lasts", "value": value}}
    _draw_needs(rng, document, names)
    if rng.random() < 0.3:
        document["definitions"] = _random_definitions(rng, _all_names(document))
    _draw_constraints(rng, document, transitive)
    return document


def _names(document: Document) -> Iterator[str]:
    """Every option as a statement would name it, and the joint options."""
    owned = [(maker, o) for maker, spec in document["decision-makers"].items() for o in spec["options"]]
    for maker, o in owned:
        unique = sum(other == o for _, other in owned) == 1
        yield o if unique else f"{maker}.{o}"
    yield from document.get("joint-options", {})


def _all_names(document: Document) -> list[str]:
    names = [*_names(document), *document.get("circumstances", {})]
    for joint, spec in document.get("joint-options", {}).items():
        names += [f"{maker}.{joint}" for maker in spec["by"]]
    for term, spec in document.get("definitions", {}).items():
        names += [term] if "statement" in spec else [f"{term}.{speaker}" for speaker in spec]
    return names


def _draw_needs(rng: random.Random, document: Document, names: list[str]) -> None:
    """Give some options something they need; what is needed needs nothing itself, so no circle arises."""
    if rng.random() > 0.35 or len(names) < 2:
        return
    needed = rng.choice([*names, *document.get("circumstances", {})])
    for maker, spec in document["decision-makers"].items():
        for o in spec["options"]:
            if needed not in (o, f"{maker}.{o}") and rng.random() < 0.4:
                spec["options"][o]["needs"] = needed if rng.random() < 0.8 else f"not {needed}"
    for joint, spec in document.get("joint-options", {}).items():
        if needed != joint and rng.random() < 0.3:
            spec["needs"] = needed
            # A consent that is named on its own needs nothing; only the joint option lapses.


def _random_definitions(rng: random.Random, names: list[str]) -> Document:
    if rng.random() < 0.5:
        return {"quarrel": {"name": "a quarrel", "statement": _random_text(rng, names)}}
    return {"quarrel": {speaker: {"statement": _random_text(rng, names)} for speaker in ("lawyers", "minister")}}


def _draw_constraints(rng: random.Random, document: Document, transitive: bool) -> None:
    names, options = _all_names(document), list(_names(document))
    rules: list[Any] = []
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        text = _random_text(rng, names)
        rules.append(rng.choice((text, {"statement": text})))
    if len(options) >= 2 and rng.random() < 0.2:
        some = rng.sample(options, rng.randint(2, min(3, len(options))))
        rules.append({rng.choice(("one-of", "exactly-one-of")): some})
    if rules:
        document["rules"] = rules
    if rng.random() < 0.5:
        consents = [name for name in names if "." in name and name.split(".")[1] in document.get("joint-options", {})]
        lines = rng.sample([*options, *consents], rng.randint(1, min(2, len(options))))
        document["irreversible"] = [rng.choice((line, line, f"not {line}")) for line in lines]
    if not transitive and rng.random() < 0.35:
        makers = list(document["decision-makers"])
        document["impossible-moves"] = [_random_impossible_move(rng, makers, names) for _ in range(rng.randint(1, 2))]


def _random_impossible_move(rng: random.Random, makers: Any, names: list[str]) -> Document:
    line: Document = {"by": rng.choice(makers)} if rng.random() < 0.6 else {}
    sides = rng.choice((("from",), ("to",), ("from", "to"), ("from", "to")))
    return {**line, **{side: _random_text(rng, names, depth=1) for side in sides}}


def _with_preferences(rng: random.Random, document: Document, feasible: list[list[int]]) -> Document:
    same_everywhere = all(states == feasible[0] for states in feasible)
    names, options = _all_names(document), list(_names(document))
    orders_left = len(feasible) == 1
    for spec in document["decision-makers"].values():
        kind = rng.choice(("wants", "wants", "wants", "ranking", "weights"))
        if kind == "ranking" and same_everywhere:
            spec["ranking"] = _random_ranking(rng, document, feasible[0])
        elif kind == "weights":
            spec["weights"] = _random_weights(rng, names)
        else:
            wants: list[Any] = [_random_want(rng, names, options) for _ in range(rng.choice((0, 1, 2, 2, 3, 3, 4)))]
            if orders_left and rng.random() < 0.15:
                orders_left = False
                place = rng.randint(0, len(wants))
                wants.insert(place, {"any-order": [_random_want(rng, names, options) for _ in range(2)]})
            spec["wants"] = wants
            if rng.random() < 0.2:
                spec["weights"] = _random_weights(rng, names)
    everywhere = [s for s in feasible[0] if all(s in states for states in feasible)]
    if everywhere and rng.random() < 0.7:
        keys = [option.key for option in situation_of(document).options]
        today = rng.choice(everywhere)
        document["today"] = {key: "yes" if today >> place & 1 else "no" for place, key in enumerate(keys)}
    return document


def _random_want(rng: random.Random, names: list[str], options: list[str]) -> Any:
    # Mostly plain options: random formulas are too often true everywhere.
    text = rng.choice(options) if options and rng.random() < 0.5 else _random_text(rng, names)
    text = f"not {text}" if text in options and rng.random() < 0.5 else text
    return text if rng.random() < 0.8 else {"statement": text}


def _random_weights(rng: random.Random, names: list[str]) -> Document:
    chosen = rng.sample(names, rng.randint(1, min(4, len(names))))
    return {name: rng.choice((1, 2, -1, -2, 3, 0.1, 0.2, 0.3, -0.5)) for name in chosen}


def _random_ranking(rng: random.Random, document: Document, states: list[int]) -> list[Any]:
    keys = [option.key for option in situation_of(document).options]
    tiers: list[Any] = []
    for tier in _random_tiers(rng, rng.sample(states, len(states))):
        texts = [" + ".join(key for place, key in enumerate(keys) if s >> place & 1) or "nothing" for s in tier]
        number: Any = tier[0] if len(tier) == 1 else tier
        tiers.append(rng.choice((number, " = ".join(texts))))
    if len(tiers) > 1 and rng.random() < 0.3:
        tiers[-1] = "the rest"
    return tiers


def _random_text(rng: random.Random, names: list[str], *, depth: int = 2) -> str:
    return in_words(_random_statement(rng, names, depth))


def _random_statement(rng: random.Random, names: list[str], depth: int) -> Statement:
    if depth == 0 or rng.random() < 0.3:
        if rng.random() < 0.03 or not names:
            return Constant(rng.random() < 0.8)
        return Name(rng.choice(names))
    kind = rng.choice(("not", "and", "or", "or", "if", "only if", "iff"))
    if kind == "not":
        return Not(_random_statement(rng, names, depth - 1))
    left, right = (_random_statement(rng, names, depth - 1) for _ in range(2))
    if kind in ("and", "or"):
        return And((left, right)) if kind == "and" else Or((left, right))
    return Conditional(kind, left, right)


def _feasible_in_each_case(document: Document) -> list[list[int]]:
    situation = situation_of(document)
    return [[int(s) for s in feasible_states(situation, case)] for case in situation.cases()]


# --- from a document to a situation, without reading YAML -------------------------------------------------------------


def situation_of(document: Document) -> Situation:
    """The situation that the document describes. Only what this module draws is understood; nothing is checked."""
    joint_options = tuple(
        JointOption(
            address=f"joint-options.{id_}",
            id=id_,
            name=_prose(spec.get("name")),
            by=tuple(spec["by"]),
            needs=_statement(spec.get("needs")),
        )
        for id_, spec in document.get("joint-options", {}).items()
    )
    situation = Situation(
        title=_prose(document["title"]),
        as_of=document["as-of"],
        decision_makers=tuple(_decision_maker(id_, spec, joint_options) for id_, spec in document["decision-makers"].items()),
        joint_options=joint_options,
        states=tuple(
            State(address=f"states.{id_}", id=id_, name=_prose(spec.get("name")))
            for id_, spec in document.get("states", {}).items()
        ),
        rules=tuple(_rule(number, item) for number, item in enumerate(document.get("rules", ()), start=1)),
        impossible_moves=tuple(
            ImpossibleMove(
                address=f"impossible-moves.{number}",
                id=str(number),
                by=item.get("by", ""),
                from_=_statement(item.get("from")) or Constant(True),
                to=_statement(item.get("to")) or Constant(True),
            )
            for number, item in enumerate(document.get("impossible-moves", ()), start=1)
        ),
        circumstances=tuple(
            Circumstance(address=f"circumstances.{id_}", id=id_, name=_prose(spec["name"]), value=_YES_NO_OPEN[spec["value"]])
            for id_, spec in document.get("circumstances", {}).items()
        ),
        definitions=tuple(_definitions(document.get("definitions", {}))),
        sha256=hashlib.sha256(text_of(document).encode()).hexdigest(),
    )
    return _with_what_names_options(situation, document)


_YES_NO_OPEN: Final = {"yes": True, "no": False, "open": None, "unknown": None}


def _prose(text: str | None) -> Prose:
    return Prose((("en", text),)) if text else Prose()


def _statement(text: str | None) -> Statement | None:
    return None if text is None else parse(text)


def _decision_maker(id_: str, spec: Document, joint_options: tuple[JointOption, ...]) -> DecisionMaker:
    own = [
        Option(
            address=f"options.{id_}.{o}",
            owner=id_,
            id=o,
            name=_prose(described.get("name")),
            needs=_statement(described.get("needs")),
        )
        for o, described in spec.get("options", {}).items()
    ]
    consents = [
        Option(address=f"joint-options.{joint.id}", owner=id_, id=joint.id, name=joint.name, joint=joint.id)
        for joint in joint_options
        if id_ in joint.by
    ]
    wants = None
    if "wants" in spec:
        wants = tuple(_want(f"wants.{id_}", str(number), item) for number, item in enumerate(spec["wants"], start=1))
    return DecisionMaker(
        address=f"decision-makers.{id_}",
        id=id_,
        options=(*own, *consents),
        wants=wants,
        weights=tuple(
            Weight(address=f"weights.{id_}.{name}", name=name, value=Decimal(str(value)))
            for name, value in spec.get("weights", {}).items()
        ),
        moves=tuple((s, tuple(targets)) for s, targets in spec["moves"].items()) if "moves" in spec else None,
    )


def _want(prefix: str, position: str, item: Any) -> PreferenceStatement | AnyOrder:
    address = f"{prefix}.{position}"
    if isinstance(item, dict) and "any-order" in item:
        members = tuple(
            PreferenceStatement(address=f"{address}-{number}", id=f"{position}-{number}", statement=parse(_text_in(member)))
            for number, member in enumerate(item["any-order"], start=1)
        )
        return AnyOrder(address=address, members=members)
    return PreferenceStatement(address=address, id=position, statement=parse(_text_in(item)))


def _text_in(item: Any) -> str:
    return str(item["statement"] if isinstance(item, dict) else item)


def _rule(number: int, item: Any) -> Rule:
    statement = _at_most_one(item) if isinstance(item, dict) and "statement" not in item else parse(_text_in(item))
    return Rule(address=f"rules.{number}", id=str(number), statement=statement)


def _at_most_one(item: Document) -> Statement:
    ((kind, names),) = item.items()
    pairs = [Not(And((Name(a), Name(b)))) for number, a in enumerate(names) for b in names[number + 1 :]]
    return And((*pairs, Or(tuple(map(Name, names))))) if kind == "exactly-one-of" else And(tuple(pairs))


def _definitions(section: Document) -> Iterator[Definition]:
    for term, spec in section.items():
        if "statement" in spec:
            yield Definition(address=f"definitions.{term}", term=term, statement=parse(spec["statement"]))
        else:
            for speaker, said in spec.items():
                yield Definition(
                    address=f"definitions.{term}.{speaker}", term=term, speaker=speaker, statement=parse(said["statement"])
                )


def _with_what_names_options(situation: Situation, document: Document) -> Situation:
    """Add the lines that need to know what option a name means: irreversible, rankings, today."""
    irreversible = []
    for line in document.get("irreversible", ()):
        name = line.removeprefix("not ")
        irreversible.append(
            Irreversible(address=f"irreversible.{line}", option=situation.meaning(name).key, taken=not line.startswith("not "))
        )
    makers = []
    for maker in situation.decision_makers:
        listed = document["decision-makers"][maker.id].get("ranking")
        if listed is None:
            makers.append(maker)
            continue
        rest = listed[-1] == "the rest"
        tiers = tuple(
            Tier(address=f"ranking.{maker.id}.{number}", states=tuple(_tier(situation, tier)))
            for number, tier in enumerate(listed[:-1] if rest else listed, start=1)
        )
        makers.append(dataclasses.replace(maker, ranking=Ranking(address=f"ranking.{maker.id}", tiers=tiers, rest=rest)))
    today: tuple[TodayLine, ...] | None = None
    if situation.is_graph and "today" in document:
        today = (TodayLine(address="today", option=document["today"], value=True),)
    elif "today" in document:
        today = tuple(
            TodayLine(address=f"today.{key}", option=key, value=_YES_NO_OPEN[value]) for key, value in document["today"].items()
        )
    return dataclasses.replace(situation, decision_makers=tuple(makers), irreversible=tuple(irreversible), today=today)


def _tier(situation: Situation, tier: Any) -> Iterator[int | str]:
    if situation.is_graph or isinstance(tier, list):
        yield from tier if isinstance(tier, list) else [tier]
    elif isinstance(tier, int):
        yield tier
    else:
        keys = [option.key for option in situation.options]
        for state in tier.split(" = "):
            yield sum(2 ** keys.index(name) for name in state.split(" + ") if name != "nothing")
