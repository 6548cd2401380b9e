"""Decision makers, their options, and the options they can only take together."""

from __future__ import annotations

from dataclasses import replace

from lagebild.evidence.records import Prose
from lagebild.reading.intake import Intake, Sourcing
from lagebild.reading.nodes import Node
from lagebild.reading.preferences import read_comparisons, read_ranking, read_unsure, read_wants, read_weights
from lagebild.reading.shape import meant_key
from lagebild.reading.wording import where
from lagebild.situation import ATTITUDES, Attitude, DecisionMaker, JointOption, Option, Ranking
from lagebild.statements import Statement

PREFERENCES = ("wants", "ranking", "weights", "comparisons")


def read_decision_makers(section: Node, intake: Intake, *, graph: bool) -> tuple[DecisionMaker, ...]:
    """Every decision maker, without its consents; rankings are read later, when all options are known."""
    known = list(section.keys)
    return tuple(_decision_maker(section.keys[id_], body, known, intake, graph=graph) for id_, body in section.each())


def _decision_maker(key: Node, body: Node, known: list[str], intake: Intake, *, graph: bool) -> DecisionMaker:
    id_ = intake.id(key, f"decision maker {key.text}")
    if body.kind != "broken":
        _one_kind_of_preference(body, intake)
    wants = body.get("wants")
    weights = body.get("weights")
    unsure = body.get("unsure")
    moves = body.get("moves")
    if moves is not None and not graph:
        intake.fault(moves, "moves are for files with `states`", "Here moves follow from the options: leave `moves` out.")
    options = body.get("options")
    if options is not None and graph:
        intake.fault(options, "a file has either options or `states` with `moves`, not both")
    if moves is None and graph and not body.has("moves") and body.kind != "broken":
        intake.fault(body, '"moves" is missing', "Write `moves: {}` for somebody who cannot move.")
    return DecisionMaker(
        address=f"decision-makers.{id_}",
        id=id_,
        name=intake.prose(body.get("name")),
        options=() if options is None else tuple(_option(id_, options.keys[o], b, intake) for o, b in options.each()),
        wants=None if wants is None else read_wants(id_, wants, intake),
        weights=() if weights is None else read_weights(id_, weights, intake),
        unsure=() if unsure is None else read_unsure(id_, unsure, [] if wants is None else wants.items, intake),
        moves=None if not graph else _moves(moves, intake),
        attitudes=_attitudes(body.get("attitudes"), known, intake),
        **intake.sourcing(body),
    )


def _one_kind_of_preference(body: Node, intake: Intake) -> None:
    given = [key for key in PREFERENCES if body.has(key)]
    if not given and not any(meant_key(key, PREFERENCES) for key in body.dropped):
        hint = "List what it wants, most important first; `wants: []` says that it is indifferent."
        intake.fault(body, "nothing is said of what it wants", hint)
    for alone in ("ranking", "comparisons"):
        others = [key for key in (*PREFERENCES, "unsure") if key != alone and body.has(key)]
        if alone in given and others and others[0] != "ranking":
            at = body.keys.get(alone, body)
            hint = "Keep one of the two; only weights may stand beside wants, to break their ties."
            if others[0] == "unsure":
                hint = "Beside `wants` and `weights` only. In a ranking write a tier `unsure:`."
                hint = hint if alone == "ranking" else "What `comparisons` leaves out is unknown already."
            message = f"`{alone}` and `{others[0]}` stand side by side"
            intake.faults.add(message, hint=hint, where=where(body.path), place=at.place)


def _option(owner: str, key: Node, body: Node, intake: Intake) -> Option:
    id_ = intake.id(key, f"option {key.text} of {owner}")
    name, needs, sourcing = _described(key, body, intake)
    return Option(address=f"options.{owner}.{id_}", owner=owner, id=id_, name=name, needs=needs, **sourcing)


