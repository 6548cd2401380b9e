"""GMCR+ files (``.gmcr``) as situations.

The format has no published description; what is read here was learnt from files of the program (gmcr-py, O. Petersons).
A state there is a pattern over the options in the order of the file, the first option the lowest bit, and is called by its
rank among the feasible ones, from 1. Here options are numbered decision maker by decision maker, so rankings are
translated.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import Final

from lagebild.errors import Fault, FaultList, InputError, TooLargeError
from lagebild.evidence.records import Prose
from lagebild.reading.json_text import JsonText, Path, kind_of, shown
from lagebild.situation import (
    DecisionMaker,
    Irreversible,
    Option,
    PreferenceStatement,
    Ranking,
    Rule,
    Situation,
    Tier,
)
from lagebild.statements import And, Name, Not, Or, Statement, is_id

MAX_OPTIONS: Final = 1000
"""How many options a file may have."""

MAX_STEPS: Final = 500_000
"""How many half-decided patterns are looked at to number the states of a ranking."""

_FILE_KEYS: Final = frozenset(
    {
        "options", "decisionMakers", "infeasibles", "useManualPreferenceRanking", "useManualPreferenceVectors",
        "program", "version", "coalitions", "coalitionsFull",
    }
)  # fmt: skip
_OPTION_KEYS: Final = frozenset({"name", "permittedDirection"})
_PERSON_KEYS: Final = frozenset(
    {"name", "options", "preferences", "preferenceRanking", "preferenceVector", "misperceptions", "payoffs"}
)

Literal = tuple[int, bool]
"""An option by its index in the file, and whether it is taken."""

Pattern = tuple[Literal, ...]
Condition = tuple[Pattern, ...]
"""Any of the patterns holds; a simple condition has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    name: str
    direction: str

    @property
    def one_way(self) -> bool:
        return self.direction != "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    name: str
    options: tuple[int, ...]
    preferences: tuple[Condition, ...]
    ranking: tuple[tuple[int, ...], ...] | None
    ranking_path: Path

    @property
    def ranked(self) -> int:
        """How many entries the ranking has."""
        return sum(map(len, self.ranking or ()))


def read_gmcr(text: str, *, file: str = "") -> Situation:
    """The situation that a GMCR+ file describes.

    Names of the file stay as names; ids are made from them. What is not understood is kept out and listed in ``warnings``.

    ``sha256`` is left to whoever has the bytes of the file.

    Raises: InputError with every fault found; TooLargeError where a ranking is over more states than can be numbered.
    """
    reader = _Reader(text, file)
    reader.read()
    return reader.situation()


