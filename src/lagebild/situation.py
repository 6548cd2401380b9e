"""A situation as a frozen value: who decides, what each can do, what rules it out, what each wants, what it rests on.

Everything that can be sourced is a ``Line`` with an address; claims ride along and mean nothing here. What a name in a
statement means is said once, by ``Situation.meaning``; whether a statement holds, once, by ``Valuation``.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Literal

from lagebild.errors import Fault, Place, UnknownNameError, did_you_mean
from lagebild.evidence.grounds import Grounds
from lagebild.evidence.records import Claim, Prose, Source, Speaker
from lagebild.statements import Statement, evaluate, in_words, names


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Anything with a ``because`` slot. ``address`` names it in the whole file: ``wants.upstream.no-court``."""

    address: str
    because: Grounds | None = None
    against: Grounds | None = None
    place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def sourced(self) -> bool:
        """Whether at least one claim is named for it."""
        return self.because is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Line):
    """Something its owner can take or leave. A consent to a joint option is an option with ``joint`` set."""

    owner: str
    id: str
    name: Prose = Prose()
    needs: Statement | None = None
    joint: str | None = None

    @property
    def key(self) -> str:
        """The option with its decision maker: ``upstream.build``."""
        return f"{self.owner}.{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class JointOption(Line):
    """Taken only while all of ``by`` agree; each can end it."""

    id: str
    name: Prose = Prose()
    by: tuple[str, ...]
    needs: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceStatement(Line):
    """One want: a statement that its decision maker would rather see true than false. ``above`` sources its order."""

    id: str
    """As given, else its position among the wants, from 1 (inside an ``any-order``: ``2-1``)."""
    statement: Statement
    above: Line | None = None
    """Why this line stands above the next one; ``None`` where nothing was said."""
    strong: bool = False
    """What this want decides, or one above it, is much preferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOrder(Line):
    """Wants of which it is not known which comes first: all orders are tried."""

    members: tuple[PreferenceStatement, ...]
    above: Line | None = None
    kept: tuple[tuple[int, int], ...] = ()
    """Pairs of members (from 0) of which the first is known to come first all the same. Never read from a file."""

    def orders(self) -> Iterator[tuple[int, ...]]:
        """Every order of the members that is tried."""
        for order in itertools.permutations(range(len(self.members))):
            if all(order.index(first) < order.index(second) for first, second in self.kept):
                yield order

    @property
    def order_count(self) -> int:
        """How many orders there are; where they are too many to count, how many there would be if nothing were known."""
        if self.kept and len(self.members) <= _COUNTED:
            return sum(1 for _ in self.orders())
        return math.factorial(len(self.members))


_COUNTED: Final = 7
"""Up to how many wants in any order their orders are counted one by one."""

Want = PreferenceStatement | AnyOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """That one want (or group, or tier of a ranking) stands directly above another: a decision, sourced or not.

    ``position`` is that of the upper one, from 1; ``line`` the order's own line, where the file has something to say for it.
    """

    address: str
    decision_maker: str
    position: int
    upper: str
    lower: str
    sourced: bool = False
    line: Line | None = None
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier(Line):
    """Equally preferred states. A state is its option pattern (first option = lowest bit), in graph form its id."""

    states: tuple[int | str, ...]
    strong: bool = False
    """It is much preferred to every tier below it."""
    unsure: bool = False
    """It is not known how its states compare with one another, only that they stand here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Line):
    """Tiers, best first; ``rest`` if a last line puts all other states below them."""

    tiers: tuple[Tier, ...]
    rest: bool = False
    rest_unknown: bool = False
    """Of the states that no tier names nothing is known: they compare with none."""
    wider: bool = False
    """Whether it may list states that are not feasible (any more); never read from a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight(Line):
    """How much an option, joint option, definition or circumstance being true counts for its decision maker (exact)."""

    name: str
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure(Line):
    """Two states that differ in ``statement`` are not known to compare, unless a want down to ``below`` decides.

    ``below``: the id of a want; empty: no want decides before it.
    """

    id: str
    statement: Statement
    below: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Line):
    """What is known of a few states: each of ``states`` is preferred to each of ``over``, or (``over`` empty) all are equal."""

    states: tuple[int | str, ...]
    over: tuple[int | str, ...] = ()


Attitude = Literal["positive", "neutral", "negative"]
"""How one decision maker stands to another: it wants what the other wants, does not care, or wants the contrary."""

ATTITUDES: Final[tuple[Attitude, ...]] = ("positive", "neutral", "negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMaker(Line):
    """Somebody who decides. Exactly one of ``wants``, ``ranking``, ``weights`` and ``comparisons`` leads.

    Weights may break ties of wants; ``unsure`` says what is not known of the preferences that wants or weights give.
    """

    id: str
    name: Prose = Prose()
    options: tuple[Option, ...] = ()
    """Its own options and then its consents, in the order of the file."""
    wants: tuple[Want, ...] | None = None
    ranking: Ranking | None = None
    weights: tuple[Weight, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    comparisons: tuple[Comparison, ...] | None = None
    """All that is known of its preferences, beside what follows from it; every other comparison is unknown."""
    moves: tuple[tuple[str, tuple[str, ...]], ...] | None = None
    """Graph form: from a state to the states it can move to."""
    attitudes: tuple[tuple[str, Attitude], ...] = ()
    """How it stands to others, and to itself; to itself positive and to others neutral where nothing is said."""

    @property
    def uncertain(self) -> bool:
        """Whether some of its comparisons are (or may be) unknown."""
        ranking = self.ranking
        gaps = ranking is not None and (ranking.rest_unknown or any(tier.unsure for tier in ranking.tiers))
        return gaps or bool(self.unsure) or self.comparisons is not None

    @property
    def single_wants(self) -> tuple[PreferenceStatement, ...]:
        """Every preference statement, those inside groups too."""
        found: list[PreferenceStatement] = []
        for want in self.wants or ():
            found.extend(want.members if isinstance(want, AnyOrder) else (want,))
        return tuple(found)

    @property
    def orders(self) -> tuple[Order, ...]:
        """Every order that the file decides, of wants or of tiers, sourced or not."""
        return (*_orders_of_wants(self), *_orders_of_tiers(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Line):
    """A state of the graph form."""

    id: str
    name: Prose = Prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Line):
    """A statement that every state must satisfy (``one-of`` lists are already statements). ``id`` as given or its position."""

    id: str
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Irreversible(Line):
    """``option`` is an option key or a joint option's id. ``taken``: once taken it stays; else: once given up it stays so."""

    option: str
    taken: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpossibleMove(Line):
    """Single moves of ``by`` (of anybody, if empty) that leave a state where ``from_`` holds for one where ``to`` holds."""

    id: str
    by: str = ""
    from_: Statement
    to: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance(Line):
    """Something nobody here decides; ``value`` None: open, solved both ways."""

    id: str
    name: Prose = Prose()
    value: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Line):
    """A word for a statement, by one speaker or by nobody in particular."""

    term: str
    speaker: str = ""
    """As in the file; empty where the term has one meaning."""
    name: Prose = Prose()
    statement: Statement

    @property
    def key(self) -> str:
        """``term.speaker``, or ``term`` where no speaker is given."""
        return f"{self.term}.{self.speaker}" if self.speaker else self.term


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayLine(Line):
    """What is the case today of ``option`` (an option key or a joint option's id); ``value`` None: unknown."""

    option: str
    value: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of ``kind`` why, next, when, against, for. ``statement`` is what it is about, ``by`` whose view or move it is."""

    kind: str
    ask: Prose = Prose()
    statement: Statement | None = None
    term: str = ""
    """For ``when``: the term whose definitions are compared; empty where a bare statement is asked about."""
    by: str = ""
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of a what-if; which fields count depends on ``kind``.

    - ``move``: the want ``target`` of ``of`` goes directly ``above`` or ``below`` another (an id or a position from 1).
    - ``drop``: the want ``target`` of ``of``, or the line with the address ``target``.
    - ``add``: ``line`` is a want of ``of`` (placed ``above`` or ``below`` one, else last), a rule, an impossible move, an
      irreversibility or an option.
    - ``set``: ``target`` is a circumstance, a today line or a joint option; ``value`` its new value (None: open,
      unknown), or ``by`` who shall own it.
    - ``combine``: the what-ifs ``parts``.
    """

    kind: str
    target: str = ""
    of: str = ""
    above: str | int | None = None
    below: str | int | None = None
    line: Line | None = None
    value: bool | None = None
    by: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf(Line):
    """A named variant: changes to this situation."""

    id: str
    name: Prose = Prose()
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Perception(Line):
    """What one decision maker takes the situation to be, where that differs from the file.

    ``unseen``: option keys, ids of joint options, or (graph form) of states; ``unaware``: claims it does not know of.
    """

    decision_maker: str
    unseen: tuple[str, ...] = ()
    believes: tuple[Change, ...] = ()
    unaware: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for. ``kind``: option, joint, circumstance, definition or state; ``key``: its full name."""

    kind: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything one situation file says."""

    title: Prose
    as_of: str = ""
    language: str = "en"
    decision_makers: tuple[DecisionMaker, ...]
    joint_options: tuple[JointOption, ...] = ()
    states: tuple[State, ...] = ()
    """Graph form only."""
    rules: tuple[Rule, ...] = ()
    irreversible: tuple[Irreversible, ...] = ()
    impossible_moves: tuple[ImpossibleMove, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    definitions: tuple[Definition, ...] = ()
    today: tuple[TodayLine, ...] | None = None
    """None: the file says nothing of today. Graph form: ``option`` is the id of today's state."""
    frozen: tuple[tuple[str, bool], ...] = ()
    """Options that an analysis holds fixed, by key, as decisions. Never read from a file: a way to ask, not a line."""
    questions: tuple[Question, ...] = ()
    what_ifs: tuple[WhatIf, ...] = ()
    views: tuple[Perception, ...] = ()
    """Of those whose view differs from the file, in the order of the decision makers."""
    sources: tuple[Source, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    claims: tuple[Claim, ...] = ()
    file: str = field(default="", compare=False)
    sha256: str = ""
    """Of the bytes of the situation file, and of its claims file after them where there is one."""
    warnings: tuple[str, ...] = field(default=(), compare=False)
    """What reading noticed without being at fault (unknown keys of a ``.gmcr`` file)."""

    def with_names_kept(self, **changes: Any) -> Situation:
        """With other contents of some fields; for changes after which every name and definition is what it was.

        What was worked out about names is taken over: analyses make thousands of such changes.
        """
        changed = replace(self, **changes)
        for known in ("names", "definitions_by_key"):
            if known in self.__dict__:
                changed.__dict__[known] = self.__dict__[known]
        return changed

    @property
    def is_graph(self) -> bool:
        """Whether states and moves are given directly."""
        return bool(self.states)

    @property
    def uncertain(self) -> tuple[str, ...]:
        """Those of whose preferences some comparisons are unknown."""
        return tuple(dm.id for dm in self.decision_makers if dm.uncertain)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """In numbering order: own options decision maker by decision maker, then consents by joint option."""
        own = [o for dm in self.decision_makers for o in dm.options if o.joint is None]
        consents = {o.key: o for dm in self.decision_makers for o in dm.options if o.joint is not None}
        by_joint = [consents[f"{owner}.{joint.id}"] for joint in self.joint_options for owner in self._in_order(joint.by)]
        return (*own, *by_joint)

    @cached_property
    def option_by_key(self) -> Mapping[str, Option]:
        """Each option under its key."""
        return {option.key: option for option in self.options}

    @cached_property
    def joint_by_id(self) -> Mapping[str, JointOption]:
        """Each joint option under its id."""
        return {joint.id: joint for joint in self.joint_options}

    def _in_order(self, ids: tuple[str, ...]) -> list[str]:
        return [dm.id for dm in self.decision_makers if dm.id in ids]

    def decision_maker(self, id_: str) -> DecisionMaker:
        """The decision maker called ``id_``. Raises: UnknownNameError."""
        for dm in self.decision_makers:
            if dm.id == id_:
                return dm
        known = [dm.id for dm in self.decision_makers]
        hint = did_you_mean(id_, known) or f"There are: {', '.join(known)}."
        raise UnknownNameError(Fault(message=f'unknown decision maker "{id_}"', hint=hint))

    def claim(self, id_: str) -> Claim:
        """The claim called ``id_``. Raises: UnknownNameError."""
        try:
            return self._claims_by_id[id_]
        except KeyError:
            hint = did_you_mean(id_, self._claims_by_id)
            raise UnknownNameError(Fault(message=f'unknown claim "{id_}"', hint=hint)) from None

    @cached_property
    def _claims_by_id(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    def what_if(self, id_: str) -> WhatIf:
        """The what-if called ``id_``. Raises: UnknownNameError."""
        for what_if in self.what_ifs:
            if what_if.id == id_:
                return what_if
        known = [what_if.id for what_if in self.what_ifs]
        hint = did_you_mean(id_, known) or (f"There are: {', '.join(known)}." if known else "The file has no what-if.")
        raise UnknownNameError(Fault(message=f'unknown what-if "{id_}"', hint=hint))

    # --- what names mean ------------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> Mapping[str, tuple[Meaning, ...]]:
        """Every name a statement may use, with all its meanings; a name with several is ambiguous."""
        found: dict[str, list[Meaning]] = {}

        def note(name: str, meaning: Meaning) -> None:
            if meaning not in found.setdefault(name, []):
                found[name].append(meaning)

        for option in self.options:
            note(option.key, Meaning("option", option.key))
            if option.joint is None:
                note(option.id, Meaning("option", option.key))
        for joint in self.joint_options:
            note(joint.id, Meaning("joint", joint.id))
        for circumstance in self.circumstances:
            note(circumstance.id, Meaning("circumstance", circumstance.id))
        for definition in self.definitions:
            note(definition.key, Meaning("definition", definition.key))
            if definition.speaker:
                note(definition.term, Meaning("definition", definition.key))
        for state in self.states:
            note(state.id, Meaning("state", state.id))
        return {name: tuple(meanings) for name, meanings in found.items()}

    def meaning(self, name: str) -> Meaning:
        """What ``name`` stands for. Raises: UnknownNameError, with the name meant or the names to choose from."""
        meanings = self.names.get(name, ())
        if len(meanings) == 1:
            return meanings[0]
        if meanings:
            choices = " or ".join(f'"{meaning.key}"' for meaning in meanings)
            raise UnknownNameError(Fault(message=f'"{name}" can mean several things', hint=f"Write {choices}."))
        kind = "name"
        if not self.circumstances and not self.definitions:
            kind = "state" if self.is_graph else "option"
        raise UnknownNameError(Fault(message=f'unknown {kind} "{name}"', hint=did_you_mean(name, self.names)))

    def meanings_in(self, statements: Iterable[Statement]) -> frozenset[Meaning]:
        """Everything that the truth of the statements can depend on, through definitions and needs too.

        A joint option stands for its consents, which are among the meanings. Raises: UnknownNameError.
        """
        found: set[Meaning] = set()
        pending = [self.meaning(name.text) for statement in statements for name in names(statement)]
        while pending:
            meaning = pending.pop()
            if meaning in found:
                continue
            found.add(meaning)
            further: Statement | None = None
            if meaning.kind == "option":
                further = self.option_by_key[meaning.key].needs
            elif meaning.kind == "definition":
                further = self.definitions_by_key[meaning.key].statement
            elif meaning.kind == "joint":
                further = self.joint_by_id[meaning.key].needs
                pending.extend(Meaning("option", f"{owner}.{meaning.key}") for owner in self.joint_by_id[meaning.key].by)
            if further is not None:
                pending.extend(self.meaning(name.text) for name in names(further))
        return frozenset(found)

    @cached_property
    def definitions_by_key(self) -> Mapping[str, Definition]:
        """Each definition under ``term.speaker`` or ``term``."""
        return {definition.key: definition for definition in self.definitions}

    def definitions_of(self, term: str) -> tuple[Definition, ...]:
        """Every definition of ``term``, in the order of the file."""
        return tuple(definition for definition in self.definitions if definition.term == term)

    # --- lines and cases ------------------------------------------------------------------------------------------

    def lines(self) -> Iterator[Line]:
        """Everything with a ``because`` slot, in the order of the file's sections. Orders come after their want.

        That somebody decides is no line of its own unless the file says why: their options and wants are.
        """
        for dm in self.decision_makers:
            if dm.because is not None or dm.against is not None:
                yield dm
            for option in dm.options:
                if option.joint is None:
                    yield option
            yield from preference_lines(dm)
        yield from self.joint_options
        yield from self.states
        yield from self.rules
        yield from self.irreversible
        yield from self.impossible_moves
        yield from self.circumstances
        yield from self.definitions
        yield from self.today or ()
        yield from self.what_ifs
        yield from self.views

    def name_in_words(self, name: str, language: str = "") -> str:
        """The plain words for an option, joint option, circumstance, definition, state or decision maker."""
        return self._words(language or self.language).get(name, name)

    def _words(self, language: str) -> Mapping[str, str]:
        cache: dict[str, dict[str, str]] = self.__dict__.setdefault("_words_by_language", {})
        if language not in cache:
            cache[language] = dict(self._words_of(language))
        return cache[language]

    def _words_of(self, language: str) -> Iterator[tuple[str, str]]:
        for joint in self.joint_options:
            yield joint.id, joint.name.in_language(language) or joint.id
        for option in self.options:
            words = option.name.in_language(language) or option.id
            yield option.key, words
            if len(self.names.get(option.id, ())) == 1 and option.joint is None:
                yield option.id, words
        for circumstance in self.circumstances:
            yield circumstance.id, circumstance.name.in_language(language) or circumstance.id
        for definition in self.definitions:
            yield definition.key, definition.name.in_language(language) or definition.key
            if definition.speaker and len(self.definitions_of(definition.term)) == 1:
                yield definition.term, definition.name.in_language(language) or definition.term
        for state in self.states:
            yield state.id, state.name.in_language(language) or state.id
        for dm in self.decision_makers:
            yield dm.id, dm.name.in_language(language) or dm.id

    def in_words(self, statement: Statement, language: str = "") -> str:
        """A statement with the names people gave to things."""
        language = language or self.language
        return in_words(statement, lambda name: self.name_in_words(name, language), language=language)

    def cases(self) -> Iterator[Case]:
        """Every way to settle the open circumstances and orders; one case where nothing is open."""
        open_ids = [c.id for c in self.circumstances if c.value is None]
        settled = {c.id: c.value for c in self.circumstances if c.value is not None}
        groups = [want for dm in self.decision_makers for want in dm.wants or () if isinstance(want, AnyOrder)]
        values = itertools.product((False, True), repeat=len(open_ids))
        for chosen in values:
            circumstances = {c.id: dict(zip(open_ids, chosen, strict=True)).get(c.id, settled.get(c.id, False))
                             for c in self.circumstances}  # fmt: skip
            for orders in itertools.product(*(group.orders() for group in groups)):
                yield Case(
                    circumstances=tuple(circumstances.items()),
                    orders=tuple((group.address, order) for group, order in zip(groups, orders, strict=True)),
                )

    @property
    def case_count(self) -> int:
        """How many cases ``cases`` gives."""
        count: int = 2 ** sum(c.value is None for c in self.circumstances)
        for dm in self.decision_makers:
            for want in dm.wants or ():
                if isinstance(want, AnyOrder):
                    count *= want.order_count
        return count


def _orders_of_wants(dm: DecisionMaker) -> Iterator[Order]:
    for position, (upper, lower) in enumerate(itertools.pairwise(dm.wants or ()), start=1):
        yield Order(
            address=f"order.{dm.id}.{upper.address.rpartition('.')[2]}",
            decision_maker=dm.id,
            position=position,
            upper=upper.address,
            lower=lower.address,
            sourced=upper.above is not None and upper.above.sourced,
            line=upper.above,
            place=upper.place if upper.above is None else upper.above.place or upper.place,
        )


def _orders_of_tiers(dm: DecisionMaker) -> Iterator[Order]:
    tiers = () if dm.ranking is None else dm.ranking.tiers
    for position, (upper, lower) in enumerate(itertools.pairwise(tiers), start=1):
        yield Order(
            address=f"order.{dm.id}.{position}",
            decision_maker=dm.id,
            position=position,
            upper=upper.address,
            lower=lower.address,
            # A ranking has no `above`: what is said for the upper tier, or for the whole, is said for its place.
            sourced=upper.sourced or (dm.ranking is not None and dm.ranking.sourced),
            place=upper.place,
        )


def preference_lines(dm: DecisionMaker) -> Iterator[Line]:
    """The lines of one decision maker's wants (orders after their want), ranking and weights."""
    for want in dm.wants or ():
        if isinstance(want, AnyOrder):
            yield from want.members
        yield want
        if want.above is not None:
            yield want.above
    if dm.ranking is not None:
        yield dm.ranking
        yield from dm.ranking.tiers
    yield from dm.weights
    yield from dm.unsure
    yield from dm.comparisons or ()


Completion = tuple[tuple[int | str, ...], ...]
"""All states in tiers, best first, equally preferred ones together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One way to settle what is open: every circumstance, and the order inside every ``any-order`` group.

    ``completions``: where preferences are not fully known, a ranking of all states that agrees with what is known; an analysis
    adds it (``lagebild.model.cases_of``), since it takes the feasible states.
    """

    circumstances: tuple[tuple[str, bool], ...] = ()
    orders: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Per group's address the positions of its members, most important first."""
    completions: tuple[tuple[str, Completion], ...] = ()

    def completion_of(self, decision_maker: str) -> Completion | None:
        """The ranking that stands for what is unknown of somebody's preferences, if one does."""
        return next((tiers for dm, tiers in self.completions if dm == decision_maker), None)

    def wants_of(self, dm: DecisionMaker) -> tuple[PreferenceStatement, ...]:
        """The wants of ``dm`` in the order of this case, most important first."""
        orders = dict(self.orders)
        found: list[PreferenceStatement] = []
        for want in dm.wants or ():
            if isinstance(want, AnyOrder):
                order = orders.get(want.address, tuple(range(len(want.members))))
                found.extend(want.members[position] for position in order)
            else:
                found.append(want)
        return tuple(found)


class Valuation:
    """Truth values of statements, given what is decided.

    ``decided`` maps every option key to whether it stands decided on: a truth value or an array of them (graph form: every
    state's id to whether it is the one). An option counts as taken only while what it ``needs`` holds; a joint option only
    while every consent stands.
    """

    def __init__(self, situation: Situation, decided: Mapping[str, Any], case: Case, *, true: Any = True) -> None:
        self._situation = situation
        self._decided = decided
        self._circumstances = dict(case.circumstances)
        self._true = true
        self._known: dict[Meaning, Any] = {}

    def truth(self, statement: Statement) -> Any:
        """Whether ``statement`` holds."""
        return evaluate(statement, self.of_name, true=self._true)

    def of_name(self, name: str) -> Any:
        """Whether what ``name`` stands for holds. Raises: UnknownNameError."""
        meaning = self._situation.meaning(name)
        if meaning not in self._known:
            self._known[meaning] = self._value(meaning)
        return self._known[meaning]

    def _value(self, meaning: Meaning) -> Any:
        situation = self._situation
        if meaning.kind == "definition":
            return self.truth(situation.definitions_by_key[meaning.key].statement)
        if meaning.kind == "circumstance":
            return self._true if self._circumstances[meaning.key] else self._true ^ True
        if meaning.kind == "joint":
            joint = situation.joint_by_id[meaning.key]
            value = self._true
            for owner in joint.by:
                value = value & self._decided[f"{owner}.{joint.id}"]
            return value if joint.needs is None else value & self.truth(joint.needs)
        value = self._decided[meaning.key]
        if meaning.kind == "option":
            needs = situation.option_by_key[meaning.key].needs
            return value if needs is None else value & self.truth(needs)
        return value
