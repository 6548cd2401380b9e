"""The situations that changes are tried on, and what is looked at afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lagebild.changes import (
    set_today,
)
from lagebild.errors import InputError
from lagebild.evidence.grounds import Grounds, parse_grounds
from lagebild.situation import (
    AnyOrder,
    Option,
    Situation,
)
from lagebild.statements import in_words, parse

DAM = """
lagebild: 1
title: Two neighbours and a dam
decision-makers:
  upstream:
    options:
      build: build the dam
      release:
        name: guarantee a flow
        needs: treaty
    wants:
      - id: no-court
        statement: not sue
        because: fears-court
        above: energy-first
      - statement: build
        above: energy-first
      - any-order:
          - release only if treaty
          - not treaty
        above: energy-first
      - quarrel
  downstream:
    options:
      sue: go to the court
      pay: pay for the flow
    wants:
      - release if build
      - not sue
      - treaty
joint-options:
  treaty:
    name: sign the treaty
    by: [upstream, downstream]
rules:
  - not (sue and treaty)
  - id: no-gift
    statement: not (pay and downstream.sue)
irreversible:
  - build
  - not sue
impossible-moves:
  - by: downstream
    from: treaty
    to: sue
circumstances:
  drought:
    value: yes
    because: fears-court
definitions:
  quarrel: sue and build
today:
  build:
    value: no
    because: fears-court
  sue: yes
questions:
  - ask: Why would it be built?
    why: build
    by: upstream
speakers:
  minister: {name: the minister}
claims:
  fears-court: {says: The minister fears the court., by: minister}
  energy-first: {says: Energy comes first., by: minister}
  backlog: {says: The court is slow., by: minister}
"""

RANKED = """
lagebild: 1
title: A ranking
decision-makers:
  upstream:
    options:
      build: build the dam
    ranking:
      - build
      - nothing
  downstream:
    options:
      sue: go to the court
    weights:
      sue: 2
      build: -1
"""

GRAPH = """
lagebild: 1
title: A graph
states:
  s1: {name: quarrel}
  s2: {name: talks}
  s3: {name: peace}
today: s1
decision-makers:
  north:
    moves:
      s1: [s2, s3]
      s2: [s3]
    ranking: [[s3], [s1, s2]]
  south:
    moves:
      s3: [s1]
    wants:
      - s3
"""


def wants(situation: Situation, dm: str = "upstream") -> list[str]:
    """Every entry of the wants by the last part of its address, a group with its members."""
    found = []
    for want in situation.decision_maker(dm).wants or ():
        name = want.address.rsplit(".", 1)[1]
        if isinstance(want, AnyOrder):
            name += "(" + " ".join(member.address.rsplit(".", 1)[1] for member in want.members) + ")"
        found.append(name + ("↓" if want.above is not None else ""))
    return found


def said(situation: Situation) -> dict[str, str]:
    """Every statement by the address of its line."""
    found = {}
    for line in situation.lines():
        statement = getattr(line, "statement", None) or getattr(line, "needs", None)
        if statement is not None:
            found[line.address] = in_words(statement)
    for move in situation.impossible_moves:
        found[move.address] = f"{in_words(move.from_)} > {in_words(move.to)}"
    return found


def today(situation: Situation) -> dict[str, bool | None]:
    return {line.option: line.value for line in situation.today or ()}


def refused(change: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        change()
    assert all(fault.message for fault in caught.value.faults)
    return str(caught.value)


def an_option(key: str, needs: str = "") -> Option:
    owner, id_ = key.split(".")
    return Option(address=f"options.{key}", owner=owner, id=id_, needs=parse(needs) if needs else None)


def at_rest(situation: Situation, name: str, value: bool) -> Situation:
    """Today nobody sues, and the option stands where it will be frozen."""
    return set_today(set_today(situation, "sue", False), name, value)


def backlog() -> Grounds:
    return parse_grounds("backlog")
