"""Why a state holds or not, as a story: who would like what, who would answer, and who said what all of that rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lagebild.analyses.explain import (
    CANNOT_LEAVE,
    CONTENT,
    DETERRED,
    ESCAPABLE,
    HARMLESS,
    Answer,
    Explanation,
    Improvement,
    Standing,
    Step,
    Unanswered,
)
from lagebild.reports.cases import settled_in_words
from lagebild.reports.text.moves import begun, move_in_words
from lagebild.reports.text.sources import Paragraph, Sources, short_name
from lagebild.reports.words import Words
from lagebild.solutions import Concept, concept_named, concepts_named
from lagebild.solutions.concepts import CREDIBLE, LEADING

MAX_FURTHER: Final = 4
"""How many further improvements are listed after the one that is told."""

MAX_DECLINED: Final = 2
"""How many of the moves that somebody does not want are told."""

GROUPED: Final = ("content", "credible", "possible")
"""How codes stand together: what keeps somebody without any answer, by a credible one, by a possible one."""

TOLD_FIRST: Final = ("credible", "content", "possible")
"""By which of the senses asked for it is told first who would leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """That a state is told because it can be today's: all that can be, and in how many of all cases today lasts."""

    states: Sequence[int]
    concept: str
    lasting: int
    total: int


def explanation_text(
    explanation: Explanation, language: str = "en", *, width: int = 100, today: Today | None = None, what_if: str = ""
) -> str:
    """The story of an explanation."""
    return laid_out(_Story(explanation, Words(language)).told(today, what_if), width)


def explanation_paragraphs(explanation: Explanation, language: str = "en") -> list[Paragraph]:
    """The story of an explanation, paragraph by paragraph, for whoever lays it out otherwise. The first is its title."""
    return [paragraph for paragraph in _Story(explanation, Words(language)).told(None, "") if paragraph[1]]


def leading_concept(codes: Iterable[str]) -> str:
    """Of ``codes`` the one by which it is told whether a state lasts."""
    return min(concepts_named(codes), key=_leading_rank).code


def _leading_rank(concept: Concept) -> tuple[bool, int, bool]:
    """The sense in which it is told first who would leave: the one answers go by; of the others, credible ones first."""
    lasting = concept.sanction is not None and concept.sanction.lasting
    return (concept.code != LEADING, TOLD_FIRST.index(concept.keeps), not lasting)


def laid_out(paragraphs: Iterable[Paragraph], width: int) -> str:
    """Paragraphs broken at ``width``, set in by two columns per level."""
    lines: list[str] = []
    for indent, text in paragraphs:
        before = "  " * indent
        after = before + ("   " if text.startswith("(") else "  " if text.startswith(("– ", "→ ")) else "")
        lines.extend(textwrap.wrap(text, width, initial_indent=before, subsequent_indent=after, break_long_words=False) or [""])
    return "\n".join(lines)


