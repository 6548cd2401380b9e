"""Two neighbours and a dam, small enough to work by hand.

States: 0 nothing, 1 build, 2 sue, 3 build + sue. Upstream wants "not sue", then "build": 1 > 0 > 3 > 2. Downstream wants
"sue if build", then "not sue": 0 > 2 = 3 > 1.
"""

from __future__ import annotations

from typing import Final

TEXT: Final = """
lagebild: 1
title: Two neighbours and a dam
decision-makers:
  upstream:
    name: Upstream
    options:
      build:
        name: build the dam
    wants:
      - id: no-court
        statement: not sue
        because: fear
      - id: dam
        statement: build
  downstream:
    name: Downstream
    options:
      sue:
        name: go to the court
    wants:
      - id: answer
        statement: sue if build
        because: threat
      - not sue
today:
  build: no
  sue: no
speakers:
  quell:
    name: Boris Quell
sources:
  paper:
    title: A paper
claims:
  fear:
    says: A suit must be avoided.
    by: quell
    told-as: assessed
    in: paper
  threat:
    says: Whoever builds will be sued.
    by: unnamed
    told-as: announced
    in: paper
"""

GRAPH: Final = """
lagebild: 1
title: A warning and a strike
states:
  s1:
    name: quiet
  s2:
    name: armed
  s3:
    name: warned
  s4:
    name: struck
decision-makers:
  rival:
    moves:
      s1: [s2]
    ranking: [s3, s2, s1, s4]
  neighbour:
    moves:
      s2: [s3]
      s3: [s4]
    ranking: [s1, s4, s3, s2]
today: s1
"""

PAYS: Final = """
lagebild: 1
title: Who could do better alone
decision-makers:
  buyer:
    options:
      recruit: take on men
      pay: pay for them
    wants: [not leave, recruit, not pay]
  seller:
    options:
      leave: go home
    wants: [leave if not pay, not leave]
today: {recruit: no}
"""
"""A buyer who is kept from not paying: 3 (recruit + pay) holds, though from 0 recruiting alone would be better for it."""
