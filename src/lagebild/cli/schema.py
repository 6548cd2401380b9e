"""``lagebild schema``: the JSON Schema of the situation file."""

from __future__ import annotations

import click

from lagebild.cli import parameters


@click.command("schema")
@parameters.output
def command(output: str | None) -> None:
    """Print the JSON Schema of the situation file.

    Editors that know it complete and check the file while it is written. Put it beside your file and name it in the first
    comment, as files made by `lagebild new` do:

    \b
        lagebild schema -o lagebild.schema.json
    """  # noqa: D301
    import json

    from lagebild.cli.output import write_whole
    from lagebild.reading.schema import shipped_schema

    text = json.dumps(shipped_schema(), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
