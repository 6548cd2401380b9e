"""The interview of ``lagebild new --ask``: plain questions, every answer checked as it comes, a checked file at the end.

The draft is the file itself: after every answer it is read and built like any other file, so that what the interview accepts
the program accepts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import click

from lagebild.errors import InputError, LagebildError
from lagebild.reports.words import Words
from lagebild.statements import is_id

Ask = Callable[[], str]


@dataclass(slots=True)
class DraftDecisionMaker:
    """What has been said of a decision maker so far."""

    id: str
    name: str
    options: dict[str, str] = field(default_factory=dict)
    wants: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """The file so far. ``text`` is what would be written."""

    language: str
    title: str = ""
    decision_makers: list[DraftDecisionMaker] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    today: list[str] = field(default_factory=list)

    @property
    def options(self) -> dict[str, str]:
        """Every option's short name and name."""
        return {id_: name for dm in self.decision_makers for id_, name in dm.options.items()}

    def text(self, heading: str, order: str) -> str:
        """The situation file."""
        from lagebild.reading.block_yaml import scalar
        from lagebild.reading.writing import SCHEMA_LINE

        lines = [
            SCHEMA_LINE,
            heading,
            "",
            "lagebild: 1",
            f"title: {scalar(self.title)}",
            f"language: {self.language}",
            "",
            "decision-makers:",
        ]
        for dm in self.decision_makers:
            lines += ["", f"  {dm.id}:", f"    name: {scalar(dm.name)}"]
            if dm.options:
                lines.append("    options:")
            for id_, name in dm.options.items():
                lines += [f"      {id_}:", f"        name: {scalar(name)}"]
            lines.append(f"    wants:  # {order}" if dm.wants else "    wants: []")
            lines += [f"      - {scalar(want)}" for want in dm.wants]
        if self.rules:
            lines += ["", "rules:", *(f"  - {scalar(rule)}" for rule in self.rules)]
        if self.today:
            lines += ["", "today:", *(f"  {name}: yes" for name in self.today)]
        return "\n".join(lines) + "\n"


def short_name(name: str) -> str:
    """A short name made of a name: its first words, small, joined with hyphens; empty where no letter is in it."""
    small = unicodedata.normalize("NFC", name).casefold()
    words = re.findall(r"[^\W_]+", small)
    while words and not words[0][0].isalpha():
        words.pop(0)
    made = ""
    for word in words:
        if made and len(made) + 1 + len(word) > 24:
            break
        made = f"{made}-{word}" if made else word
    return made if not made or is_id(made) else f"{made}-1"


def interview(words: Words) -> str:
    """Ask until there is a file that can be solved; its text. Raises: click.Abort on Ctrl-C and at the end of the input."""
    return _Interview(words).file()


class _Interview:
    def __init__(self, words: Words) -> None:
        self.words = words
        self.draft = Draft(language=words.language)

    def file(self) -> str:
        self._say("begin")
        self._say("title")
        self.draft.title = self._line() or "?"
        self._decision_makers()
        self._options()
        self._show_names()
        self._rules()
        self._today()
        for dm in self.draft.decision_makers:
            self._wants(dm)
        self._read_draft()
        return self._text()

    # --- who and what ------------------------------------------------------------------------------------------------

    def _decision_makers(self) -> None:
        self._say("decision-makers")
        while True:
            for answer in self._lines():
                id_, name = self._named(answer, {dm.id for dm in self.draft.decision_makers})
                if id_:
                    self.draft.decision_makers.append(DraftDecisionMaker(id=id_, name=name))
            if self.draft.decision_makers:
                return
            self._say("nobody")

    def _options(self) -> None:
        while True:
            for dm in self.draft.decision_makers:
                self._say("options", who=dm.name)
                for answer in self._lines():
                    id_, name = self._named(answer, set(self.draft.options))
                    if id_:
                        dm.options[id_] = name
            if self.draft.options:
                return
            self._say("nothing")

    def _named(self, answer: str, known: set[str]) -> tuple[str, str]:
        """Short name and name; an empty short name where the answer gives none that can be used."""
        given, equals, rest = (part.strip() for part in answer.partition("="))
        chosen, name = (given, rest) if equals and rest else ("", answer.strip())
        id_ = chosen or short_name(name)
        if not is_id(id_):
            self._say("not-a-name")
            return "", name
        if id_ in known:
            self._say("taken", name=id_)
            return "", name
        return id_, name

    def _show_names(self) -> None:
        self._say("names")
        width = max(len(id_) for id_ in self.draft.options)
        for id_, name in self.draft.options.items():
            click.echo(f"  {id_:<{width}}  {name}")

    # --- statements --------------------------------------------------------------------------------------------------

    def _rules(self) -> None:
        one, other = self._examples(list(self.draft.options))
        self._say("rules", one=one, other=other)
        for answer in self._lines():
            self._accept(self.draft.rules, answer)

    def _wants(self, dm: DraftDecisionMaker) -> None:
        others = [id_ for id_ in self.draft.options if id_ not in dm.options]
        one, other = self._examples([*list(dm.options)[:1], *others, *dm.options])
        self._say("wants", who=dm.name, one=one, other=other)
        for answer in self._lines():
            self._accept(dm.wants, answer)
        if not dm.wants:
            self._say("no-wants", who=dm.name)

    def _today(self) -> None:
        self._say("today")
        while True:
            answer = self._line()
            names = [part.strip() for part in answer.split(",") if part.strip()]
            unknown = [name for name in names if name not in self.draft.options]
            if unknown:
                self._say("not-here", name=unknown[0])
                continue
            self.draft.today = names
            fault = self._fault()
            if not fault:
                return
            self._complain(fault)
            self.draft.today = []

    def _accept(self, listed: list[str], answer: str) -> None:
        """Keep ``answer`` if the draft with it can be solved; else say why not."""
        listed.append(answer)
        fault = self._fault()
        if fault:
            listed.pop()
            self._complain(fault)

    def _fault(self) -> str:
        """What is wrong with the draft, in one line; empty if nothing is."""
        try:
            self._read_draft()
        except InputError as error:
            fault = error.faults[0]
            return f"{fault.message.rstrip('.')}. {fault.hint}" if fault.hint else fault.message
        except LagebildError as error:
            return str(error)
        return ""

    def _read_draft(self) -> None:
        from lagebild.model import build
        from lagebild.reading import loads

        build(loads(self._text()))

    # --- the conversation --------------------------------------------------------------------------------------------

    def _text(self) -> str:
        return self.draft.text(self.words("new.ask.heading"), self.words("new.ask.order"))

    def _examples(self, names: list[str]) -> tuple[str, str]:
        unique = list(dict.fromkeys(names))
        return unique[0], unique[1] if len(unique) > 1 else unique[0]

    def _say(self, key: str, **fields: str) -> None:
        if key in _QUESTIONS:
            click.echo()
        click.echo(self.words(f"new.ask.{key}", **fields))

    def _complain(self, fault: str) -> None:
        click.echo(f"  ! {fault}")

    def _lines(self) -> Iterator[str]:
        """Answers until an empty one."""
        while answer := self._line():
            yield answer

    def _line(self) -> str:
        answer: str = click.prompt(">", default="", show_default=False, prompt_suffix=" ")
        return " ".join(answer.split())


_QUESTIONS = frozenset({"title", "decision-makers", "options", "names", "rules", "wants", "today"})
