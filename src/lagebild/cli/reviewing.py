"""The conversation of ``lagebild review``: one proposal after the other, and the file written after each decision."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Final

import click

from lagebild.cli.output import write_whole
from lagebild.drafting.decisions import LONGEST, accept, decide, may_name, with_speaker, with_told_as, wording_fault
from lagebild.errors import Fault, InputError
from lagebild.evidence.proposals import Decision, Proposal, Proposals
from lagebild.evidence.records import TOLD_AS, Entered
from lagebild.evidence.texts import SourceText
from lagebild.evidence.vocabulary import vocabulary
from lagebild.reading.article import load_article
from lagebild.reading.proposals import DraftFile, draft_text, load_draft
from lagebild.reports.text.review import proposal_lines, speaker_name
from lagebild.reports.words import Words

AS_PROPOSED: Final = "="
"""The answer that takes over the words which another program proposed."""


def review(path: str, article: str, by: str, language: str | None) -> int:
    """Ask about every open proposal of the article; the exit code. Raises: InputError if the files do not fit."""
    from datetime import date

    file, text = load_draft(path), load_article(article)
    sources = [each.source.id for each in file.proposals if each.source.text_sha256 == text.sha256]
    if not sources:
        hint = "Give the text that `lagebild draft` read, unchanged."
        raise InputError(Fault(message=f"no proposal in {path} was made from {article}", hint=hint))
    if not os.access(path, os.W_OK):
        raise InputError(Fault(message=f"cannot write {path}: it is read only"))
    kept = _Kept(path)
    first = file.proposals[[each.source.id for each in file.proposals].index(sources[0])]
    return _Review(kept, file, text, Words(language or first.source.language or "en"), by, date.today().isoformat()).run(
        sources
    )


class _Kept:
    """The file on the disk: written whole after each decision, unless somebody else has changed it since."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self.data = self.path.read_bytes()
        lines = self.data.decode("utf-8-sig", "replace").splitlines()
        count = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
        self.head = "".join(f"{line}\n" for line in lines[:count])
        self.more_comments = any(line.lstrip().startswith("#") for line in lines[count:])

    def write(self, file: DraftFile) -> None:
        if not self.path.exists() or self.path.read_bytes() != self.data:
            hint = "The last decision was not written; start again."
            raise InputError(Fault(message=f"{self.path} was changed by somebody else meanwhile", hint=hint))
        content = self.head + draft_text(file.proposals, evidence=file.evidence)
        write_whole(self.path, content)
        self.data = content.encode("utf-8")


