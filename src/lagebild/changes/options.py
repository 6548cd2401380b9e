"""Options that come, go or stand still.

A ranking lists states by their option patterns; a change of the options leaves it without meaning and is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lagebild.changes.names import keep_meanings, listed, require_known, with_decision_maker
from lagebild.errors import Fault, InputError, UnknownNameError, did_you_mean
from lagebild.situation import JointOption, Meaning, Option, Situation
from lagebild.statements import id_fault, names


def add_option(situation: Situation, option: Option) -> Situation:
    """One more option of its owner, after the owner's others. Names that it makes ambiguous are written out in full.

    Raises: InputError where the id is taken or no id, a name in ``needs`` is unknown, or a ranking lists states.
    """
    owner = situation.decision_maker(option.owner)
    if fault := id_fault(option.id):
        raise InputError(Fault(where=f"options of {owner.id}", message=fault))
    require_free_key(situation, option.key)
    require_changeable(situation, f'add the option "{option.key}"')
    own = [other for other in owner.options if other.joint is None]
    consents = [other for other in owner.options if other.joint is not None]
    after = with_decision_maker(situation, replace(owner, options=(*own, option, *consents)))
    require_known(after, option.needs)
    if option.needs is not None and any(after.meaning(name.text).key == option.key for name in names(option.needs)):
        raise InputError(Fault(where=f"options of {owner.id}", message=f'"{option.id}" cannot need itself'))
    # What existed before is kept to its meaning; the new option's own ``needs`` was written for the names as they are now.
    bare = with_decision_maker(situation, replace(owner, options=(*own, replace(option, needs=None), *consents)))
    kept = keep_meanings(situation, bare, doing=f'add the option "{option.key}"')
    keeper = kept.decision_maker(owner.id)
    return with_decision_maker(
        kept,
        replace(keeper, options=tuple(option if other.key == option.key else other for other in keeper.options)),
    )


def drop_option(situation: Situation, key: str) -> Situation:
    """The situation without a decision maker's own option; its today line and irreversibility go with it.

    Raises: InputError naming every line that mentions it, or where a ranking lists states; UnknownNameError.
    """
    option = option_called(situation, key)
    doing = f'drop the option "{option.key}"'
    if option.joint is not None:
        raise InputError(
            Fault(
                message=f'cannot {doing}: it is the consent to "{option.joint}"',
                hint=f'Drop "joint-options.{option.joint}", or set by whom it is taken.',
            )
        )
    require_changeable(situation, doing)
    owner = situation.decision_maker(option.owner)
    after = with_decision_maker(
        situation, replace(owner, options=tuple(other for other in owner.options if other.key != option.key))
    )
    after = without_state_lines(after, {option.key})
    return keep_meanings(situation, after, becomes={Meaning("option", option.key): None}, doing=doing)


def drop_joint_option(situation: Situation, joint_id: str) -> Situation:
    """The situation without a joint option and its consents; their today lines and irreversibility go with them.

    Raises: InputError naming every line that mentions it, or where a ranking lists states; UnknownNameError.
    """
    joint = joint_called(situation, joint_id)
    doing = f'drop the joint option "{joint.id}"'
    require_changeable(situation, doing)
    gone = {Meaning("joint", joint.id), *(Meaning("option", f"{owner}.{joint.id}") for owner in joint.by)}
    after = replace(
        situation,
        joint_options=tuple(other for other in situation.joint_options if other.id != joint.id),
        decision_makers=tuple(
            replace(dm, options=tuple(option for option in dm.options if option.joint != joint.id))
            for dm in situation.decision_makers
        ),
    )
    after = without_state_lines(after, {meaning.key for meaning in gone})
    return keep_meanings(situation, after, becomes=dict.fromkeys(gone), doing=doing)


def freeze_option(situation: Situation, key: str, value: bool) -> Situation:
    """The situation with an option that cannot move: it stands decided on (``value`` true) or not, in every state.

    It stays in the numbering, in statements and in what is printed; states and a ranking of them keep their numbers. What is
    frozen is the decision: an option that ``needs`` something still counts as taken only while that holds. For a joint option
    all consents are frozen. Today is not touched; whoever freezes at another value than today's sets today first.
    Source: line rule 5, "frozen at its value today".
    Raises: InputError where it is frozen at the other value already; UnknownNameError.
    """
    joint = situation.joint_by_id.get(key)
    if joint is not None:
        for owner in joint.by:
            situation = freeze_option(situation, f"{owner}.{joint.id}", value)
        return situation
    option = option_called(situation, key)
    before = dict(situation.frozen).get(option.key)
    if before is value:
        return situation
    if before is not None:
        raise InputError(
            Fault(message=f'"{option.key}" is frozen at the other value', hint="Start from the situation before that.")
        )
    return replace(situation, frozen=(*situation.frozen, (option.key, value)))


def option_called(situation: Situation, name: str) -> Option:
    """The option or consent with this key, or with this id where only one has it. Raises: UnknownNameError."""
    meanings = [meaning for meaning in situation.names.get(name, ()) if meaning.kind == "option"]
    if len(meanings) == 1:
        return next(option for option in situation.options if option.key == meanings[0].key)
    known = [option.key for option in situation.options]
    if meanings:
        hint = f"Write {' or '.join(meaning.key for meaning in meanings)}."
        raise UnknownNameError(Fault(message=f'"{name}" can mean several options', hint=hint))
    raise UnknownNameError(
        Fault(message=f'unknown option "{name}"', hint=did_you_mean(name, [*known, *(o.id for o in situation.options)]))
    )


def joint_called(situation: Situation, name: str) -> JointOption:
    """The joint option with this id. Raises: UnknownNameError."""
    for joint in situation.joint_options:
        if joint.id == name:
            return joint
    known = [joint.id for joint in situation.joint_options]
    raise UnknownNameError(Fault(message=f'unknown joint option "{name}"', hint=did_you_mean(name, known)))


def require_changeable(situation: Situation, doing: str) -> None:
    """Check that options may change: option form, and no ranking by patterns. Raises: InputError."""
    if situation.is_graph:
        raise InputError(Fault(message=f"cannot {doing}: this situation lists states and moves, not options"))
    rankings = [dm.ranking.address for dm in situation.decision_makers if dm.ranking is not None]
    rankings += [f"comparisons.{dm.id}" for dm in situation.decision_makers if dm.comparisons is not None]
    if rankings:
        raise InputError(
            Fault(
                message=f"cannot {doing}: {listed(rankings)} lists states by their options, which would change",
                hint="Say `wants` or `weights` instead of `ranking`.",
            )
        )


def require_free_key(situation: Situation, key: str) -> None:
    """Check that no option or consent has this key yet. Raises: InputError."""
    if any(option.key == key for option in situation.options):
        raise InputError(Fault(message=f'the option "{key}" exists already', hint="Choose another id."))


def without_state_lines(situation: Situation, keys: Iterable[str]) -> Situation:
    """Without the today lines and irreversibilities of these options and joint options."""
    gone = frozenset(keys)
    return replace(
        situation,
        today=None if situation.today is None else tuple(line for line in situation.today if line.option not in gone),
        irreversible=tuple(line for line in situation.irreversible if line.option not in gone),
    )