class _Reader:
    """Reads the parts of the file first, noting faults, and builds the situation from what was read."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.source = JsonText(text, file)
        self.faults = FaultList()
        self.warnings: list[str] = []
        self.options: tuple[_Option, ...] = ()
        self.people: tuple[_Person, ...] = ()
        self.infeasibles: tuple[Condition, ...] = ()

    # --- the parts of the file ------------------------------------------------------------------------------------

    def read(self) -> None:
        whole = self.source.value
        if not isinstance(whole, dict):
            message = f"a GMCR+ file is an object with options and decisionMakers, this is {kind_of(whole)}"
            raise InputError(Fault(message=message, place=self.source.place(())))
        self.note_unknown(whole, _FILE_KEYS, "the file")
        self.note_coalitions(whole.get("coalitions"))
        items = self.list_at(whole, (), "options", required=True)
        self.options = tuple(self.option(item, ("options", index)) for index, item in enumerate(items))
        if len(self.options) > MAX_OPTIONS:
            self.fault(("options",), f"there are {len(self.options)} options, at most {MAX_OPTIONS} are read")
            self.faults.raise_if_any()
        manual = self.manual(whole)
        people = self.list_at(whole, (), "decisionMakers", required=True)
        read = (self.person(item, ("decisionMakers", index), manual) for index, item in enumerate(people))
        self.people = tuple(person for person in read if person is not None)
        infeasibles = self.list_at(whole, (), "infeasibles")
        self.infeasibles = tuple(self.condition(item, ("infeasibles", index)) for index, item in enumerate(infeasibles))
        self.check_owners()
        self.faults.raise_if_any()

    def manual(self, whole: dict[str, object]) -> bool:
        """Whether the rankings count, by the newer key or the older one."""
        for key in ("useManualPreferenceRanking", "useManualPreferenceVectors"):
            if key in whole:
                value = whole[key]
                if not isinstance(value, bool):
                    self.fault((key,), f"{key} is true or false, not {kind_of(value)}")
                return value is True
        return False

    def option(self, item: object, path: Path) -> _Option:
        if isinstance(item, str):
            item = {"name": item}
        if not isinstance(item, dict):
            self.fault(path, f"an option is an object with a name, not {kind_of(item)}")
            return _Option(name="", direction="both")
        name = self.name_of(item, path, "option")
        self.note_unknown(item, _OPTION_KEYS, f'option "{name}"')
        direction = item.get("permittedDirection", "both")
        if not isinstance(direction, str) or direction not in ("both", "fwd", "back"):
            self.fault(
                (*path, "permittedDirection"), f"unknown direction {shown(direction)}", hint='Write "both", "fwd" or "back".'
            )
            direction = "both"
        return _Option(name=name, direction=direction)

    def person(self, item: object, path: Path, manual: bool) -> _Person | None:
        if not isinstance(item, dict):
            self.fault(path, f"a decision maker is an object with a name and options, not {kind_of(item)}")
            return None
        name = self.name_of(item, path, "decision maker")
        self.note_unknown(item, _PERSON_KEYS, f'decision maker "{name}"')
        if item.get("misperceptions"):
            self.warnings.append(f'misperceptions of "{name}" are left out')
        options = self.list_at(item, path, "options", required=True)
        indices = [self.index(value, (*path, "options", place)) for place, value in enumerate(options)]
        preferences = self.list_at(item, path, "preferences")
        conditions = (self.condition(value, (*path, "preferences", place)) for place, value in enumerate(preferences))
        key = next((key for key in ("preferenceRanking", "preferenceVector") if key in item), "")
        ranking = None
        if manual and not key:
            self.fault(path, f'"{name}" has no preferenceRanking', hint="The file says that rankings count, not statements.")
        elif manual:
            ranking = tuple(self.tier(value, (*path, key, place)) for place, value in enumerate(self.list_at(item, path, key)))
        return _Person(
            name=name,
            options=tuple(sorted({index for index in indices if index is not None})),
            preferences=tuple(conditions),
            ranking=ranking,
            ranking_path=(*path, key),
        )

    def tier(self, item: object, path: Path) -> tuple[int, ...]:
        states = item if isinstance(item, list) else [item]
        found: list[int] = []
        for place, state in enumerate(states):
            if isinstance(state, int) and not isinstance(state, bool) and state >= 1:
                found.append(state)
            else:
                where = (*path, place) if isinstance(item, list) else path
                self.fault(where, f"a ranking lists numbers of states from 1, not {shown(state)}")
        return tuple(found)

    def condition(self, item: object, path: Path) -> Condition:
        if not isinstance(item, dict):
            return (self.pattern(item, path),)
        if item.get("compound", True) is not True or not isinstance(item.get("members"), list):
            self.fault(path, "a compound pattern has compound: true and a list of members")
            return ()
        members = self.list_at(item, path, "members")
        if not members:
            self.fault((*path, "members"), "a compound pattern without members never holds", hint="Take it out.")
        return tuple(self.pattern(member, (*path, "members", place)) for place, member in enumerate(members))

    def pattern(self, item: object, path: Path) -> Pattern:
        if not isinstance(item, list):
            self.fault(path, f"a pattern is a list of [option, Y or N], not {kind_of(item)}")
            return ()
        if not item:
            self.fault(path, "an empty pattern fits every state", hint='Name at least one option, as in [[0, "Y"]].')
        literals = (self.literal(value, (*path, place)) for place, value in enumerate(item))
        return tuple(literal for literal in literals if literal is not None)

    def literal(self, item: object, path: Path) -> Literal | None:
        if not isinstance(item, list) or len(item) != 2:
            self.fault(path, f'a pattern consists of pairs such as [0, "Y"], not {shown(item)}')
            return None
        if item[1] not in ("Y", "N"):
            self.fault((*path, 1), f"an option is Y or N in a pattern, not {shown(item[1])}")
        index = self.index(item[0], (*path, 0))
        return None if index is None else (index, item[1] == "Y")

    def index(self, value: object, path: Path) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(path, f"an option is called by its place in the list from 0, not {shown(value)}")
            return None
        if not 0 <= value < len(self.options):
            last = len(self.options) - 1
            self.fault(path, f"there is no option {value}", hint=f"Options count from 0 to {last}." if last >= 0 else "")
            return None
        return value

    def check_owners(self) -> None:
        if not self.people:
            self.fault(("decisionMakers",), "nobody decides", hint="At least one decision maker is needed.")
        if not self.options:
            self.fault(("options",), "there is nothing to decide", hint="At least one option is needed.")
        for index, option in enumerate(self.options):
            owners = [person.name for person in self.people if index in person.options]
            if not owners:
                hint = "Add it to the options of the decision maker who takes it."
                self.fault(("options", index), f'option {index}, "{option.name}", belongs to no decision maker', hint=hint)
            elif len(owners) > 1:
                self.fault(
                    ("options", index),
                    f'option {index}, "{option.name}", belongs to {" and to ".join(owners)}',
                    hint="Give it to one of them; what several take together is a joint option of a situation file.",
                )

    # --- small readers --------------------------------------------------------------------------------------------

    def name_of(self, item: dict[str, object], path: Path, what: str) -> str:
        name = item.get("name")
        if not isinstance(name, str):
            self.fault((*path, "name") if "name" in item else path, f"the name of the {what} is missing or no text")
            return ""
        if any(unicodedata.category(character) == "Cs" for character in name):
            self.fault((*path, "name"), f"the name of the {what} is no readable text")
            return ""
        return " ".join(unicodedata.normalize("NFC", name).split())

    def list_at(self, item: dict[str, object], path: Path, key: str, *, required: bool = False) -> list[object]:
        if key not in item and not required:
            return []
        value = item.get(key)
        if not isinstance(value, list):
            place = (*path, key) if key in item else path
            self.fault(place, f"{key} is missing" if key not in item else f"{key} is a list, not {kind_of(value)}")
            return []
        return value

    def note_unknown(self, item: dict[str, object], known: frozenset[str], where: str) -> None:
        self.warnings.extend(f'"{key}" of {where} is not known and left out' for key in item if key not in known)

    def note_coalitions(self, coalitions: object) -> None:
        if isinstance(coalitions, list) and any(isinstance(entry, list) for entry in coalitions):
            self.warnings.append("coalitions are left out: every analysis of coalitions names its own")

    def fault(self, path: Path, message: str, *, hint: str = "") -> None:
        self.faults.add(message, hint=hint, place=self.source.place(path))

    # --- the situation --------------------------------------------------------------------------------------------

    def situation(self) -> Situation:
        """What was read, as a situation. Raises: InputError where a ranking does not fit the feasible states."""
        names = _Names(self.options, self.people)
        longest = max((person.ranked for person in self.people), default=0)
        # One state more than anybody ranks is enough to know whether a ranking is complete.
        states = list(islice(_feasible(len(self.options), self.infeasibles), longest + 1)) if longest else []
        for person in self.people:
            self.check_ranking(person, len(states), complete=len(states) <= longest)
        self.faults.raise_if_any()
        if names.order != sorted(names.order):
            self.warnings.append(
                "options are numbered decision maker by decision maker: states are numbered otherwise in GMCR+"
            )
        return Situation(
            title=_prose(PurePath(self.file).stem or "GMCR+ file"),
            decision_makers=tuple(
                _decision_maker(person, id_, names, states) for person, id_ in zip(self.people, names.people, strict=True)
            ),
            rules=tuple(
                Rule(address=f"rules.{number}", id=str(number), statement=Not(names.statement(condition)))
                for number, condition in enumerate(self.infeasibles, start=1)
            ),
            irreversible=tuple(_one_way(index, option, names) for index, option in enumerate(self.options) if option.one_way),
            file=self.file,
            warnings=tuple(self.warnings),
        )

    def check_ranking(self, person: _Person, count: int, *, complete: bool) -> None:
        """Every feasible state occurs exactly once; ``complete``: ``count`` is the number of all feasible states."""
        if person.ranking is None:
            return
        ranked = Counter(state for tier in person.ranking for state in tier)
        repeated = [state for state, times in ranked.items() if times > 1]
        unknown = [state for state in ranked if state > count and complete]
        missing = [state for state in range(1, count + 1) if state not in ranked]
        hint = f"It numbers the {count} feasible states from 1." if complete else "It numbers the feasible states from 1."
        for what, states in (("lists twice", repeated), ("has no such states", unknown), ("misses", missing)):
            if states:
                self.fault(person.ranking_path, f'the ranking of "{person.name}" {what}: {_numbers(states)}', hint=hint)


class _Names:
    """Ids for the names of a file, and what its indices and patterns are called with them."""

    def __init__(self, options: Sequence[_Option], people: Sequence[_Person]) -> None:
        self.people = _ids([person.name for person in people], "decision-maker")
        self.order = [index for person in people for index in person.options]
        """Option indices of the file, in the order in which a situation numbers them."""
        self.options: dict[int, Option] = {}
        for person, owner in zip(people, self.people, strict=True):
            for index, id_ in zip(person.options, _ids([options[i].name for i in person.options], "option"), strict=True):
                self.options[index] = Option(
                    address=f"options.{owner}.{id_}", owner=owner, id=id_, name=_prose(options[index].name)
                )
        self._uses = Counter(option.id for option in self.options.values())

    def short(self, index: int) -> str:
        """The option's id where only one has it, else its key."""
        option = self.options[index]
        return option.id if self._uses[option.id] == 1 else option.key

    def statement(self, condition: Condition) -> Statement:
        """Any of the patterns holds; in each, all of its options are as it says."""
        patterns = [_joined(And, [self._literal(literal) for literal in pattern]) for pattern in condition]
        return _joined(Or, patterns)

    def _literal(self, literal: Literal) -> Statement:
        index, taken = literal
        return Name(self.short(index)) if taken else Not(Name(self.short(index)))

    def state(self, pattern: int) -> int:
        """The number that a situation gives to a pattern over the options in the order of the file."""
        return sum(1 << number for number, index in enumerate(self.order) if pattern >> index & 1)


