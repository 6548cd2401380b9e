"""The JSON Schema of the situation file: exported from the models, shipped as a file, used by editors and by reading."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

SHIPPED: Final = "situation.schema.json"
"""The name of the shipped file, beside this module."""


@cache
def shipped_schema() -> dict[str, Any]:
    """The schema as it is shipped; equal to what the models export (a test holds that)."""
    loaded: dict[str, Any] = json.loads(Path(__file__).with_name(SHIPPED).read_bytes())
    return loaded


def json_schema() -> dict[str, Any]:
    """The schema as the models say it now. Its ``$defs`` hold the other files too (``ClaimsFile``, ``SecondFile``)."""
    # pydantic costs 0.1 s to import, which no command that only reads a file should pay.
    from pydantic.json_schema import GenerateJsonSchema, models_json_schema

    from lagebild.reading.document import SituationFile
    from lagebild.reading.document_proposals import ClaimsFile
    from lagebild.reading.document_second import SecondFile

    class Plain(GenerateJsonSchema):
        """Without defaults and titles: a key that may be left out is simply not required."""

        def default_schema(self, schema: Any) -> dict[str, Any]:
            return self.generate_inner(schema["schema"])

        def dict_schema(self, schema: Any) -> dict[str, Any]:
            exported: dict[str, Any] = super().dict_schema(schema)
            for pattern, values in exported.pop("patternProperties", {}).items():
                # pydantic's way lets keys that miss the pattern pass with anything under them.
                exported |= {"propertyNames": {"pattern": pattern}, "additionalProperties": values}
            return exported

        def field_title_should_be_set(self, schema: Any) -> bool:
            return False

    files = (SituationFile, ClaimsFile, SecondFile)
    _, schema = models_json_schema([(file, "validation") for file in files], schema_generator=Plain)
    definitions = {name: _without_titles(definition) for name, definition in sorted(schema["$defs"].items())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Lagebild situation file",
        "$ref": "#/$defs/SituationFile",
        "$defs": definitions,
    }


def schema_text() -> str:
    """The schema as the text that is shipped."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def _without_titles(definition: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in definition.items() if key != "title"}
