"""What conclusions come to, in words: how widely a statement holds, in which cases, and what that hangs on."""

from __future__ import annotations

from lagebild.analyses.conclusion import VALUES, Conclusion, OpenItem, companions, hangs_on
from lagebild.reports.completions import unknown_in_words
from lagebild.reports.words import Words
from lagebild.situation import AnyOrder, PreferenceStatement
from lagebild.solutions import Analysis, Solution
from lagebild.statements import Statement


def open_in_words(analysis: Analysis, words: Words) -> tuple[str, ...]:
    """Everything that is open in the file: circumstances and orders, a question each, and what is not known."""
    writer = ConclusionWords(analysis, words)
    settings = tuple(capital(writer.open_name(key)) for key in _settings(analysis.solutions[0]) if _is_open(analysis, key))
    return (*settings, *unknown_in_words(analysis, words))


def open_items_in_words(analysis: Analysis, conclusion: Conclusion, words: Words) -> tuple[str, ...]:
    """What is open and decides what ``conclusion`` comes to, a question each; where nothing does alone, what has a part."""
    writer = ConclusionWords(analysis, words)
    items = hangs_on(analysis, conclusion)
    deciding = [item for item in items if item.decides]
    return tuple(writer.open_name(item.key) for item in (deciding or items))


def _settings(solution: Solution) -> dict[str, bool | tuple[int, ...]]:
    return {**dict(solution.case.circumstances), **dict(solution.case.orders)}


def _is_open(analysis: Analysis, key: str) -> bool:
    return len({_settings(solution)[key] for solution in analysis.solutions}) > 1


def capital(text: str) -> str:
    """The text with its first letter capital."""
    return text[:1].upper() + text[1:]


class ConclusionWords:
    """The words for what conclusions of one analysis come to."""

    def __init__(self, analysis: Analysis, words: Words) -> None:
        self.analysis = analysis
        self.situation = analysis.situation
        self.words = words

    def name(self, id_: str) -> str:
        """What a decision maker, an option or anything else with a name is called."""
        return self.words.name(self.situation, id_)

    def quoted(self, statement: Statement) -> str:
        """A statement in quotation marks."""
        return self.words.statement(self.situation, statement)

    def extent(self, conclusion: Conclusion) -> str:
        """``in 2 of 3 stable states``; with several cases ``in all stable outcomes of 4 cases, in some of 4``."""
        if len(conclusion.values) == 1:
            holding, total = conclusion.counts[0]
            key = conclusion.value.replace(" ", "_") + ("_of_one" if total == 1 else "")
            return self.words(f"answers.extent.{key}", holding=holding, total=total)
        if conclusion.settled:
            value = self.words(f"answers.value.{conclusion.values[0].replace(' ', '_')}")
            return self.words("answers.in_every_case", value=value, count=len(conclusion.values))
        return self.words.listed(
            [
                self.words(f"answers.value_in_cases.{value.replace(' ', '_')}", count=conclusion.values.count(value))
                for value in VALUES
                if value in conclusion.values
            ]
        )

    def in_cases(self, solutions: tuple[Solution, ...]) -> str:
        """Which cases these are: the one setting they share, else how many; nothing where they are all of them."""
        total = len(self.analysis.solutions)
        if len(solutions) in (0, total):
            return ""
        for key, setting in _settings(solutions[0]).items():
            alike = [solution for solution in self.analysis.solutions if _settings(solution)[key] == setting]
            if len(alike) == len(solutions) and set(alike) == set(solutions):
                return self.words("answers.in_setting", setting=self.setting(key, setting))
        return self.words("answers.in_cases", count=len(solutions), total=total)

    def open_items(self, conclusion: Conclusion, statement: Statement) -> list[str]:
        """What is open and decides the value; where nothing does alone, what has a part in it."""
        items = hangs_on(self.analysis, conclusion)
        deciding = [item for item in items if item.decides]
        return [self.open_item(item, statement) for item in (deciding or items)]

    def open_item(self, item: OpenItem, statement: Statement) -> str:
        """What one open thing does to the value, setting by setting."""
        settings: dict[str, tuple[set[str], list[Solution]]] = {}
        for setting, met in zip(item.settings, item.values, strict=True):
            name = self.setting(item.key, setting) if item.kind == "order" else self.yes_or_no(setting)
            values, solutions = settings.setdefault(name, (set(), []))
            values.update(met)
            solutions.extend(s for s in self.analysis.solutions if _settings(s)[item.key] == setting)
        told = [self._setting_told(name, values, solutions, statement) for name, (values, solutions) in settings.items()]
        key = "decides" if item.decides else "matters"
        return self.words(f"answers.hangs.{key}", what=self.open_name(item.key), settings=" ".join(told))

    def _setting_told(self, name: str, values: set[str], solutions: list[Solution], statement: Statement) -> str:
        met = self.words.listed([self.words(f"answers.value.{v.replace(' ', '_')}") for v in VALUES if v in values], last="or")
        told = self.words("answers.hangs.setting", setting=capital(name), value=met)
        beside = companions(solutions, statement)
        common = companions(self.analysis.solutions, statement)
        parts = [("exactly", beside.exactly), ("exactly_not", beside.exactly_not)]
        if not beside.exactly and not beside.exactly_not:
            parts += [
                ("always", tuple(name for name in beside.always if name not in common.always)),
                ("never", tuple(name for name in beside.never if name not in common.never)),
            ]
        said = [self.words(f"answers.beside.{key}", options=self.quoted_names(names)) for key, names in parts if names]
        return f"{told}{self.words('answers.beside.joined', said='; '.join(said))}." if said else f"{told}."

    def quoted_names(self, names: tuple[str, ...]) -> str:
        """Several names, each in quotation marks."""
        return self.words.listed([self.words("words.quoted", text=self.name(name)) for name in names])

    def open_name(self, key: str) -> str:
        """What is open, as a question."""
        if key not in dict(self.analysis.solutions[0].case.orders):
            return self.words("answers.hangs.circumstance", what=self.words("words.quoted", text=self.name(key)))
        members = [self.quoted(member.statement) for member in self._group(key).members]
        return self.words("answers.hangs.order", what=self.words.listed(members, last="or"))

    def yes_or_no(self, setting: object) -> str:
        """Whether a circumstance is so."""
        return self.words("answers.hangs.so" if setting else "answers.hangs.not_so")

    def setting(self, key: str, setting: bool | tuple[int, ...]) -> str:
        """``if X comes first``; ``if it is so: X``."""
        if isinstance(setting, bool):
            about = self.words("words.quoted", text=self.name(key))
            return self.words("answers.hangs.yes" if setting else "answers.hangs.no", what=about)
        members = self._group(key).members
        return self.words("answers.hangs.first", want=self.quoted(members[setting[0]].statement))

    def _group(self, address: str) -> AnyOrder:
        return next(
            want
            for dm in self.situation.decision_makers
            for want in dm.wants or ()
            if isinstance(want, AnyOrder) and want.address == address
        )

    def want_at(self, address: str) -> str:
        """The want at an address, or the wants of a group."""
        line = next(line for line in self.situation.lines() if line.address == address)
        if isinstance(line, PreferenceStatement):
            return self.quoted(line.statement)
        if isinstance(line, AnyOrder):
            return self.words.listed([self.quoted(member.statement) for member in line.members])
        return address
