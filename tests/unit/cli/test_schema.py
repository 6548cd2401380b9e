"""``lagebild schema`` prints what is shipped."""

import json
from importlib import resources
from pathlib import Path

from click.testing import CliRunner

from lagebild.cli.main import cli


def test_the_schema_is_printed_as_it_is_shipped() -> None:
    shipped = resources.files("lagebild.reading").joinpath("situation.schema.json").read_text(encoding="utf-8")
    assert json.loads(CliRunner().invoke(cli, ["schema"]).stdout) == json.loads(shipped)


def test_the_schema_is_written_to_a_file(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["schema", "-o", str(tmp_path / "s.json")])
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["$ref"] == "#/$defs/SituationFile"