def _described(key: Node, body: Node, intake: Intake) -> tuple[Prose, Statement | None, Sourcing]:
    """An option's name, needs and sourcing, from the long form, a bare name or nothing."""
    if body.kind == "scalar" or (body.kind == "map" and is_prose(body)):
        return intake.prose(body if body.value is not None or body.kind == "map" else None), None, _unsourced(key)
    needs = body.get("needs")
    sourcing = intake.sourcing(body)
    sourcing["place"] = key.place
    return intake.prose(body.get("name")), None if needs is None else intake.statement(needs), sourcing


def is_prose(body: Node) -> bool:
    """Whether a map in the place of an option or a state is its name in several languages."""
    return bool(body.entries) and not any(key in body.entries for key in ("name", "needs", "because", "against"))


def _unsourced(key: Node) -> Sourcing:
    return {"because": None, "against": None, "place": key.place}


def _moves(moves: Node | None, intake: Intake) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if moves is None:
        return ()
    return tuple((state, tuple(intake.text(to) for to in targets.items)) for state, targets in moves.each())


def _attitudes(node: Node | None, known: list[str], intake: Intake) -> tuple[tuple[str, Attitude], ...]:
    """How somebody stands to others. What is no attitude was told where the shape was checked."""
    if node is None:
        return ()
    found: list[tuple[str, Attitude]] = []
    for who, value in node.each():
        to = read_decider(node.keys[who], known, intake)
        found.extend((to, attitude) for attitude in ATTITUDES if attitude == intake.text(value))
    return tuple(found)


def read_joint_options(section: Node, known: list[str], intake: Intake) -> tuple[JointOption, ...]:
    """Every joint option, with whoever must agree."""
    found = []
    for text, body in section.each():
        key = section.keys[text]
        id_ = intake.id(key, f"joint option {text}")
        name, needs, sourcing = _described(key, body, intake)
        by = tuple(read_decider(owner, known, intake) for owner in (body.entries["by"].items if body.get("by") else ()))
        for number, owner in enumerate(by):
            if owner in by[:number]:
                intake.fault(body.entries["by"].items[number], f'"{owner}" stands in `by` twice', "Name everybody once.")
        by = tuple(dict.fromkeys(by))
        found.append(JointOption(address=f"joint-options.{id_}", id=id_, name=name, by=by, needs=needs, **sourcing))
    return tuple(found)


def read_decider(node: Node, known: list[str], intake: Intake) -> str:
    """A decision maker that is referred to by id."""
    id_ = intake.text(node)
    if id_ not in known:
        hint = intake.near(id_, known) or (f"There are: {', '.join(known)}." if known else "")
        intake.fault(node, f'unknown decision maker "{id_}"', hint)
    return id_


def with_consents(deciders: tuple[DecisionMaker, ...], joints: tuple[JointOption, ...]) -> tuple[DecisionMaker, ...]:
    """The decision makers with one consent option for every joint option they are part of."""
    return tuple(
        replace(dm, options=(*dm.options, *(_consent(dm.id, joint) for joint in joints if dm.id in joint.by)))
        for dm in deciders
    )  # fmt: skip


def _consent(owner: str, joint: JointOption) -> Option:
    # What the joint option needs is asked of the joint option: a consent alone is only an offer.
    return Option(address=joint.address, owner=owner, id=joint.id, name=joint.name, joint=joint.id, place=joint.place)


def with_rankings(
    deciders: tuple[DecisionMaker, ...], section: Node, options: tuple[Option, ...], joints: tuple[JointOption, ...],
    states: list[str], intake: Intake,
) -> tuple[DecisionMaker, ...]:  # fmt: skip
    """The decision makers with their rankings, whose tiers speak of everybody's options."""
    found = []
    for dm, (_, body) in zip(deciders, section.each(), strict=True):
        node = body.get("ranking")
        ranking: Ranking | None = None if node is None else read_ranking(dm.id, node, options, joints, states, intake)
        compared = body.get("comparisons")
        comparisons = None if compared is None else read_comparisons(dm.id, compared, options, joints, states, intake)
        found.append(replace(dm, ranking=ranking, comparisons=comparisons))
    return tuple(found)
