"""Equilibrium jumps put together by what they change."""

from __future__ import annotations

from lagebild.analyses.jumps import jump_kinds
from lagebild.catalogue import entry
from lagebild.reading import load, loads
from lagebild.solutions import analyse
from tests.unit.analyses.test_answers import PAY

SINGING = PAY.replace("      work: work\n", "      work: work\n      sing: sing\n")
ANY_ORDER = "      - any-order:\n          - pay if work\n          - work\n"
IDLE = SINGING.replace(ANY_ORDER, "      - work and pay\n      - not work\n")


def test_jumps_that_change_the_same_are_one_kind() -> None:
    analysis = analyse(loads(IDLE), coalitions="all")
    kinds = [kind for kind in jump_kinds(analysis) if kind.count > 1]
    assert kinds[0].coalition == ("worker", "boss")
    assert (kinds[0].taken, kinds[0].given_up) == (("worker.work", "boss.pay"), ())
    assert kinds[0].count == 2
    assert kinds[0].credible


def test_in_graph_form_every_jump_is_a_kind_of_its_own() -> None:
    elmira = entry("hipel-fang-kilgour-haight-1993/elmira")
    analysis = analyse(load(str(elmira.situation)), coalitions=[["moe", "ur"]])
    kinds = [kind for kind in jump_kinds(analysis) if kind.credible]
    assert [(kind.example, kind.taken) for kind in kinds] == [(("s5", "s8"), ())]