class _Review:
    def __init__(self, kept: _Kept, file: DraftFile, text: SourceText, words: Words, by: str, when: str) -> None:
        self.kept, self.file, self.text, self.words = kept, file, text, words
        self.by, self.when = _clean(by), when

    def run(self, sources: list[str]) -> int:
        """Undecided ones first, then those that were left for later."""
        open_ = [(each.source.id, one) for each in self.file.proposals if each.source.id in sources for one in each.open]
        queue = [(source, one.id) for source, one in open_ if one.decision is None]
        queue += [(source, one.id) for source, one in open_ if one.decision is not None]
        if not queue:
            self._say("none-open")
            return 0
        self._say("begin")
        if self.kept.more_comments:
            self._say("comments")
        code = 0
        try:
            while not self.by:
                self._say("who")
                self.by = self._line()
            for number, (source, id_) in enumerate(queue, 1):
                if not self._one(source, id_, number, len(queue)):
                    break
        except (click.Abort, KeyboardInterrupt):
            click.echo()
            code = 130
        left = sum(len(each.open) for each in self.file.proposals if each.source.id in sources)
        click.echo()
        click.echo(self.words.several("review.left", left, claims=self.words.number(len(self.file.evidence.claims))))
        return code

    def _one(self, source: str, id_: str, number: int, all_: int) -> bool:
        """Decide one proposal; False to leave."""
        self._show(source, id_, number, all_)
        while True:
            self._say("menu")
            answer = self._line().casefold()
            if answer == "q":
                return False
            if answer == "a" and self._accept(source, id_):
                return True
            if answer == "e":
                self._edit(source, id_)
                self._show(source, id_, number, all_)
            if answer in ("d", "l"):
                found, proposal = self._at(source, id_)
                value = "dropped" if answer == "d" else "later"
                self._keep(decide(self.file, found, proposal, Decision(value=value, by=self.by, when=self.when)))
                return True

    def _show(self, source: str, id_: str, number: int, all_: int) -> None:
        found, proposal = self._at(source, id_)
        paragraph = proposal.at[0].paragraph if proposal.at and proposal.at[0].paragraph else "?"
        click.echo()
        self._say("title", id=id_, number=number, all=all_, paragraph=paragraph)
        for line in proposal_lines(found, proposal, self.text, self.file.evidence.speakers, self.words):
            click.echo(line)
        click.echo()

    def _accept(self, source: str, id_: str) -> bool:
        """Ask for own words until they can be taken; False where none are given."""
        found, proposal = self._at(source, id_)
        self._say("says-or-proposed" if proposal.says else "says")
        while answer := self._line():
            taken = answer == AS_PROPOSED and bool(proposal.says)
            says = str(proposal.says) if taken else answer
            fault, words = wording_fault(says, self.text.text)
            if not fault:
                entered = Entered(by=found.backend if taken else self.by, when=self.when, accepted_by=self.by)
                self._keep(accept(self.file, found, proposal, says=says, entered=entered))
                return True
            self._say(fault, words=words, most=LONGEST)
        return False

    # --- corrections -------------------------------------------------------------------------------------------------

    def _edit(self, source: str, id_: str) -> None:
        found, proposal = self._at(source, id_)
        listed = dict.fromkeys(one.speaker.id for one in found.speakers)
        listed.update(dict.fromkeys([*(one.id for one in self.file.evidence.speakers), "author", "unnamed"]))
        ids = list(listed)
        names = [speaker_name(each, found, self.file.evidence.speakers, self.words) for each in ids]
        self._say("edit-speaker")
        who = self._choice(names, ids, others=True)
        if who and who != proposal.speaker:
            self._keep(with_speaker(self.file, found, proposal, who))
        found, proposal = self._at(source, id_)
        table = vocabulary("told-as")
        self._say("edit-told-as")
        told = self._choice([table.name(word, self.words.language) for word in TOLD_AS], list(TOLD_AS), others=False)
        if told and told != proposal.told_as:
            self._keep(with_told_as(self.file, found, proposal, told))

    def _choice(self, names: list[str], ids: list[str], *, others: bool) -> str:
        """One of ``ids`` by its number, its name or itself; with ``others`` another name too. Empty: as it is."""
        for number, name in enumerate(names, 1):
            click.echo(f"  {number}  {name}")
        while answer := self._line():
            if answer.isdecimal() and 0 < int(answer) <= len(ids):
                return ids[int(answer) - 1]
            by_name = dict(zip((name.casefold() for name in names), ids, strict=True)) | {each: each for each in ids}
            if answer.casefold() in by_name:
                return by_name[answer.casefold()]
            if others and may_name(answer, self.text.text):
                return answer
            self._say("no-choice")
        return ""

    # --- the conversation --------------------------------------------------------------------------------------------

    def _at(self, source: str, id_: str) -> tuple[Proposals, Proposal]:
        found = next(each for each in self.file.proposals if each.source.id == source)
        return found, next(one for one in found.proposals if one.id == id_)

    def _keep(self, file: DraftFile) -> None:
        self.kept.write(file)
        self.file = file

    def _say(self, key: str, **fields: object) -> None:
        click.echo(self.words(f"review.{key}", **fields))

    def _line(self) -> str:
        return _clean(click.prompt(">", default="", show_default=False, prompt_suffix=" "))


def _clean(answer: str) -> str:
    """One line, without what no text holds: control characters and halves of characters."""
    return " ".join("".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in answer).split())
