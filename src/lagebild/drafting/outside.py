"""Backends outside: what a file of JSON Lines or another program proposes for numbered sentences.

The program gets one JSON object a line on standard input and answers one a line on standard output. What it gets from the text
is data. What it answers is not trusted: fields that are not known are dropped, values that do not fit are faults, words have to
stand in the sentence to the letter, and everything goes through the gate. No network is opened here; what the program does is
its own affair.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from lagebild.drafting.names import Entity, institution_at, slug
from lagebild.drafting.passages import Passage, tokens
from lagebild.drafting.rules import Reading
from lagebild.errors import Fault, FaultList, InputError
from lagebild.evidence.dates import read_date
from lagebild.evidence.proposals import Candidate, Flag, Proposal, ProposedDate, Reason
from lagebild.evidence.records import COMPARISONS, FORMS, TOLD_AS, Figure, Prose

FORMAT: Final = 1
FIELDS: Final = ("id", "quote", "says", "by", "told-as", "form", "words", "figures", "when", "if")
"""What an answer may hold. Everything else is dropped."""

MOST_BYTES: Final = 5_000_000
MOST_LINES: Final = 20_000
SECONDS: Final = 300
ENOUGH_FAULTS: Final = 20
_LONGEST: Final = {"says": 2000, "by": 200, "words": 200, "if": 300, "quote": 4000}


def sentence_lines(reading: Reading) -> Iterator[str]:
    """What a program is given: a line that says what is asked, and a line for each sentence."""
    source = reading.source
    yield _json(
        {
            "lagebild-draft": FORMAT,
            "language": reading.language.code,
            "published": source.published.value if source.published else "",
            "answer": list(FIELDS),
            "told-as": list(TOLD_AS),
            "form": list(FORMS),
        }
    )
    for passage in reading.passages.all:
        text = reading.text.text[passage.start : passage.end]
        yield _json({"id": passage.number + 1, "paragraph": passage.paragraph, "kind": passage.kind, "text": text})


def from_file(reading: Reading, path: str | os.PathLike[str], based: Mapping[int, Proposal]) -> list[tuple[int, Proposal]]:
    """The proposals in a file of JSON Lines. Raises: InputError with every line that cannot be read."""
    file = Path(path)
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(Fault(message=f"cannot read {file}: {error.strerror or error}")) from error
    return answers(reading, data, str(file), based)


def from_command(
    reading: Reading, command: str, based: Mapping[int, Proposal], *, seconds: float = SECONDS
) -> list[tuple[int, Proposal]]:
    """The proposals of a program, started without a shell. Raises: InputError if it fails, takes too long or says too much."""
    arguments = _arguments(command)
    name = Path(arguments[0]).name
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken, tempfile.TemporaryFile() as told:
        given.write("".join(f"{line}\n" for line in sentence_lines(reading)).encode("utf-8"))
        given.seek(0)
        try:
            process = subprocess.Popen(arguments, stdin=given, stdout=taken, stderr=told, start_new_session=True)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise InputError(
                Fault(message=f"cannot start {arguments[0]}: {reason}", hint="Say the whole path, or check it.")
            ) from error
        code = _ended(process, taken.fileno(), name, seconds)
        if code:
            told.seek(0)
            lines = told.read(4000).decode("utf-8", "replace").strip().splitlines()
            last = f": {lines[-1][:200]}" if lines else ""
            raise InputError(Fault(message=f"{name} ended with code {code}{last}"))
        taken.seek(0)
        data = taken.read(MOST_BYTES + 1)
    return answers(reading, data, name, based)


def _arguments(command: str) -> list[str]:
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        raise InputError(Fault(message=f"the command cannot be read: {error}", hint="Check its quotation marks.")) from error
    if not arguments:
        raise InputError(Fault(message="the command is empty", hint='As in --command "python3 my-reader.py".'))
    return arguments


def _ended(process: subprocess.Popen[bytes], output: int, name: str, seconds: float) -> int:
    """Wait for a program within its limits, and end it and what it started where it goes over them."""
    import time

    limit = time.monotonic() + seconds
    while True:
        try:
            return process.wait(timeout=min(0.05, max(0.001, limit - time.monotonic())))
        except subprocess.TimeoutExpired:
            pass
        size = os.fstat(output).st_size
        if size > MOST_BYTES or time.monotonic() >= limit:
            _end(process)
            too_much = f"{name} has answered more than {MOST_BYTES / 1e6:.0f} MB"
            too_long = f"{name} has not ended after {seconds:g} seconds"
            raise InputError(
                Fault(message=too_much if size > MOST_BYTES else too_long, hint="It was stopped; nothing was written.")
            )


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        if os.name == "posix":
            # It leads a group of its own: what it started ends with it.
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except OSError:
        process.kill()
    process.wait()


def answers(reading: Reading, data: bytes, name: str, based: Mapping[int, Proposal]) -> list[tuple[int, Proposal]]:
    """Proposals from lines of JSON. Raises: InputError with the lines that are at fault."""
    if len(data) > MOST_BYTES:
        raise InputError(Fault(where=name, message=f"the answer is larger than {MOST_BYTES / 1e6:.0f} MB"))
    faults = FaultList()
    found: list[tuple[int, Proposal]] = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        if number > MOST_LINES:
            faults.add(f"more than {MOST_LINES} lines", where=name)
        elif len(faults.found) < ENOUGH_FAULTS:
            read = _Line(reading, f"{name}, line {number}", faults, based).proposal(line)
            if read is not None:
                found.append(read)
    faults.raise_if_any()
    return found


class _Line:
    """One answer, strictly read."""

    def __init__(self, reading: Reading, where: str, faults: FaultList, based: Mapping[int, Proposal]) -> None:
        self.reading, self.where, self.faults, self.based = reading, where, faults, based

    def fault(self, message: str, hint: str = "") -> None:
        """Note what is wrong with the line."""
        self.faults.add(message, where=self.where, hint=hint)

    def proposal(self, line: bytes) -> tuple[int, Proposal] | None:
        """The proposal, with its sentence's number; None after a fault."""
        before = len(self.faults.found)
        try:
            answer = json.loads(line.decode("utf-8"), parse_float=Decimal, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            self.fault("this is no JSON in UTF-8", 'One object a line, as in {"id": 3, "says": "…"}.')
            return None
        if not isinstance(answer, dict):
            self.fault("expected an object", 'As in {"id": 3, "says": "…"}.')
            return None
        if "lagebild-draft" in answer or (set(answer) == {"id"}):
            return None
        passage = self._passage(answer.get("id"))
        if passage is None:
            return None
        made = self._made(answer, passage)
        return (passage.number, made) if len(self.faults.found) == before else None

    def _passage(self, id_: Any) -> Passage | None:
        listed = self.reading.passages.all
        if isinstance(id_, bool) or not isinstance(id_, int) or not 1 <= id_ <= len(listed):
            self.fault(f"`id` is not the number of a sentence (1 to {len(listed)})")
            return None
        return listed[id_ - 1]

    def _made(self, answer: Mapping[str, Any], passage: Passage) -> Proposal:
        text = {key: self._text(answer, key) for key in _LONGEST}
        based = self.based.get(passage.number)
        place = self.reading.text.place(passage.start, passage.end)
        made = based if based is not None else Proposal(id="", at=(place,))
        flags = list(made.flags)
        if text["quote"]:
            quoted = self._quoted(text["quote"], passage)
            if quoted is None:
                flags.append(Flag(code="not-in-the-text", stops=True))
            else:
                made = replace(made, quotations=(self.reading.text.place(*quoted),))
        if text["words"] and not self._stands(text["words"], passage):
            flags.append(Flag(code="words-not-there", stops=True))
            text["words"] = ""
        told, form = self._choice(answer, "told-as", TOLD_AS), self._choice(answer, "form", FORMS)
        if text["by"]:
            flags = [flag for flag in flags if flag.code != "speaker-guessed"]
        return replace(
            made,
            says=Prose(((self.reading.language.code, text["says"]),)) if text["says"] else Prose(),
            by=self._by(text["by"], made, passage, flags),
            told_as=told or made.told_as,
            told_as_reasons=(Reason(code="answered"),) if told else made.told_as_reasons,
            form=form or made.form,
            words=text["words"] or made.words,
            figures=self._figures(answer, made),
            when=self._times(answer, made),
            condition=self._condition(text["if"], passage, made),
            flags=tuple(flags),
        )

    def _text(self, answer: Mapping[str, Any], key: str) -> str:
        value = answer.get(key, "")
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(f"`{key}` is not a text")
            return ""
        if len(value) > _LONGEST[key]:
            self.fault(f"`{key}` has {len(value)} characters, at most {_LONGEST[key]} are read")
            return ""
        return (
            " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in value).split()) if key != "quote" else value
        )

    def _choice(self, answer: Mapping[str, Any], key: str, choices: Iterable[str]) -> str:
        value = answer.get(key)
        if value in (None, ""):
            return ""
        if value not in tuple(choices):
            self.fault(f'`{key}` is "{str(value)[:40]}"', f"Choose one of {', '.join(choices)}.")
            return ""
        return str(value)

    def _quoted(self, quote: str, passage: Passage) -> tuple[int, int] | None:
        """Where the words stand in the sentence, to the letter and once."""
        text = self.reading.text.text
        start = text.find(quote, passage.start, passage.end)
        if start < 0 or text.find(quote, start + 1, passage.end) >= 0 or not quote.strip():
            return None
        return start, start + len(quote)

    def _stands(self, words: str, passage: Passage) -> bool:
        return all(part.strip() in self.reading.text.text[passage.start : passage.end] for part in words.split(";"))

    def _by(self, by: str, made: Proposal, passage: Passage, flags: list[Flag]) -> tuple[Candidate, ...]:
        if not by:
            return made.by
        reason = (Reason(code="answered"),)
        if by in ("author", "unnamed"):
            return (Candidate(speaker=by, reasons=reason),)
        entity = self._entity(by)
        if entity is None:
            flags.append(Flag(code="speaker-not-in-the-text", stops=True))
            return (Candidate(speaker="unnamed", reasons=reason),)
        return (Candidate(speaker=entity.id, reasons=reason),)

    def _entity(self, by: str) -> Entity | None:
        """Whom a name means, as far as the text names them."""
        known = self.reading.entities.get(slug(by))
        if known is not None:
            return known
        listed = list(tokens(by, 0, len(by)))
        for at in range(len(listed)):
            found = self.reading.names.at(listed, at)
            if found is not None and found[1] == len(listed) - at:
                return found[0]
            institution = institution_at(listed, at)
            if institution is not None and institution[0].id in self.reading.entities:
                return self.reading.entities[institution[0].id]
        return next((entity for entity in self.reading.entities.values() if entity.name.lower() == by.lower()), None)

    def _figures(self, answer: Mapping[str, Any], made: Proposal) -> tuple[Figure, ...]:
        given = answer.get("figures")
        if given is None:
            return made.figures
        if not isinstance(given, list) or len(given) > 50:
            self.fault("`figures` is not a list of at most 50")
            return ()
        return tuple(figure for one in given if (figure := self._figure(one)) is not None)

    def _figure(self, one: Any) -> Figure | None:
        if not isinstance(one, dict):
            self.fault("a figure is not an object", 'As in {"value": 3000, "unit": "soldiers", "compare": "~"}.')
            return None
        value = one.get("value")
        try:
            exact = Decimal(str(value)) if not isinstance(value, bool) and isinstance(value, int | Decimal | str) else None
        except InvalidOperation:
            exact = None
        if exact is None or not exact.is_finite() or abs(exact.adjusted()) > 30:
            self.fault("the `value` of a figure is not a number")
            return None
        compare, unit = one.get("compare", "="), one.get("unit", "")
        if compare not in COMPARISONS or not isinstance(unit, str) or len(unit) > 60:
            self.fault("the `compare` or `unit` of a figure does not fit", f"`compare` is one of {' '.join(COMPARISONS)}.")
            return None
        return Figure(value=exact, unit=Prose(((self.reading.language.code, unit),)) if unit else Prose(), compare=compare)

    def _times(self, answer: Mapping[str, Any], made: Proposal) -> tuple[ProposedDate, ...]:
        given = answer.get("when")
        if given is None:
            return made.when
        listed = given if isinstance(given, list) else [given]
        if len(listed) > 20 or not all(isinstance(one, str) and len(one) < 40 and read_date(one) is not None for one in listed):
            self.fault("`when` is not a date or a list of dates", "Write it as 2025-03-01, 2025-03 or 2025.")
            return ()
        known = {date.value: date for date in made.when}
        return tuple(known.get(one, ProposedDate(value=one)) for one in listed)

    def _condition(self, given: str, passage: Passage, made: Proposal) -> str:
        if not given:
            return made.condition
        short = " ".join(given.split()[:3])
        return short if self._stands(short, passage) else made.condition


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
