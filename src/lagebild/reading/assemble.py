"""A tree of the right shape -> ``Situation``: section by section, then everything that refers to something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from lagebild.errors import FaultList, Place
from lagebild.reading.claims import Record, look_up, open_proposals, read_record
from lagebild.reading.deciders import read_decision_makers, read_joint_options, with_consents, with_rankings
from lagebild.reading.frame import (
    read_circumstances,
    read_definitions,
    read_impossible_moves,
    read_irreversible,
    read_rules,
    read_states,
    read_today,
)
from lagebild.reading.graph import check_graph
from lagebild.reading.intake import Intake
from lagebild.reading.nodes import Node
from lagebild.reading.references import (
    check_circles,
    check_collisions,
    irreversible_resolved,
    look_up_claims,
    look_up_names,
    today_resolved,
)
from lagebild.reading.shape import check_shape
from lagebild.reading.variants import read_questions, read_what_ifs, try_what_ifs
from lagebild.reading.views import check_claims_unknown, read_views, try_views
from lagebild.situation import Meaning, Situation

MAX_OPTIONS: Final = 200
"""How many options a file may have, consents included."""

ReadClaims = Callable[[Node, FaultList], Node | None]
"""From the name of a claims file (with where it stands) to its tree; ``None`` after a fault."""


def assemble(root: Node, *, read_claims: ReadClaims, faults: FaultList) -> Situation | None:
    """The situation that a tree says; ``None`` where nothing can be said of it. All faults go into ``faults``."""
    if not _version_known(root, faults):
        return None
    if not check_shape(root, "SituationFile", faults) and root.kind != "map":
        return None
    return _Assembly(root, read_claims, faults).situation()


def _version_known(root: Node, faults: FaultList) -> bool:
    if root.kind != "map":
        faults.add(
            f'expected a map ("key: value" lines), found {root.in_words()}', place=root.place,
            hint='A situation file begins with "lagebild: 1".',
        )  # fmt: skip
        return False
    version = root.entries.get("lagebild")
    if version is None:
        start = Place(file=root.file, line=1, column=1)
        faults.add("the format version is missing", hint='Begin the file with "lagebild: 1".', place=start)
        # Said here in plainer words than the shape check would.
        root.drop("lagebild")
        return True
    if version.kind != "broken" and (isinstance(version.value, bool) or version.value != 1):
        hint = "Write `lagebild: 1`; a newer format needs a newer Lagebild."
        faults.add(f"this Lagebild reads format version 1, not {version.in_words()}", hint=hint, place=version.place)
        return False
    return True


class _Assembly:
    def __init__(self, root: Node, read_claims: ReadClaims, faults: FaultList) -> None:
        self.root = root
        self.read_claims = read_claims
        self.faults = faults
        self.intake = Intake(faults, language=self._language())
        self.deciders_section = root.get("decision-makers") or Node("map", root.file, ("decision-makers",), 1, 1)
        self.deciders: list[str] = []
        self.open_proposals = 0

    def _language(self) -> str:
        node = self.root.get("language")
        if node is None:
            return "en"
        if not re.fullmatch("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", node.text):
            self.faults.add(
                f'"{node.text}" is not the code of a language',
                hint="Codes are like en, de, fr.",
                where="language",
                place=node.place,
            )
            return "en"
        return node.text

    def situation(self) -> Situation:
        """The situation, as far as it can be said; sound only if no fault was noted."""
        situation = self._frame()
        states = self._section("states")
        if states is not None and not situation.states:
            self.intake.fault(states, "there are no states", "Write one line for each, as in `s1: the dam is built`.")
            return situation
        if len(situation.options) > MAX_OPTIONS:
            message = f"there are {len(situation.options)} options, at most {MAX_OPTIONS} are read"
            self.intake.fault(self.deciders_section, message)
            return situation
        situation = replace(
            situation,
            decision_makers=with_rankings(
                situation.decision_makers, self.deciders_section, situation.options, situation.joint_options,
                [state.id for state in situation.states], self.intake,
            ),
        )  # fmt: skip
        situation = self._frame_referring(situation)
        if situation.is_graph:
            check_graph(self.root, [state.id for state in situation.states], self.intake)
        collided = check_collisions(situation, self._ids(), self.intake)
        look_up_names(situation, self.intake, collided=collided)
        circles = not check_circles(situation, self._nodes(situation), self.intake)
        situation = self._evidence(situation)
        views = self._section("views")
        if views is not None:
            check_claims_unknown(views, situation, self.intake, complete="claims" not in self.root.dropped)
        if not self.faults.found and not circles:
            try_what_ifs(situation, self._section("what-if"), self.faults)
            try_views(situation, self.faults)
        return situation

    def _section(self, key: str) -> Node | None:
        return self.root.get(key)

    def _frame(self) -> Situation:
        """Everything that speaks of nothing else."""
        intake, section = self.intake, self._section
        states, joints = section("states"), section("joint-options")
        circumstances, definitions = section("circumstances"), section("definitions")
        deciders = read_decision_makers(self.deciders_section, intake, graph=self.root.has("states"))
        self.deciders = [dm.id for dm in deciders]
        joint_options = () if joints is None else read_joint_options(joints, self.deciders, intake)
        return Situation(
            title=intake.prose(section("title")),
            as_of=self._as_of(),
            language=intake.language,
            decision_makers=with_consents(deciders, joint_options),
            joint_options=joint_options,
            states=() if states is None else read_states(states, intake),
            circumstances=() if circumstances is None else read_circumstances(circumstances, intake),
            definitions=() if definitions is None else read_definitions(definitions, intake),
            file=self.root.file,
        )

    def _frame_referring(self, situation: Situation) -> Situation:
        """The sections whose lines name options, terms or decision makers."""
        intake, section = self.intake, self._section
        rules, impossible, irreversible = section("rules"), section("impossible-moves"), section("irreversible")
        questions, what_ifs, today = section("questions"), section("what-if"), section("today")
        views = section("views")
        terms = {definition.term for definition in situation.definitions}
        if today is not None and (today.kind == "scalar") != situation.is_graph:
            expected, example = (
                ("the id of a state", "today: s1") if situation.is_graph else ("a line for each option", "build: no")
            )
            intake.fault(today, f"expected {expected}, found {today.in_words()}", f"As in `{example}`.")
            today = None
        return replace(
            situation,
            rules=() if rules is None else read_rules(rules, intake),
            impossible_moves=() if impossible is None else read_impossible_moves(impossible, self.deciders, intake),
            irreversible=() if irreversible is None
            else irreversible_resolved(situation, read_irreversible(irreversible, intake), intake),
            today=None if today is None else today_resolved(situation, read_today(today, intake), intake),
            questions=() if questions is None else read_questions(questions, self.deciders, terms, intake),
            what_ifs=() if what_ifs is None else read_what_ifs(what_ifs, self.deciders, intake),
            views=() if views is None else read_views(views, situation, intake),
        )  # fmt: skip

    def _as_of(self) -> str:
        node = self._section("as-of")
        text = self.intake.text(node)
        if node is not None and not _is_date(text):
            self.intake.fault(node, f'"{text}" is not a date', "Write it as 2025-03-01.")
        return text

    # --- checks over the whole ----------------------------------------------------------------------------------------

    def _ids(self) -> Mapping[str, Mapping[str, Node]]:
        """Per kind of thing its ids, with where they stand. Options of different decision makers may share an id."""
        options: dict[str, Node] = {}
        for _, body in self.deciders_section.each():
            section = body.get("options")
            if section is not None:
                options = {**section.keys, **options}
        kinds = {
            "a joint option": "joint-options",
            "a circumstance": "circumstances",
            "a definition": "definitions",
            "a state": "states",
        }
        found: dict[str, Mapping[str, Node]] = {"an option": options}
        for kind, key in kinds.items():
            section = self._section(key)
            found[kind] = {} if section is None else section.keys
        return found

    def _nodes(self, situation: Situation) -> dict[Meaning, Node]:
        """Where each definition, and each thing with needs, stands."""
        nodes: dict[Meaning, Node] = {}
        for _, (id_, body) in enumerate(self.deciders_section.each()):
            section = body.get("options")
            for option, inner in section.each() if section is not None else ():
                nodes[Meaning("option", f"{id_}.{option}")] = inner.get("needs") or inner
        joints = self._section("joint-options")
        for joint, inner in joints.each() if joints is not None else ():
            nodes[Meaning("joint", joint)] = inner.get("needs") or inner
        definitions = self._section("definitions")
        for term, body in definitions.each() if definitions is not None else ():
            nodes[Meaning("definition", term)] = body.get("statement") or body
            for speaker, inner in body.each():
                nodes[Meaning("definition", f"{term}.{speaker}")] = inner.get("statement") or inner
        return nodes

    # --- evidence and what-ifs ------------------------------------------------------------------------------------------

    def _evidence(self, situation: Situation) -> Situation:
        record = Record()
        read_record(self.root, self.intake, record)
        complete = "claims" not in self.root.dropped
        named = self._section("claims")
        if named is not None and named.kind == "scalar":
            tree = self.read_claims(named, self.faults)
            complete = tree is not None and check_shape(tree, "ClaimsFile", self.faults)
            if tree is not None and tree.kind == "map":
                read_record(tree, self.intake, record)
                complete = complete or tree.has("claims")
                self.open_proposals = open_proposals(tree)
        look_up(record, self.intake, complete=complete)
        look_up_claims(record.claims, self.intake, complete=complete)
        return replace(
            situation,
            sources=tuple(record.sources.values()),
            speakers=tuple(record.speakers.values()),
            claims=tuple(record.claims.values()),
            warnings=(*situation.warnings, *self._warnings(named)),
        )

    def _warnings(self, claims_file: Node | None) -> tuple[str, ...]:
        if not self.open_proposals or claims_file is None:
            return ()
        number = "1 proposal is" if self.open_proposals == 1 else f"{self.open_proposals} proposals are"
        return (f"{number} not decided in {claims_file.text}; nothing counts before somebody has accepted it",)


def _is_date(text: str) -> bool:
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True
