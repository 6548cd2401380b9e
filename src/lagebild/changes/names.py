"""Names before and after a change: what is still said must still mean the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from lagebild.errors import Fault, InputError
from lagebild.situation import AnyOrder, DecisionMaker, Meaning, PreferenceStatement, Situation, Want
from lagebild.statements import Statement, names, renamed

NewName = Callable[[str, str], str]
"""From the address of a line and a name in it to the name it should use."""

UNCHANGED: Final[Mapping[Meaning, Meaning | None]] = {}


def keep_meanings(
    before: Situation, after: Situation, *, becomes: Mapping[Meaning, Meaning | None] = UNCHANGED, doing: str
) -> Situation:
    """``after`` with every name in its statements and weights meaning what it meant ``before``.

    1. ``becomes`` says what a thing has turned into; None: it is gone.
    2. A name keeps its spelling where that still means the same; else it is written out in full.
    3. What is gone must not be mentioned any more, and what remains must have an unambiguous name.

    ``doing`` completes the sentence "cannot ..." of an error. Raises: InputError.
    """
    gone: dict[str, list[str]] = {}
    unclear: dict[str, list[str]] = {}

    def new_name(address: str, text: str) -> str:
        meaning = before.meaning(text)
        target = becomes.get(meaning, meaning)
        if target is None:
            gone.setdefault(text, []).append(address)
            return text
        for spelling in (text, target.key):
            if after.names.get(spelling) == (target,):
                return spelling
        unclear.setdefault(text, []).append(address)
        return text

    changed = map_names(after, new_name)
    faults = [
        Fault(message=f'cannot {doing}: "{name}" is used by {listed(lines)}', hint="Drop or change these first.")
        for name, lines in gone.items()
    ]
    faults += [
        Fault(
            message=f'cannot {doing}: "{name}" in {listed(lines)} could then mean several things',
            hint="Give one of the things with this name another id.",
        )
        for name, lines in unclear.items()
    ]
    if faults:
        raise InputError(faults)
    return changed


def map_names(situation: Situation, new_name: NewName) -> Situation:
    """The situation with other names in its statements and weights. What-ifs are read when they are applied, and stay."""

    def said(address: str, statement: Statement) -> Statement:
        return renamed(statement, lambda text: new_name(address, text))

    def needed(address: str, statement: Statement | None) -> Statement | None:
        return None if statement is None else said(address, statement)

    def one(want: PreferenceStatement) -> PreferenceStatement:
        return replace(want, statement=said(want.address, want.statement))

    def entry(want: Want) -> Want:
        return replace(want, members=tuple(map(one, want.members))) if isinstance(want, AnyOrder) else one(want)

    def somebody(dm: DecisionMaker) -> DecisionMaker:
        return replace(
            dm,
            options=tuple(replace(o, needs=needed(o.address, o.needs)) for o in dm.options),
            wants=None if dm.wants is None else tuple(map(entry, dm.wants)),
            weights=tuple(replace(w, name=new_name(w.address, w.name)) for w in dm.weights),
            unsure=tuple(replace(u, statement=said(u.address, u.statement)) for u in dm.unsure),
        )

    return replace(
        situation,
        decision_makers=tuple(map(somebody, situation.decision_makers)),
        joint_options=tuple(replace(j, needs=needed(j.address, j.needs)) for j in situation.joint_options),
        rules=tuple(replace(r, statement=said(r.address, r.statement)) for r in situation.rules),
        impossible_moves=tuple(
            replace(m, from_=said(m.address, m.from_), to=said(m.address, m.to)) for m in situation.impossible_moves
        ),
        definitions=tuple(replace(d, statement=said(d.address, d.statement)) for d in situation.definitions),
        questions=tuple(
            replace(q, statement=needed(f"question {number}", q.statement))
            for number, q in enumerate(situation.questions, start=1)
        ),
    )


def require_known(situation: Situation, *statements: Statement | None) -> None:
    """Check that every name in ``statements`` means exactly one thing. Raises: InputError with all that do not."""
    faults: list[Fault] = []
    for statement in statements:
        for name in names(statement) if statement is not None else ():
            try:
                situation.meaning(name.text)
            except InputError as error:
                faults.extend(fault for fault in error.faults if fault not in faults)
    if faults:
        raise InputError(faults)


def with_decision_maker(situation: Situation, changed: DecisionMaker) -> Situation:
    """The situation with ``changed`` in the place of the decision maker with its id."""
    return replace(situation, decision_makers=tuple(changed if dm.id == changed.id else dm for dm in situation.decision_makers))


def listed(words: Iterable[str]) -> str:
    """Each word once, joined by commas."""
    return ", ".join(dict.fromkeys(words))
