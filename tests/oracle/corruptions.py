"""Ways to spoil a certificate: such that it must be refused, and any way at all."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any, Final

from tests.oracle.producer import Certificate

FLIPPED: Final = {"stable": "unstable", "unstable": "stable"}


def surely_false(certificate: Certificate) -> Iterator[tuple[str, Certificate]]:
    """Every corruption of a produced certificate that no checker may accept, with what was done."""
    match certificate["form"]:
        case "column":
            yield from _spoiled_column(certificate)
            return
        case "answers":
            for place, (key, _) in enumerate(certificate["answers"]):
                yield f"the key {key} dropped", _changed(certificate, ["answers", place])
                yield f"the path of {key} emptied", _changed(certificate, ["answers", place, 1], [])
                for step, (_, rest) in enumerate(certificate["answers"][place][1]):
                    if isinstance(rest, list):
                        yield "an inner path emptied", _changed(certificate, ["answers", place, 1, step, 1], [])
        case "improvement":
            yield "the path emptied", _changed(certificate, ["path"], [])
        case "closed":
            yield "the path emptied", _changed(certificate, ["path"], [])
            part = "pairs" if "pairs" in certificate else "states"
            for place, member in enumerate(certificate[part]):
                yield f"the member {member} dropped", _changed(certificate, [part, place])
                if isinstance(member[-1], list) and isinstance(member[-1][0], list) and member[-1] and _back_counts(member):
                    yield f"the way back of {member} emptied", _changed(certificate, [part, place, len(member) - 1], [])
    yield "the verdict flipped", _changed(certificate, ["verdict"], FLIPPED[certificate["verdict"]])


def _back_counts(member: list[Any]) -> bool:
    # The start of the set, with nobody as the last mover, needs no way back.
    return len(member) == 2 or member[1] is not None


def _spoiled_column(certificate: Certificate) -> Iterator[tuple[str, Certificate]]:
    for place, state in enumerate(certificate["stable"]):
        yield f"{state} left out of the stable states", _changed(certificate, ["stable", place])
    rows = certificate.get("labels", {})
    for last, row in rows.items():
        for place, label in enumerate(row["label"]):
            # The conditions leave one label only, so raising and lowering must both be noticed.
            for other in (label + 1, label - 1, len(row["label"])):
                yield (
                    f"label {place} of {last!r} turned into {other}",
                    _changed(certificate, ["labels", last, "label", place], other),
                )
        # With one other decision maker what is left is the short form, which may well hold.
        if len(rows) > 2:
            yield f"the labels of {last!r} dropped", _changed(certificate, ["labels", last])


_DROP: Final = object()


def _changed(certificate: Certificate, way: list[Any], value: Any = _DROP) -> Certificate:
    changed: Certificate = copy.deepcopy(certificate)
    inside: Any = changed
    for key in way[:-1]:
        inside = inside[key]
    if value is _DROP:
        del inside[way[-1]]
    else:
        inside[way[-1]] = value
    return changed


def anything(rng: random.Random, certificate: Certificate, words: list[Any]) -> Certificate:
    """One to three random changes anywhere outside the header; ``words`` are states, decision makers and the like."""
    changed: Certificate = copy.deepcopy(certificate)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        places = [place for place in _places(changed) if place[1] not in ("situation", "what_if", "case")]
        inside, key = rng.choice(places)
        _change(rng, inside, key, words)
    return changed


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        if key in ("situation", "what_if", "case"):
            continue
        yield value, key
        yield from _places(value[key])


def _change(rng: random.Random, inside: Any, key: Any, words: list[Any]) -> None:
    value = inside[key]
    kind = rng.choice(("replace", "replace", "drop", "add", "swap", "step"))
    if kind == "drop":
        del inside[key]
    elif kind == "add" and isinstance(value, list):
        value.insert(rng.randint(0, len(value)), copy.deepcopy(rng.choice([*value, *words])))
    elif kind == "swap" and isinstance(value, list) and len(value) > 1:
        a, b = rng.sample(range(len(value)), 2)
        value[a], value[b] = value[b], value[a]
    elif kind == "step" and type(value) is int:
        inside[key] = value + rng.choice((-1, 1))
    elif isinstance(value, str) and value in FLIPPED:
        inside[key] = FLIPPED[value]
    else:
        inside[key] = copy.deepcopy(rng.choice(words))