def _decision_maker(person: _Person, id_: str, names: _Names, states: Sequence[int]) -> DecisionMaker:
    ranking, wants = None, None
    if person.ranking is None:
        wants = tuple(
            PreferenceStatement(address=f"wants.{id_}.{number}", id=str(number), statement=names.statement(condition))
            for number, condition in enumerate(person.preferences, start=1)
        )
    else:
        tiers = (
            Tier(address=f"ranking.{id_}.{number}", states=tuple(names.state(states[state - 1]) for state in tier))
            for number, tier in enumerate(person.ranking, start=1)
        )
        ranking = Ranking(address=f"ranking.{id_}", tiers=tuple(tiers))
    return DecisionMaker(
        address=f"decision-makers.{id_}",
        id=id_,
        name=_prose(person.name),
        options=tuple(names.options[index] for index in person.options),
        wants=wants,
        ranking=ranking,
    )


def _one_way(index: int, option: _Option, names: _Names) -> Irreversible:
    """``fwd`` moves from N to Y only: once taken it stays; ``back`` the other way round."""
    taken = option.direction == "fwd"
    written = names.short(index) if taken else f"not {names.short(index)}"
    return Irreversible(address=f"irreversible.{written}", option=names.options[index].key, taken=taken)


def _feasible(count: int, infeasibles: Sequence[Condition]) -> Iterator[int]:
    """The patterns over ``count`` options that match no infeasible one, ascending.

    Options are decided from the highest bit down, each left before it is taken; a pattern rules out as soon as its lowest
    option is decided. Raises: TooLargeError.
    """
    by_lowest: dict[int, list[Pattern]] = {}
    for pattern in itertools.chain.from_iterable(infeasibles):
        by_lowest.setdefault(min(index for index, _ in pattern), []).append(pattern)
    pending = [(count, 0)]
    for _ in range(MAX_STEPS):
        if not pending:
            return
        undecided, bits = pending.pop()
        if any(all(bits >> index & 1 == taken for index, taken in pattern) for pattern in by_lowest.get(undecided, ())):
            continue
        if undecided == 0:
            yield bits
            continue
        pending.append((undecided - 1, bits | 1 << (undecided - 1)))
        pending.append((undecided - 1, bits))
    raise TooLargeError(
        f"the states of this file are too many to number ({count} options). "
        "Let its preference statements count instead of its rankings."
    )


