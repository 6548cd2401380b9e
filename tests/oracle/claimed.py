"""Random files whose lines rest on claims: wants, orders, tiers, weights, rules, options, definitions, today, questions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Final

from lagebild.errors import InputError
from lagebild.reading import loads
from lagebild.situation import Situation
from tests.oracle.losses import NoAnswerError, Oracle, definitions_of
from tests.strategies import Document, random_graph_document, random_option_document, situation_of, text_of

SPEAKERS: Final = ("minister", "envoy", "farmers")
SOURCES: Final = ("gazette", "wire")
ORIGINS: Final = ("survey", "minister")


def random_claimed_document(
    rng: random.Random, *, most_claims: int = 12, most_sourced: int = 5, most_options: int = 4, most_states: int = 5
) -> tuple[Document, Situation, Oracle]:
    """A file that can be read and has an answer as it stands, read, and the oracle's view of it.

    At most ``most_sourced`` lines rest on claims: so many lines can be in or out, whatever is lost.
    """
    while True:
        graph = rng.random() < 0.2
        if graph:
            document = random_graph_document(rng, most_states=most_states, most_decision_makers=3)
        else:
            document = random_option_document(rng, most_options=most_options, most_decision_makers=3, most_cases=2)
        situation = situation_of(document)
        options = [option.key for option in situation.options]
        _spell_out(document, situation)
        if not graph:
            _define(rng, document, options)
            _say_of_today(rng, document)
        document["questions"] = [_random_question(rng, document, options) for _ in range(rng.randint(1, 3))]
        _source(rng, document, most_claims, most_sourced)
        try:
            return document, loads(text_of(document)), Oracle(document)
        except (InputError, NoAnswerError):
            # A definition that turns in a circle, a ranking with gaps, an infeasible today.
            continue


def _spell_out(document: Document, situation: Situation) -> None:
    """Tiers by their states, and every line in a form that has room for a ``because``."""
    for dm, spec in document["decision-makers"].items():
        if "ranking" in spec:
            ranking = situation.decision_maker(dm).ranking
            assert ranking is not None
            rest = ["the rest"] if ranking.rest else []
            spec["ranking"] = [{"tier": list(tier.states)} for tier in ranking.tiers] + rest
        if "weights" in spec:
            spec["weights"] = {name: {"weight": value} for name, value in spec["weights"].items()}
        if "wants" in spec:
            spec["wants"] = [_as_line(item) for item in spec["wants"]]
    if "rules" in document:
        document["rules"] = [_as_line(item) for item in document["rules"]]
    if "irreversible" in document:
        # Twice the same line would be two lines with one address.
        document["irreversible"] = [{"option": text} for text in dict.fromkeys(document["irreversible"])]
    if isinstance(document.get("today"), dict):
        document["today"] = {key: {"value": value} for key, value in document["today"].items()}


def _as_line(item: Any) -> Document:
    if isinstance(item, dict) and "any-order" in item:
        return {"any-order": [_as_line(member) for member in item["any-order"]]}
    return dict(item) if isinstance(item, dict) else {"statement": item}


def _define(rng: random.Random, document: Document, options: list[str]) -> None:
    """A word that is defined by another word, and uses of both."""
    if rng.random() < 0.4:
        known = [*definitions_of(document), *options]
        text = f"{rng.choice(known)} or {rng.choice(options)}" if rng.random() < 0.5 else f"not {rng.choice(known)}"
        document.setdefault("definitions", {})["grave"] = (
            {"envoy": {"statement": text}} if rng.random() < 0.3 else {"statement": text}
        )
    words = list(definitions_of(document))
    if not words:
        return
    for spec in document["decision-makers"].values():
        for item in spec.get("wants") or ():
            if "statement" in item and rng.random() < 0.2:
                item["statement"] = rng.choice((rng.choice(words), f"not {rng.choice(words)}"))
        for body in spec["options"].values():
            if rng.random() < 0.08:
                body["needs"] = rng.choice(words)


def _say_of_today(rng: random.Random, document: Document) -> None:
    for body in document.get("today", {}).values():
        if rng.random() < 0.1:
            body["value"] = "unknown"
    for id_, spec in document.get("joint-options", {}).items():
        said = [document["today"].pop(f"{dm}.{id_}") for dm in spec["by"]] if "today" in document and rng.random() < 0.5 else []
        if said:
            same = len({body["value"] for body in said}) == 1
            document["today"][id_] = said[0] if same else {"value": rng.choice(("no", "unknown"))}


def _random_question(rng: random.Random, document: Document, options: list[str]) -> Document:
    makers = list(document["decision-makers"])
    names = list(document["states"]) if "states" in document else options + 2 * list(definitions_of(document))
    terms = list(document.get("definitions", {}))
    if terms and rng.random() < 0.35:
        return {"when": rng.choice(terms)}
    one, other = rng.choice(names), rng.choice(names)
    text = rng.choice((one, one, f"not {one}", f"{one} or {other}", f"{one} and not {other}"))
    kind = rng.choice(("when", "why", "against", "for"))
    return {"when": text} if kind == "when" else {kind: text, "by": rng.choice(makers)}


# --- claims and what rests on them ------------------------------------------------------------------------------------


def _source(rng: random.Random, document: Document, most_claims: int, most_sourced: int) -> None:
    ids = [f"c{number}" for number in range(1, rng.randint(1, most_claims) + 1)]
    document["claims"] = {id_: _random_claim(rng, id_) for id_ in ids}
    document["speakers"] = {id_: {"name": id_} for id_ in SPEAKERS}
    document["sources"] = {id_: {"title": id_} for id_ in SOURCES}
    kinds = [list(places) for places in _places(document)]
    for _ in range(rng.randint(1, most_sourced)):
        # Kinds of lines by turns, so that rare ones are met too.
        kind = rng.choice([places for places in kinds if places])
        rng.choice(kind)["because"] = _random_grounds(rng, ids)


def _random_claim(rng: random.Random, id_: str) -> Document:
    claim: Document = {"says": f"Somebody says {id_}."}
    if rng.random() < 0.8:
        claim["by"] = rng.choice(SPEAKERS)
    if rng.random() < 0.7:
        claim["in"] = rng.choice(SOURCES)
    if rng.random() < 0.4:
        claim["origin"] = rng.choice(ORIGINS)
    return claim


def _places(document: Document) -> Iterator[Iterator[Document]]:
    """Everything that can be given a ``because``, kind by kind."""
    makers = list(document["decision-makers"].values())
    yield iter(makers)
    yield (body for spec in makers for body in spec.get("options", {}).values())
    wants = [spec.get("wants") or [] for spec in makers]
    for _ in range(2):
        yield (line for listed in wants for item in listed for line in item.get("any-order", [item]))
    yield (item.setdefault("above", {}) for listed in wants for item in listed[:-1])
    yield (tier for spec in makers for tier in spec.get("ranking", ()) if tier != "the rest")
    yield (body for spec in makers for body in spec.get("weights", {}).values())
    for section in ("joint-options", "states", "circumstances"):
        yield iter(document.get(section, {}).values())
    yield iter(definitions_of(document).values())
    for section in ("rules", "irreversible", "impossible-moves"):
        yield iter(document.get(section, ()))
    if isinstance(document.get("today"), dict):
        yield iter(document["today"].values())


def _random_grounds(rng: random.Random, ids: list[str], depth: int = 2) -> str:
    kind = rng.random()
    if depth == 0 or kind < 0.35:
        return rng.choice(ids)
    inner = [_random_grounds(rng, ids, depth - 1) for _ in range(rng.choice((2, 2, 3)))]
    if kind < 0.5:
        return f"at least {rng.randint(1, len(inner))} of ({', '.join(inner)})"
    word = " and " if kind < 0.7 else " or "
    return word.join(text if " " not in text else f"({text})" for text in inner)
