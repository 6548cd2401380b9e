"""Situations in few words, read as a file is read."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from lagebild.errors import LagebildError
from lagebild.model import ConflictModel, build
from lagebild.reading import loads
from lagebild.situation import Situation


def read(*sections: str) -> Situation:
    """A file with these sections after its head."""
    return loads("lagebild: 1\ntitle: A small quarrel\n" + "\n".join(sections))


def makers(**described: str) -> str:
    """``upstream="build, release; wants: [build]"``: options, then what it prefers (nothing, if left out)."""
    lines = ["decision-makers:"]
    for name, text in described.items():
        options, _, preference = text.partition(";")
        listed = ", ".join(f"{option.strip()}: " for option in options.split(",") if option.strip())
        lines += [f"  {name}:", f"    options: {{{listed}}}", f"    {preference.strip() or 'wants: []'}"]
    return "\n".join(lines)


def numbered(count: int) -> str:
    """The options o0, o1, …"""
    return ", ".join(f"o{number}" for number in range(count))


def rules(statements: Iterable[str]) -> str:
    return "\n".join(["rules:", *(f"  - {statement}" for statement in statements)])


def model_of(*sections: str) -> ConflictModel:
    return build(read(*sections))


def refusal(error: type[LagebildError], *sections: str) -> str:
    """What is said where no model can be built."""
    situation = read(*sections)
    with pytest.raises(error) as caught:
        build(situation)
    return str(caught.value)


def targets(model: ConflictModel, decision_maker: str) -> dict[int | str, list[int | str]]:
    """Where each state can be left for, by label; states that cannot be left are left out."""
    found = {}
    for position in range(model.count):
        ends = [model.label(end) for end in model.moves_from(decision_maker, position).tolist()]
        if ends:
            found[model.label(position)] = ends
    return found
