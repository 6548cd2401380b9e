"""Who takes an option: one decision maker, or several who must agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild.changes.names import keep_meanings
from lagebild.changes.options import joint_called, option_called, require_changeable, require_free_key
from lagebild.errors import Fault, InputError
from lagebild.situation import JointOption, Meaning, Option, Situation, TodayLine
from lagebild.statements import names


def set_owners(situation: Situation, name: str, owners: Sequence[str]) -> Situation:
    """The option or joint option ``name`` taken by ``owners``: by one a plain option, by several a joint option.

    1. Every statement goes on meaning the option itself: ``downstream.sue`` becomes ``upstream.sue``, or the joint ``sue``.
    2. Today's value and irreversibility go along. What was said of a consent that no longer exists goes with it.
    3. An impossible move that binds a former owner is kept, with a warning that it may bind nobody now.

    Raises: InputError where a ranking lists states, a consent that would go is mentioned, or a name would be ambiguous;
    UnknownNameError.
    """
    if not owners:
        raise InputError(Fault(message=f'nobody is named to take "{name}"', hint="Name a decision maker, or several."))
    by = tuple(dict.fromkeys(situation.decision_maker(owner).id for owner in owners))
    old = _joint_of(situation, name)
    if set(by) == set(old.by):
        return situation
    doing = f'give "{name}" to {" and ".join(by)}'
    require_changeable(situation, doing)
    new = replace(old, by=by)
    at = situation.joint_options.index(old) if old in situation.joint_options else None
    after = _with_options(_without_options(situation, old), new, at=at)
    becomes = _becomes(old, new)
    after = _with_state_lines(situation, after, old, new, becomes)
    after = keep_meanings(situation, after, becomes=becomes, doing=doing)
    _require_own_name(after, new, doing)
    return _with_warning(situation, after, old, new)


def _joint_of(situation: Situation, name: str) -> JointOption:
    """The option as a joint option, be it of one decision maker."""
    if any(joint.id == name for joint in situation.joint_options):
        return joint_called(situation, name)
    option = option_called(situation, name)
    if option.joint is not None:
        raise InputError(
            Fault(message=f'"{option.key}" is a consent and stays with who gives it', hint=f'Set "{option.joint}" instead.')
        )
    return JointOption(
        address=option.address, because=option.because, against=option.against, place=option.place,
        id=option.id, name=option.name, by=(option.owner,), needs=option.needs,
    )  # fmt: skip


def _meaning(joint: JointOption) -> Meaning:
    return Meaning("joint", joint.id) if len(joint.by) > 1 else Meaning("option", f"{joint.by[0]}.{joint.id}")


def _consents(joint: JointOption) -> list[Meaning]:
    return [Meaning("option", f"{owner}.{joint.id}") for owner in joint.by] if len(joint.by) > 1 else []


def _becomes(old: JointOption, new: JointOption) -> dict[Meaning, Meaning | None]:
    becomes: dict[Meaning, Meaning | None] = {_meaning(old): _meaning(new)}
    remaining = {_meaning(new), *_consents(new)}
    becomes.update({consent: None for consent in _consents(old) if consent not in remaining})
    return becomes


def _without_options(situation: Situation, old: JointOption) -> Situation:
    keys = {f"{owner}.{old.id}" for owner in old.by}
    return replace(
        situation,
        joint_options=tuple(joint for joint in situation.joint_options if _meaning(joint) != _meaning(old)),
        decision_makers=tuple(
            replace(dm, options=tuple(option for option in dm.options if option.key not in keys))
            for dm in situation.decision_makers
        ),
    )


def _with_options(situation: Situation, new: JointOption, *, at: int | None) -> Situation:
    """Own options stay before consents; a joint option goes to index ``at`` of the others, else last."""
    joint = len(new.by) > 1
    for owner in new.by:
        require_free_key(situation, f"{owner}.{new.id}")

    def options_of(dm_id: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
        if dm_id not in new.by:
            return options
        option = Option(
            address=new.address, because=new.because, against=new.against, place=new.place,
            owner=dm_id, id=new.id, name=new.name,
            needs=None if joint else new.needs, joint=new.id if joint else None,
        )  # fmt: skip
        own = [other for other in options if other.joint is None]
        consents = [other for other in options if other.joint is not None]
        return (*own, *consents, option) if joint else (*own, option, *consents)

    joints = list(situation.joint_options)
    if joint:
        joints.insert(len(joints) if at is None else at, new)
    return replace(
        situation,
        joint_options=tuple(joints),
        decision_makers=tuple(replace(dm, options=options_of(dm.id, dm.options)) for dm in situation.decision_makers),
    )


def _with_state_lines(
    before: Situation, after: Situation, old: JointOption, new: JointOption, becomes: dict[Meaning, Meaning | None]
) -> Situation:
    moved = {meaning.key: None if target is None else target.key for meaning, target in becomes.items()}
    irreversible = [
        replace(line, option=option)
        for line in before.irreversible
        if (option := moved.get(line.option, line.option)) is not None
    ]
    today = before.today
    if today is not None and len(old.by) > 1 and len(new.by) > 1:
        today = _consents_today(today, old, new)
    elif today is not None:
        today = _option_today(today, old, new)
    return replace(after, irreversible=tuple(irreversible), today=today)


def _option_today(today: tuple[TodayLine, ...], old: JointOption, new: JointOption) -> tuple[TodayLine, ...]:
    """One line for the option, where the first line about it stood."""
    mentioned = {_meaning(old).key, *(consent.key for consent in _consents(old))}
    first = next((line for line in today if line.option in mentioned), None)
    return tuple(
        replace(line, option=_meaning(new).key, value=_value_today(today, old)) if line is first else line
        for line in today
        if line is first or line.option not in mentioned
    )


def _consents_today(today: tuple[TodayLine, ...], old: JointOption, new: JointOption) -> tuple[TodayLine, ...]:
    """Who stays keeps its consent; who joins an agreement that stands (or may stand) is taken to share it."""
    left = {consent.key for consent in _consents(old)} - {consent.key for consent in _consents(new)}
    kept = tuple(line for line in today if line.option not in left)
    value = _value_today(today, old)
    if value is False or any(line.option == new.id for line in kept):
        return kept
    joining = [consent.key for consent in _consents(new) if consent not in _consents(old)]
    return (*kept, *(TodayLine(address=f"today.{key}", option=key, value=value) for key in joining))


def _value_today(today: tuple[TodayLine, ...], joint: JointOption) -> bool | None:
    """Whether the option is taken today: by its own line, else while every consent stands."""
    given = {line.option: line.value for line in today}
    if (whole := _meaning(joint).key) in given:
        return given[whole]
    values = [given.get(consent.key, False) for consent in _consents(joint)]
    if False in values:
        return False
    return None if None in values else True


def _require_own_name(after: Situation, new: JointOption, doing: str) -> None:
    # A joint option has no longer name to fall back on, so its id must be its own even where no statement uses it yet.
    if len(new.by) > 1 and len(after.names[new.id]) > 1:
        others = " and ".join(meaning.key for meaning in after.names[new.id] if meaning.kind != "joint")
        raise InputError(
            Fault(message=f'cannot {doing}: "{new.id}" would also mean {others}', hint="Give one of them another id.")
        )


def _with_warning(before: Situation, after: Situation, old: JointOption, new: JointOption) -> Situation:
    former = set(old.by) - set(new.by)
    idle = [
        f'{move.address} binds {move.by}, who no longer takes part in "{new.id}"'
        for move in before.impossible_moves
        if move.by in former
        and any(before.meaning(name.text) == _meaning(old) for said in (move.from_, move.to) for name in names(said))
    ]
    return replace(after, warnings=(*after.warnings, *idle)) if idle else after
