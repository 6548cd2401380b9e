"""``python -m tests.docs.generate``: write the generated parts of the pages anew.

A generated part stands between ``<!-- generated: WHAT ... -->`` and ``<!-- end of generated -->``. ``keys MODEL …``: tables of
keys. ``example FILE PATH``: lines of a file of ``docs/reference/examples``. ``commands``: every command with its options.
``error-tree``: the tree of errors. ``vocabulary TABLE``: what the words of the record mean.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Mapping

import click

from lagebild import errors
from lagebild.cli.main import COMMANDS, cli
from lagebild.evidence.vocabulary import vocabulary
from lagebild.reports.legend import LegendTerm, legend
from lagebild.reports.words import Words
from tests.docs.keys import example, table
from tests.docs.pages import name_of, outline, pages, parse

_PART = re.compile(r"(<!-- generated: ([^\n]+?) -->\n)(.*?)(<!-- end of generated -->)", re.DOTALL)


def generated(text: str) -> str:
    """The page with its generated parts as they are now."""
    anchors = sections(text)
    return _PART.sub(lambda found: f"{found.group(1)}\n{_part(found.group(2), anchors)}\n\n{found.group(4)}", text)


def _part(what: str, anchors: Mapping[str, str]) -> str:
    kind, *rest = what.split()
    if kind == "keys":
        return "\n\n".join(table(model, anchors) for model in rest)
    if kind == "example":
        return example(*rest)
    if kind == "commands":
        return "\n\n".join(_command(entry.name) for entry in COMMANDS)
    if kind == "error-tree":
        return _error_tree()
    if kind == "vocabulary":
        return _vocabulary(*rest)
    raise ValueError(f"nobody knows how to generate {what!r}")


def sections(text: str) -> dict[str, str]:
    """The anchor of the heading above each model's table."""
    found: dict[str, str] = {}
    heading = ""
    # In a block of code "#" begins a comment.
    prose = "\n".join(piece for piece in parse(text).pieces if isinstance(piece, str))
    for line in prose.split("\n"):
        if re.match("#{1,6} ", line):
            (heading,) = outline(line)
        elif match := re.fullmatch(r"<!-- generated: keys (.+) -->", line):
            found.update(dict.fromkeys(match.group(1).split(), heading))
    return found


# --- commands --------------------------------------------------------------------------------------------------------


def _command(name: str) -> str:
    context = click.Context(cli, info_name="lagebild", **cli.context_settings)
    command = cli.get_command(context, name)
    assert command is not None
    own = click.Context(command, info_name=name, parent=context)
    usage = " ".join([own.command_path, *command.collect_usage_pieces(own)])
    parts = [f"## {name}", f"```text\n{usage}\n```", _help(inspect.cleandoc(command.help or "")), _options(command, own)]
    return "\n\n".join([*parts, f"What it is for: [{name}](../how-to/{name}.md)."])


def _help(text: str) -> str:
    """The help of a command as Markdown: paragraphs, and blocks where the help keeps its line breaks."""
    parts = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("\b"):
            lines = [line.strip() for line in paragraph.strip("\b\n").split("\n")]
            parts.append("\n".join(["```sh", *lines, "```"]))
        else:
            parts.append(" ".join(paragraph.split()))
    return "\n\n".join(parts)


def _options(command: click.Command, context: click.Context) -> str:
    rows = ["| option | meaning |", "|---|---|"]
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1]:
            names, meaning = (re.sub(r"\s+", " ", part).replace("|", "\\|") for part in record)
            rows.append(f"| `{names}` | {meaning} |")
    return "\n".join(rows)


# --- errors ----------------------------------------------------------------------------------------------------------


def _error_tree() -> str:
    found = re.search(r"::\n\n(.*?)\n\nAnything", errors.__doc__ or "", re.DOTALL)
    assert found is not None
    lines = [line.removeprefix("    ") for line in found.group(1).split("\n")]
    return "\n".join(["```text", *lines, "```"])


# --- vocabulary ------------------------------------------------------------------------------------------------------


def _vocabulary(name: str) -> str:
    """One table of the vocabulary, in both languages."""
    legends = [legend(name, Words(language)) for language in ("en", "de")]
    about = [f"{table.about} {table.hint}".strip() for table in legends]
    mapped = {term.word: term.schema_org for term in vocabulary(name).terms if term.schema_org}
    rows = ["| word | English | German |", "|---|---|---|"]
    if mapped:
        rows = ["| word | English | German | schema.org |", "|---|---|---|---|"]
    for english, german in zip(legends[0].terms, legends[1].terms, strict=True):
        cells = [f"`{english.word}`", _named(english), _named(german)]
        if mapped:
            cells.append(f"`{mapped[english.word]}`" if english.word in mapped else "–")
        rows.append(f"| {' | '.join(cells)} |")
    source = [f"Source: <{legends[0].source}>"] if legends[0].source else []
    return "\n\n".join([*about, "\n".join(rows), *source])


def _named(term: LegendTerm) -> str:
    return term.means if term.name == term.word else f"*{term.name}*: {term.means}"


def main() -> int:
    """Write every page's generated parts anew."""
    for path in pages():
        if not path.exists():
            continue
        before = path.read_text("utf-8")
        after = generated(before)
        if after != before:
            path.write_text(after, "utf-8")
            print(f"{name_of(path)}: written anew")
    return 0


if __name__ == "__main__":
    sys.exit(main())
