"""The library's verbs: ``load`` and ``loads`` read, ``solve`` solves, and the ``Analysis`` shows itself and tells why.

The others ask what the commands of the same names ask, and take a situation or, where they need none solved otherwise, an
analysis of it: ``check``, ``answer``, ``paths``, ``levers``, ``lever_sets``, ``inverse``, ``hinges``, ``compare_what_ifs``.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lagebild import solutions
from lagebild.errors import NotApplicableError, UnknownNameError
from lagebild.situation import Situation
from lagebild.solutions import CONCEPTS, concept_named
from lagebild.solutions.concepts import FEARLESS, LEADING

if TYPE_CHECKING:
    from lagebild.analyses.audit import Audit
    from lagebild.analyses.explain import Explanation
    from lagebild.analyses.hinges import Hinges
    from lagebild.analyses.inverse import Inverse
    from lagebild.analyses.lever_sets import LeverSets
    from lagebild.analyses.levers import Levers
    from lagebild.analyses.paths import Paths
    from lagebild.analyses.status_quo import Table, Ways
    from lagebild.analyses.uncertain import Uncertain
    from lagebild.analyses.variants import Variants
    from lagebild.analyses.views import Views
    from lagebild.reports.answers import AnswerText

__all__ = [
    "CONCEPTS", "Analysis", "answer", "check", "compare_what_ifs", "hinges", "inverse", "lever_sets", "levers", "load", "loads",
    "paths", "solve", "status_quo", "uncertain", "views", "ways",
]  # fmt: skip


def load(path: str | os.PathLike[str]) -> Situation:
    """The situation in a file (YAML, or a ``.gmcr`` file), with its claims. Raises: InputError with every fault found."""
    from lagebild.reading import load as read

    return read(path)


def loads(text: str) -> Situation:
    """The situation in a text.

    >>> import lagebild as lb
    >>> situation = lb.loads('''
    ... lagebild: 1
    ... title: Two neighbours and a dam
    ... decision-makers:
    ...   upstream:
    ...     options:
    ...       build: build the dam
    ...     wants:
    ...       - not sue
    ...       - build
    ...   downstream:
    ...     options:
    ...       sue: go to the court
    ...     wants:
    ...       - sue if build
    ...       - not sue
    ... ''')
    >>> [option.key for option in situation.options]
    ['upstream.build', 'downstream.sue']

    Raises: InputError with every fault found.
    """
    from lagebild.reading import loads as read

    return read(text)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Analysis(solutions.Analysis):
    """A situation solved. States are called by their numbers, in graph form by their ids.

    With open circumstances or orders there are several ``solutions``; what is said here then holds in all of them.
    """

    def stable(self, concept: str, decision_maker: str) -> tuple[int | str, ...]:
        """The states that are stable for ``decision_maker`` in every case. Raises: UnknownNameError."""
        code = concept_named(concept).code
        self.situation.decision_maker(decision_maker)
        kept: list[int | str] | None = None
        for solution in self.solutions:
            if code not in solution.stability:
                raise NotApplicableError(f'the analysis was not asked for "{code}"; solve it with concepts=["{code}"]')
            labels = solution.model.labels()
            here = [labels[position] for position in np.flatnonzero(solution.stable(code, decision_maker)).tolist()]
            kept = here if kept is None else [label for label in kept if label in set(here)]
        return tuple(kept or ())

    def explain(self, state: int | str, decision_maker: str | None = None) -> Explanation:
        """Why ``state`` is stable for ``decision_maker`` (default: everybody), or why it is not. Raises: UnknownNameError."""
        from lagebild.analyses.explain import explain

        return explain(self, state, decision_maker)

    def to_dict(self, **choices: Any) -> dict[str, Any]:
        """Everything as plain data: what ``lagebild solve --format json`` prints. ``choices`` as for ``analysis_data``."""
        from lagebild.reports.data.solution import analysis_data

        data: dict[str, Any] = analysis_data(self, **choices)
        return data

    def to_frame(self) -> Any:
        """One row a state (and case) as a pandas or polars table, whichever is installed.

        Columns: ``state``; ``case`` where several were solved; every option; stability as ``concept.decision-maker``;
        equilibria as ``concept``. Raises: NotApplicableError if neither library is there.
        """
        columns = self.columns()
        for name in ("pandas", "polars"):
            try:
                library = __import__(name)
            except ImportError:
                continue
            return library.DataFrame(columns)
        raise NotApplicableError("a table needs pandas or polars, and neither is installed. `to_dict()` needs none.")

    def columns(self) -> dict[str, list[Any]]:
        """The columns of ``to_frame`` as plain lists."""
        found: dict[str, list[Any]] = {}
        for number, solution in enumerate(self.solutions):
            model = solution.model
            rows: dict[str, list[Any]] = {"state": model.labels()}
            if self.open:
                rows["case"] = [number] * model.count
            for index, key in enumerate(() if model.is_graph else model.option_keys):
                rows[key] = (model.states >> np.uint64(index) & np.uint64(1)).astype(bool).tolist()
            for concept in self.concepts:
                for dm in model.decision_makers:
                    rows[f"{concept.code}.{dm}"] = solution.stable(concept.code, dm).tolist()
                rows[concept.code] = solution.is_equilibrium(concept.code).tolist()
            for name, values in rows.items():
                found.setdefault(name, []).extend(values)
        return found

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self.equilibria(concept.code))} {concept.code}" for concept in self.concepts)
        cases = f" in all of {len(self.solutions)} cases" if self.open else ""
        return f'<Analysis of "{self.situation.title}": {self.solutions[0].model.count:,} states; equilibria{cases}: {counts}>'

    def _repr_html_(self) -> str:
        """The equilibria as a table, for notebooks."""
        import html

        from lagebild.reports.words import Words

        words = Words(self.situation.language)
        model = self.solutions[0].model
        by_label: dict[int | str, list[str]] = {}
        for concept in self.concepts:
            for label in self.equilibria(concept.code):
                by_label.setdefault(label, []).append(concept.code)
        rows = "".join(
            f"<tr><td>{html.escape(str(label))}</td><td style='text-align:left'>"
            f"{html.escape(words.state(model, model.position(label)))}</td><td>{', '.join(codes)}</td></tr>"
            for label, codes in list(by_label.items())[:_SHOWN]
        )
        title = html.escape(self.situation.title.in_language(words.language))
        return f"<table><caption>{title}</caption><tbody>{rows}</tbody></table><p>{html.escape(repr(self)[1:-1])}</p>"


_SHOWN = 50
"""How many equilibria a notebook shows."""


def solve(
    situation: Situation,
    concepts: Iterable[str] | str | None = None,
    coalitions: str | Iterable[Iterable[str]] | None = None,
    what_if: str | None = None,
    engine: str | None = None,
) -> Analysis:
    """Solve ``situation`` in every open case.

    ``concepts``: codes of ``CONCEPTS``, else its default ones. ``coalitions``: ``"all"`` or lists of decision makers.
    ``what_if``: the name of one of the file's variants. ``engine``: by name, else chosen by size.

    >>> import lagebild as lb
    >>> situation = lb.loads('''
    ... lagebild: 1
    ... title: Two neighbours and a dam
    ... decision-makers:
    ...   upstream:
    ...     options:
    ...       build: build the dam
    ...     wants:
    ...       - not sue
    ...       - build
    ...   downstream:
    ...     options:
    ...       sue: go to the court
    ...     wants:
    ...       - sue if build
    ...       - not sue
    ... ''')
    >>> analysis = lb.solve(situation)
    >>> analysis.equilibria("nash")
    (3,)
    >>> analysis.equilibria("seq")
    (0, 3)
    >>> analysis.stable("seq", "upstream")
    (0, 1, 3)

    Raises: InputError, UnknownNameError, TooLargeError.
    """
    codes = [concepts] if isinstance(concepts, str) else concepts
    solved = solutions.analyse(situation, codes, coalitions=coalitions, what_if=what_if, engine=engine)
    return Analysis(**{field.name: getattr(solved, field.name) for field in dataclasses.fields(solved)})


def uncertain(
    situation: Situation,
    concepts: Iterable[str] | None = None,
    *,
    what_if: str | None = None,
    limit: int = 1_000,
    drawn: int = 200,
    seed: int = 1,
) -> Uncertain:
    """What is stable in all, some or none of the completions of unknown preferences, and under the four extensions.

    ``concepts``: of nash, gmr, smr, seq, sseq; default: all. ``limit``: up to how many patterns of moves all are followed; of
    more, ``drawn`` are drawn with ``seed``, and what they leave undecided is said to be.

    >>> import lagebild as lb
    >>> situation = lb.loads('''
    ... lagebild: 1
    ... title: Two neighbours and a dam
    ... decision-makers:
    ...   upstream:
    ...     options:
    ...       build: build the dam
    ...     wants:
    ...       - not sue
    ...       - build
    ...   downstream:
    ...     options:
    ...       sue: go to the court
    ...     wants:
    ...       - not build
    ...     unsure:
    ...       - statement: sue
    ...         below: 1
    ... ''')
    >>> found = lb.uncertain(situation)
    >>> found.equilibria("nash", "all"), found.equilibria("nash", "some"), found.exact
    ((), (1, 3), True)
    >>> found.extension("b", "nash")
    (1, 3)

    Raises: InputError, NotApplicableError where everything is known, UnknownNameError, TooLargeError.
    """
    from lagebild.analyses.uncertain import uncertain as found

    return found(situation, concepts, what_if=what_if, limit=limit, drawn=drawn, seed=seed)


def views(situation: Situation, concepts: Iterable[str] | None = None, *, what_if: str | None = None) -> Views:
    """What each decision maker sees, what lasts if everybody goes by that, whom it surprises, what learning would change.

    ``concepts``: default: seq.

    Raises: InputError, NotApplicableError where the file gives nobody a view, UnknownNameError, TooLargeError.
    """
    from lagebild.analyses.views import views as found

    return found(situation, (LEADING,) if concepts is None else concepts, what_if=what_if)


def check(situation: Situation, *, concept: str = LEADING, what_if: str | None = None) -> Audit:
    """Whether the file is sound, what in it was guessed, what of that matters, and what carries nothing.

    Raises: InputError, UnknownNameError.
    """
    from lagebild.analyses.audit import audit

    return audit(situation, leading=concept, what_if=what_if)


def answer(
    situation: Situation | solutions.Analysis, language: str = "", *, what_if: str | None = None
) -> tuple[AnswerText, ...]:
    """The answers to the file's questions, in words. ``language``: default the situation's.

    Raises: InputError, UnknownNameError, TooLargeError.
    """
    from lagebild.reports.answers import answer_texts

    analysis = _analysed(situation, None, what_if)
    return answer_texts(analysis, language or analysis.situation.language)


def paths(
    situation: Situation | solutions.Analysis, starts: Iterable[int | str] | None = None, *, what_if: str | None = None
) -> Paths:
    """Where ``starts`` (labels of states; default: all that can be today's) lead to, by whose steps.

    Raises: InputError, NotApplicableError where nothing says what is the case today, UnknownNameError, TooLargeError.
    """
    from lagebild.analyses.paths import paths as found

    return found(_analysed(situation, None, what_if), starts)


def status_quo(
    situation: Situation | solutions.Analysis, starts: Iterable[int | str] | None = None, *, what_if: str | None = None
) -> tuple[Table, ...]:
    """The status quo table from ``starts`` (default: today's): per kind of step and state the least steps, and who moves last.

    Raises: InputError, NotApplicableError where nothing says what is the case today, UnknownNameError, TooLargeError.
    """
    from lagebild.analyses.status_quo import status_quo as found

    return found(_analysed(situation, None, what_if), starts)


def ways(
    situation: Situation | solutions.Analysis,
    target: int | str,
    starts: Iterable[int | str] | None = None,
    *,
    limit: int = 20,
    longest: int = 8,
    seconds: float | None = None,
    what_if: str | None = None,
) -> tuple[Ways, ...]:
    """Ways from ``starts`` (default: today's) to the state called ``target``, what they ask of whom, what stands in between.

    Raises: InputError, NotApplicableError where nothing says what is the case today, UnknownNameError, TooLargeError.
    """
    from lagebild.analyses.status_quo import ways as found

    analysis = _analysed(situation, None, what_if)
    return found(analysis, target, starts, limit=limit, longest=longest, seconds=seconds)


def levers(situation: Situation, by: str, statement: str, *, wish: str = "against", what_if: str | None = None) -> Levers:
    """What the decision maker ``by`` can do ``against`` a statement, or ``for`` it, by one change of its own.

    Raises: InputError, UnknownNameError, TooLargeError.
    """
    from lagebild.analyses import levers as trying

    analysis = _analysed(situation, (FEARLESS, LEADING), what_if)
    if wish not in ("against", "for"):
        raise UnknownNameError(f'unknown wish "{wish}". There are: against, for.')
    goal = trying.named_goal(analysis.situation, statement)
    return trying.levers(trying.Trials(analysis), analysis.situation.decision_maker(by).id, goal, wish=wish)


PAIRED: Final = ("origin", "speaker", "claim", "order")
"""Of these all pairs are struck out where nobody says how many; of lines, whose pairs take long, each alone."""

SEARCHED: Final = 20.0
"""For how many seconds hinges are looked for, where nobody says."""


def lever_sets(
    situation: Situation,
    statement: str,
    by: Iterable[str] | None = None,
    *,
    wish: str = "against",
    largest: int = 3,
    seconds: float | None = SEARCHED,
    what_if: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LeverSets:
    """The smallest sets of changes of moves, wants and rules that settle a statement: ``against`` it, or ``for`` it.

    ``by``: whose changes (None: anybody's, and rules). ``seconds``: None: no limit; a KeyboardInterrupt from ``progress`` ends
    the search with what was found. Raises: InputError, UnknownNameError, TooLargeError.
    """
    from lagebild.analyses import lever_sets as searching
    from lagebild.analyses import levers as trying

    analysis = _analysed(situation, (FEARLESS, LEADING), what_if)
    goal = trying.named_goal(analysis.situation, statement)
    makers = None if by is None else [analysis.situation.decision_maker(dm).id for dm in by]
    return searching.lever_sets(
        trying.Trials(analysis),
        goal,
        wish=_known(wish, ("against", "for"), "wish"),
        by=makers,
        largest=largest,
        seconds=seconds,
        progress=progress,
    )


def inverse(
    situation: Situation | solutions.Analysis,
    state: int | str,
    concepts: Iterable[str] | str | None = None,
    *,
    by: str | None = None,
    what_if: str | None = None,
    seconds: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Inverse:
    """What would have to be wanted for the state called ``state`` to be stable for each, and an equilibrium.

    ``concepts``: codes, else the default ones. ``by``: only this decision maker's wants.

    >>> import lagebild as lb
    >>> situation = lb.loads('''
    ... lagebild: 1
    ... title: Two neighbours and a dam
    ... decision-makers:
    ...   upstream:
    ...     options:
    ...       build: build the dam
    ...     wants:
    ...       - build
    ...       - not sue
    ...   downstream:
    ...     options:
    ...       sue: go to the court
    ...     wants:
    ...       - sue if build
    ...       - not sue
    ... ''')
    >>> found = lb.inverse(situation, 0, "nash")
    >>> (needed,) = found.of("nash", "equilibrium", "upstream")
    >>> needed.met, needed.condition.comparisons
    (False, (Comparison(decision_maker='upstream', lower=1, upper=0, strict=False),))
    >>> needed.shares.strict.value, needed.wants.moves
    (Fraction(1, 2), None)

    Raises: UnknownNameError, NotApplicableError, TooLargeError.
    """
    from lagebild.analyses.inverse import inverse as found

    return found(situation, state, concepts, by=by, what_if=what_if, seconds=seconds, progress=progress)


def compare_what_ifs(
    situation: Situation, names: Iterable[str] | None = None, *, concepts: Iterable[str] = (LEADING,)
) -> Variants:
    """The situation beside its what-ifs (default: all of the file): which outcomes survive where.

    Raises: InputError where a variant cannot be solved, UnknownNameError.
    """
    from lagebild.analyses.variants import compare_variants

    return compare_variants(situation, names, concepts)


def hinges(
    situation: Situation | solutions.Analysis,
    *,
    grains: Iterable[str] | None = None,
    modes: Iterable[str] | None = None,
    largest: int | None = None,
    seconds: float | None = SEARCHED,
    question: int | None = None,
    what_if: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Hinges:
    """What the answers hinge on: voices, claims, lines and orders whose loss changes one.

    ``grains``: of ``origin``, ``speaker``, ``claim``, ``line``, ``order``; ``modes``: of ``withdraw`` (nothing is known of
    it), ``negate`` (it is false); default: all. ``largest``: up to which size every set is tried. ``seconds``: None: no
    limit. ``question``: only this one, counted from 1. ``progress`` is told how far the search is; a KeyboardInterrupt from
    it ends the search with what was found.

    >>> import lagebild as lb
    >>> situation = lb.loads('''
    ... lagebild: 1
    ... title: Two neighbours and a dam
    ... decision-makers:
    ...   upstream:
    ...     options:
    ...       build: build the dam
    ...     wants:
    ...       - statement: build
    ...         because: plan
    ... questions:
    ...   - ask: Why is the dam built?
    ...     why: build
    ...     by: upstream
    ... claims:
    ...   plan:
    ...     says: The dam will be built.
    ...     by: author
    ...     told-as: announced
    ... ''')
    >>> found = lb.hinges(situation, grains=["claim"])
    >>> withdrawn = found.sifting("claim", "withdraw")
    >>> [(cut.members, cut.after, cut.indifferent) for cut in withdrawn.hinges[0].cuts]
    [(('plan',), ('some',), ('upstream',))]

    Raises: InputError where no question has a statement, UnknownNameError, TooLargeError.
    """
    from lagebild.analyses import hinges as sifting

    chosen = [_known(grain, sifting.GRAINS, "grain") for grain in (sifting.GRAINS if grains is None else grains)]
    ways = [_known(mode, sifting.MODES, "mode") for mode in (sifting.MODES if modes is None else modes)]
    return sifting.hinges(
        _analysed(situation, (LEADING,), what_if),
        grains=chosen,
        modes=ways,
        largest=dict.fromkeys(PAIRED, 2) if largest is None else largest,
        seconds=seconds,
        question=question,
        progress=progress,
    )


def _known(name: str, known: tuple[str, ...], kind: str) -> str:
    if name not in known:
        raise UnknownNameError(f'unknown {kind} "{name}". There are: {", ".join(known)}.')
    return name


def _analysed(
    situation: Situation | solutions.Analysis, concepts: Iterable[str] | None, what_if: str | None
) -> solutions.Analysis:
    """An analysis as it is; a situation solved. Raises: NotApplicableError where a what-if comes too late."""
    if isinstance(situation, Situation):
        return solutions.analyse(situation, concepts, what_if=what_if)
    if what_if not in (None, situation.what_if):
        raise NotApplicableError("a what-if is applied before solving: pass the situation, not the analysis.")
    return situation
