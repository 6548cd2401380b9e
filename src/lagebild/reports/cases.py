"""Cases in words: how what is open in the file is settled, said once for every report."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.reports.words import Words
from lagebild.situation import AnyOrder, Case, Situation


def settled_in_words(situation: Situation, cases: Sequence[Case], words: Words) -> list[str]:
    """What ``cases`` have in common of what is open, a piece each: circumstances with their values, orders of wants."""
    found: list[str] = []
    for circumstance in situation.circumstances:
        values = {dict(case.circumstances)[circumstance.id] for case in cases}
        if circumstance.value is None and len(values) == 1:
            value = "yes" if values.pop() else "no"
            found.append(words(f"explain.case.{value}", name=words.name(situation, circumstance.id)))
    for dm in situation.decision_makers:
        for group in dm.wants or ():
            if isinstance(group, AnyOrder) and len({dict(case.orders)[group.address] for case in cases}) == 1:
                members = [group.members[number] for number in dict(cases[0].orders)[group.address]]
                said = [
                    words("explain.case.want", want=situation.in_words(member.statement, words.language)) for member in members
                ]
                wants = f" {words('explain.case.before')} ".join(said)
                found.append(words("explain.case.order", who=words.name(situation, dm.id), wants=wants))
    return found
