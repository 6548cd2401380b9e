"""``lagebild schema``: the JSON Schema of the situation file, and what the words of its claims mean."""

from __future__ import annotations

import click

from lagebild.cli import parameters


@click.command("schema")
@click.option("--words", "vocabulary", is_flag=True, help="Print the words that claims may use, and what each means.")
@click.option("--language", type=click.Choice(["en", "de"]), help="Language of the meanings, with --words. Default: en.")
@parameters.output
def command(vocabulary: bool, language: str | None, output: str | None) -> None:
    """Print the JSON Schema of the situation file.

    Editors that know it complete and check the file while it is written. Put it beside your file and name it in the first
    comment, as files made by `lagebild new` do:

    \b
        lagebild schema -o lagebild.schema.json

    With --words: every word that sources, speakers and claims may choose from, one line each.

    \b
        lagebild schema --words
    """  # noqa: D301
    if vocabulary:
        from lagebild.cli.output import print_parts
        from lagebild.reports.text.vocabulary import vocabulary_parts
        from lagebild.reports.words import Words

        print_parts(lambda console: vocabulary_parts(Words(language or "en")), output)
        return
    if language is not None:
        raise click.UsageError("--language chooses the language of --words; the schema itself is in English")
    import json

    from lagebild.cli.output import write_whole
    from lagebild.reading.schema import shipped_schema

    text = json.dumps(shipped_schema(), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