class _Story:
    def __init__(self, explanation: Explanation, words: Words) -> None:
        self.explanation, self.words = explanation, words
        self.model = explanation.solution.model
        self.situation = self.model.situation
        self.sources = Sources(words, self.situation)

    def told(self, today: Today | None, what_if: str) -> list[Paragraph]:
        found = self._head(today, what_if)
        # Who leaves comes first: that is what decides.
        for standing in sorted(self.explanation.standings, key=lambda standing: not self._leaves(standing)):
            found += [(0, ""), (0, begun(self._heading(standing)))]
            found += [(1, begun(sentence)) for sentence in self._standing(standing)]
        found += self._needs()
        found += self.sources.in_full()
        return found

    # --- the head --------------------------------------------------------------------------------------------------

    def _leaves(self, standing: Standing) -> bool:
        return leading_concept(concept.code for concept in self.explanation.concepts) in standing.unstable

    def _head(self, today: Today | None, what_if: str) -> list[Paragraph]:
        told, words = self.explanation, self.words
        name = words.state(self.model, told.state)
        found: list[Paragraph] = [(0, words(f"explain.title.{self._manner()}", label=told.label, state=name))]
        if what_if:
            variant = self.situation.what_if(what_if)
            found.append((0, words("explain.variant", name=variant.name.in_language(words.language) or what_if)))
        if today is not None:
            found += self._today(today)
        if today is not None and len(today.states) > 1:
            others = ", ".join(str(self.model.label(position)) for position in today.states if position != told.state)
            found.append((0, words("explain.today-one-of", count=words.number(len(today.states)), others=others)))
        if told.cases > 1:
            count = words.number(told.cases)
            settled = settled_in_words(self.situation, [told.solution.case], words)
            found.append((0, words("explain.case.told", count=count, settled="; ".join(settled))))
        found += [(0, ""), (0, self._verdict())]
        if told.not_told:
            found.append((0, words("explain.not-told", codes=", ".join(told.not_told))))
        if told.cases > 1:
            parts = "; ".join(self._over_cases(told.equilibrium_cases))
            found.append((0, words("explain.case.equilibrium", count=words.number(told.cases), parts=parts)))
        return found

    def _today(self, today: Today) -> list[Paragraph]:
        """In how much of what is open today lasts; and why it does not here: who would leave it, and who stands against it."""
        found: list[str] = []
        if today.total > 1:
            counts = {"count": self.words.number(today.lasting), "total": self.words.number(today.total)}
            found.append(self.words(f"explain.today.{_share(today.lasting, today.total)}", code=today.concept, **counts))
        for standing in self.explanation.standings:
            if self._leaves(standing):
                found += self._departure(standing, today.concept)
        return [(0, " ".join(map(begun, found)))] if found else []

    def _departure(self, standing: Standing, concept: str) -> list[str]:
        """The best of what somebody would leave for, and why nobody's answer counts."""
        if not standing.improvements:
            return []
        name = self._name(standing.decision_maker)
        improvement = standing.improvements[0]
        change = move_in_words(self.words, self.model, self.explanation.state, improvement.target)
        fields = {"name": name, "change": change, "state": self._state(improvement.target)}
        said = [self.words("explain.today.leaves", **fields, because=self.sources.because(improvement.reason))]
        against = [unanswered for unanswered in improvement.unanswered if unanswered.concept == concept]
        return said + [self._unanswered(name, unanswered, self._not([concept])) for unanswered in against]

    def _manner(self) -> str:
        """``holds``; ``possible``: only because of answers that nobody would want to give; ``fails``."""
        holds = concepts_named(self.explanation.equilibrium)
        return "holds" if any(concept.by_itself for concept in holds) else "possible" if holds else "fails"

    def _verdict(self) -> str:
        told, words = self.explanation, self.words
        codes = ", ".join(told.equilibrium)
        others = ", ".join(code for code, _ in told.lacking)
        leaving = {dm for _, dms in told.lacking for dm in dms}
        who = words.listed([words.name(self.situation, dm) for dm in self.model.decision_makers if dm in leaving])
        if not told.lacking:
            return words("explain.verdict.all", codes=codes)
        if told.equilibrium:
            return words("explain.verdict.some", codes=codes, others=others, who=who)
        return words("explain.verdict.none", codes=others, who=who)

    def _over_cases(self, counts: Iterable[tuple[str, int]]) -> list[str]:
        by_count: dict[int, list[str]] = {}
        for code, count in counts:
            by_count.setdefault(count, []).append(code)
        found: list[str] = []
        for count, codes in sorted(by_count.items(), reverse=True):
            kind = "all" if count == self.explanation.cases else "some" if count else "none"
            found.append(self.words(f"explain.case.{kind}", codes=", ".join(codes), count=count))
        return found

    # --- one decision maker ----------------------------------------------------------------------------------------

    def _heading(self, standing: Standing) -> str:
        name = self.words.name(self.situation, standing.decision_maker)
        if standing.manner == CANNOT_LEAVE:
            heading = self.words("explain.standing.cannot-leave", name=name)
        elif standing.manner == DETERRED:
            credible = any(concept.keeps == CREDIBLE for concept in concepts_named(standing.stable))
            heading = self.words(f"explain.standing.deterred.{'credible' if credible else 'possible'}", name=name)
        elif standing.manner == CONTENT and not standing.stable:
            # Concepts of foresight know reasons to leave that are no improvement at once.
            heading = self.words("explain.standing.content-all-the-same", name=name)
        else:
            heading = self.words(f"explain.standing.{standing.manner}", name=name)
        codes = self._codes(standing.stable) if standing.stable else self._not(standing.unstable)
        return f"{heading}  {codes}{self._varying(standing)}"

    def _varying(self, standing: Standing) -> str:
        told = self.explanation
        here = dict(standing.verdicts)
        varying = [(code, count) for code, count in standing.stable_cases if count != (told.cases if here[code] else 0)]
        if not varying:
            return ""
        parts = "; ".join(self._over_cases(varying))
        return f"  {self.words('explain.standing.in-cases', count=told.cases, parts=parts)}"

    def _standing(self, standing: Standing) -> list[str]:
        name = self._name(standing.decision_maker)
        if standing.manner == CANNOT_LEAVE:
            return [self.words("explain.content.no-move", name=name)]
        if standing.manner == CONTENT:
            return [self.words.several("explain.content.moves", standing.moves, name=name), *self._declined(standing)]
        told, *further = standing.improvements
        return [*self._improvement(standing, told), *self._further(standing, further)]

    def _declined(self, standing: Standing) -> list[str]:
        found: list[str] = []
        for reason in standing.declined[:MAX_DECLINED]:
            change = move_in_words(self.words, self.model, reason.here, reason.there)
            fields = {"name": self._name(standing.decision_maker), "change": change, "state": self._state(reason.there)}
            if reason.sign == 0:
                found.append(self.words("explain.content.indifferent", **fields))
            else:
                found.append(self.words("explain.content.declined", **fields, because=self.sources.because(reason)))
        return found

    # --- one improvement -------------------------------------------------------------------------------------------

    def _improvement(self, standing: Standing, improvement: Improvement) -> list[str]:
        name = self._name(standing.decision_maker)
        found = [
            self.words(
                "explain.improvement.tempting",
                name=name,
                change=move_in_words(self.words, self.model, self.explanation.state, improvement.target),
                state=self._state(improvement.target),
                because=self.sources.because(improvement.reason),
            )
        ]
        told: list[Answer] = []
        by_answer: dict[Answer, list[str]] = {}
        for code, answer in improvement.answers:
            by_answer.setdefault(answer, []).append(code)
        for answer in sorted(by_answer, key=lambda a: (not a.credible, not a.lasting)):
            found.append(self._answer(name, answer, by_answer[answer]))
            told.append(answer)
        by_reason: dict[tuple[str, tuple[Step, ...]], list[Unanswered]] = {}
        for unanswered in improvement.unanswered:
            by_reason.setdefault((unanswered.kind, unanswered.steps), []).append(unanswered)
        for (kind, steps), alike in by_reason.items():
            codes = self._not([unanswered.concept for unanswered in alike])
            if kind == ESCAPABLE and any(answer.steps == steps for answer in told):
                found.append(self.words("explain.unanswered.fleeting", codes=codes))
            else:
                found.append(self._unanswered(name, alike[0], codes))
        return found

    def _answer(self, name: str, answer: Answer, codes: Sequence[str]) -> str:
        found = [*self._steps(answer.steps)]
        if answer.outcome.sign < 0:
            found.append(self.words("explain.outcome.worse", name=name, because=self.sources.because(answer.outcome)))
        else:
            found.append(self.words("explain.outcome.equal", name=name))
        if answer.escape is None:
            found.append(self.words("explain.outcome.no-move", name=name))
        elif answer.lasting:
            found.append(self.words("explain.outcome.stuck", name=name))
        else:
            state, because = self._state(answer.escape.there, named=True), self.sources.because(answer.escape)
            found.append(self.words("explain.outcome.fleeting", name=name, state=state, because=because))
        credible = "credible" if answer.credible else "possible"
        found.append(self.words(f"explain.so.{credible}", name=name, codes=self._codes(codes)))
        return " ".join(map(begun, found))

    def _steps(self, steps: Sequence[Step]) -> list[str]:
        found: list[str] = []
        credible = all(step.improves for step in steps)
        for number, step in enumerate(steps):
            kind = "credible" if credible else "gaining" if step.improves else "possible"
            found.append(
                self.words(
                    f"explain.step.{kind}.{'next' if number else 'first'}",
                    mover=self._name(step.mover),
                    change=move_in_words(self.words, self.model, step.origin, step.target),
                    state=self._state(step.target),
                    because=self.sources.because(step.reason) if step.improves else "",
                )
            )
        return found

    def _unanswered(self, name: str, unanswered: Unanswered, codes: str) -> str:
        if unanswered.kind == HARMLESS and unanswered.outcome is not None:
            credible = concept_named(unanswered.concept).keeps
            if not unanswered.steps:
                return self.words(f"explain.unanswered.powerless.{credible}", name=name, codes=codes)
            state, because = self._state(unanswered.outcome.there, named=True), self.sources.because(unanswered.outcome)
            key = f"explain.unanswered.harmless.{credible}"
            return self.words(key, name=name, state=state, because=because, codes=codes)
        if unanswered.kind == ESCAPABLE and unanswered.escape is not None:
            state, because = self._state(unanswered.escape.there, named=True), self.sources.because(unanswered.escape)
            escape = self.words("explain.unanswered.escapable", name=name, state=state, because=because, codes=codes)
            return " ".join(map(begun, [*self._steps(unanswered.steps), escape]))
        return self.words(f"explain.unanswered.{unanswered.kind.replace(' ', '-')}", name=name, codes=codes)

    def _further(self, standing: Standing, improvements: Sequence[Improvement]) -> list[str]:
        if not improvements:
            return []
        found = [self.words("explain.further.title", name=self._name(standing.decision_maker))]
        for improvement in improvements[:MAX_FURTHER]:
            answered = [code for code, _ in improvement.answers]
            unanswered = [unanswered.concept for unanswered in improvement.unanswered]
            kind = "both" if answered and unanswered else "answered" if answered else "unanswered" if unanswered else "unasked"
            said = self.words(
                f"explain.further.{kind}",
                change=move_in_words(self.words, self.model, self.explanation.state, improvement.target),
                state=self._state(improvement.target),
                movers=self.words.listed([self._name(mover) for mover in improvement.movers]),
                codes=self._codes(answered or unanswered),
                others=self._codes(unanswered),
            )
            found.append(f"– {said}")
        if len(improvements) > MAX_FURTHER:
            found.append(f"– {self.words.several('explain.and-more', len(improvements) - MAX_FURTHER)}")
        return found

    # --- the end ---------------------------------------------------------------------------------------------------

    def _needs(self) -> list[Paragraph]:
        """Per decision maker who leaves although others get to answer: what would keep it."""
        found: list[Paragraph] = []
        codes: list[str] = []
        for standing in self.explanation.standings:
            open_ = [improvement for improvement in standing.improvements if improvement.unanswered]
            if not open_:
                continue
            worst = open_[0]
            codes += [unanswered.concept for unanswered in worst.unanswered]
            want = worst.reason.statement
            kind = "other" if want is None else "want"
            said = "" if want is None else self.situation.in_words(want, self.words.language)
            fields = {"name": self._name(standing.decision_maker), "state": self._state(worst.target)}
            found.append((1, f"– {self.words(f'explain.needs.{kind}', **fields, want=said)}"))
        if not found:
            return []
        return [(0, ""), (0, self.words("explain.needs.title", codes=self._codes(dict.fromkeys(codes)))), *found]

    # --- words -----------------------------------------------------------------------------------------------------

    def _name(self, decision_maker: str) -> str:
        return short_name(self.words, self.situation, decision_maker)

    def _state(self, position: int, *, named: bool = False) -> str:
        """``state 5``, where a move has said what it changes; ``named``: ``state 5: send + pay``."""
        label = self.model.label(position)
        if not named:
            return self.words("explain.state", label=label)
        return self.words("explain.state-named", label=label, state=self.words.state(self.model, position))

    def _codes(self, codes: Iterable[str]) -> str:
        """``[nash; seq, sseq; gmr, smr]``: content; credibly deterred; possibly."""
        wanted = concepts_named(codes)
        groups = [[concept.code for concept in wanted if concept.keeps == keeps] for keeps in GROUPED]
        return self.words("explain.codes", codes="; ".join(", ".join(group) for group in groups if group))

    def _not(self, codes: Sequence[str]) -> str:
        return self.words("explain.not-codes", codes=", ".join(codes))


def _share(count: int, total: int) -> str:
    return "all" if count == total else "some" if count else "none"
