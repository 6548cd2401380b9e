"""``lagebild answer`` (also bare ``lagebild FILE``): the file's questions answered."""

from __future__ import annotations

import click

from lagebild.cli import parameters


@click.command("answer")
@parameters.file
@parameters.what_if
@parameters.output_format
@parameters.language
@parameters.output
def command(file: str, what_if: str | None, output_format: str, language: str | None, output: str | None) -> None:
    """Answer the questions of FILE: the answer in a sentence, why, what would turn it, how sure, resting on whom.

    Answers go by the outcomes that are stable because nobody has a reason to leave them, or because leaving would be
    answered by something that those who answer would want to do anyway (seq).
    """
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.library import load, solve
    from lagebild.reports.words import Words

    situation = load(file)
    show_warnings(situation)
    analysis = solve(situation, what_if=what_if)
    words = Words(language or situation.language)
    if output_format == "json":
        from lagebild.reports.data.answers import answers_data
        from lagebild.reports.data.solution import analysis_data

        print_json({**analysis_data(analysis), "questions": answers_data(analysis, words.language)}, output)
        return
    from lagebild.reports.text.answer import answer_parts

    print_parts(lambda console: answer_parts(console, analysis, words), output)
