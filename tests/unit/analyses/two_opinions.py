"""Two neighbours and a dam with questions, for a second person to disagree with.

States: 0 nothing, 1 build, 2 sue, 3 build + sue. Upstream wants "not sue", then "build": 1 > 0 > 3 > 2. Downstream wants
"sue if build", then "not sue": 0 > 2 = 3 > 1. Under seq 0 and 3 hold: whoever builds is sued, and upstream likes 0 better
than 3. So "build" holds in some of what holds. Without "not sue" upstream builds whatever follows, and only 3 holds.
"""

from __future__ import annotations

from typing import Final

from lagebild.changes.disagreements import SecondOpinion
from lagebild.reading import loads
from lagebild.reading.second import read_second
from lagebild.situation import Situation

TEXT: Final = """
lagebild: 1
title: Two neighbours and a dam
decision-makers:
  upstream:
    name: Upstream
    options:
      build: build the dam
    wants:
      - id: no-court
        statement: not sue
        because: fear
      - id: dam
        statement: build
  downstream:
    name: Downstream
    options:
      sue: go to the court
    wants:
      - id: answer
        statement: sue if build
      - not sue
rules:
  - id: peace
    statement: not war
circumstances:
  flood: no
definitions:
  war: build and flood
  quarrel:
    lawyers: sue and build
    people: sue
today:
  build: no
questions:
  - why: build
    by: upstream
  - when: quarrel
  - next: yes
what-if:
  bold:
    changes:
      - move: dam
        of: upstream
        above: no-court
claims:
  fear:
    says: A suit must be avoided.
"""


def dam() -> Situation:
    """The situation."""
    return loads(TEXT, file="dam.yaml")


def says(*disagreements: str, head: str = "by: Bea Ufer\n") -> SecondOpinion:
    """A second opinion on it with these disagreements, each as the lines of one list entry."""
    return read_second(second_text(*disagreements, head=head), dam(), file="dam.second.yaml")


def second_text(*disagreements: str, head: str = "by: Bea Ufer\n") -> str:
    """The file of a second opinion."""
    entries = []
    for text in disagreements:
        first, *rest = text.strip("\n").split("\n")
        entries.append("\n".join([f"  - {first}", *(f"    {line}" for line in rest)]))
    return f"lagebild: 1\n{head}disagreements:\n" + "\n".join(entries) + "\n"
