"""A dam that two voices speak of, so small that what its answers hinge on can be seen.

Upstream wants nothing but to build. Two voices say so, either is enough; without both it wants nothing, and if both say what
is false it wants not to build. What a quarrel is, only the lawyers say. Whether downstream sues changes nothing.
"""

from __future__ import annotations

from typing import Final

from lagebild.analyses.hinges import Hinges
from lagebild.library import hinges
from lagebild.reading import loads
from lagebild.situation import Situation

TEXT: Final = """
lagebild: 1
title: {en: A dam and two voices, de: Ein Damm und zwei Stimmen}
decision-makers:
  upstream:
    name: {en: Upstream, de: Oberlieger}
    options:
      build:
        name: {en: build the dam, de: den Damm bauen}
    wants:
      - statement: build
        because: plan or report
  downstream:
    name: {en: Downstream, de: Unterlieger}
    options:
      sue:
        name: {en: go to the court, de: vor Gericht ziehen}
    wants:
      - not sue
      - sue if build
definitions:
  quarrel:
    name: {en: a quarrel, de: ein Streit}
    statement: build
    because: lawyers-view
questions:
  - ask: {en: Why is the dam built?, de: Warum wird der Damm gebaut?}
    why: build
    by: upstream
  - ask: {en: When is it a quarrel?, de: Wann ist es ein Streit?}
    when: quarrel
sources:
  paper:
    title: A paper
speakers:
  quell:
    name: Boris Quell
  post:
    name: the River Post
  lawyers:
    name: the lawyers
claims:
  plan:
    says: {en: Upstream will build., de: Der Oberlieger wird bauen.}
    by: quell
    told-as: announced
    in: paper
  report:
    says: {en: Upstream wants the dam., de: Der Oberlieger will den Damm.}
    by: post
    told-as: reported
    in: paper
  lawyers-view:
    says: {en: A dam is a quarrel., de: Ein Damm ist ein Streit.}
    by: lawyers
    told-as: assessed
    in: paper
"""


def situation(text: str = TEXT) -> Situation:
    """The dam."""
    return loads(text)


def found(text: str = TEXT, **choices: object) -> Hinges:
    """What its answers hinge on."""
    return hinges(situation(text), seconds=None, **choices)  # type: ignore[arg-type]
