"""``lagebild new``: a commented starter file, or an interview that ends in a checked one."""

from __future__ import annotations

import click


@click.command("new")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False))
@click.option("--ask", is_flag=True, help="Ask who decides, what each can do, what rules it out and what each wants most.")
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True, help="Language of the file.")
def command(file: str, ask: bool, language: str) -> None:
    """Start a situation: write a commented starter to FILE, or ask (--ask) and write what was answered.

    A file that exists is never overwritten.
    """
    from pathlib import Path

    from lagebild.cli.output import write_whole
    from lagebild.errors import Fault, InputError
    from lagebild.reports.words import Words

    # Asked before the interview and not only after it: an hour's answers must not be lost to a name that is taken.
    if Path(file).exists():
        raise InputError(Fault(message=f"{file} exists already", hint="Choose another name, or move it away."))
    words = Words(language)
    if ask:
        from lagebild.cli.interview import interview

        text = interview(words)
    else:
        text = words("new.starter", file=file).lstrip("\n")
    write_whole(file, text, overwrite=False)
    click.echo(words("new.written", file=file))
    click.echo(words("new.schema", schema="lagebild.schema.json"))