def _ids(names: Sequence[str], kind: str) -> tuple[str, ...]:
    """An id for each name, no two alike."""
    found: list[str] = []
    for number, name in enumerate(names, start=1):
        id_ = base = _id(name, kind) or f"{kind}-{number}"
        again = 1
        while id_ in found:
            again += 1
            id_ = f"{base}-{again}"
        found.append(id_)
    return tuple(found)


def _id(name: str, kind: str) -> str:
    """The name in small letters, digits and hyphens; with its kind before it where it is no id by itself. Empty: no id."""
    letters = (character if is_id(f"a{character}") else " " for character in unicodedata.normalize("NFC", name.lower()))
    id_ = "-".join("".join(letters).replace("-", " ").split())
    if not id_ or is_id(id_):
        return id_
    return f"{kind}-{id_}" if is_id(f"{kind}-{id_}") else ""


def _joined(kind: type[And] | type[Or], parts: Sequence[Statement]) -> Statement:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _prose(text: str) -> Prose:
    return Prose((("en", text),)) if text else Prose()


def _numbers(states: Sequence[int], limit: int = 20) -> str:
    """States for an error message, shortened."""
    text = ", ".join(str(state) for state in sorted(states)[:limit])
    return text if len(states) <= limit else f"{text} and {len(states) - limit} more"
