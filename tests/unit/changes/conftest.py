"""The dam, read once."""

from __future__ import annotations

import pytest

from lagebild.reading import loads
from lagebild.situation import Situation
from tests.unit.changes.situations import DAM


@pytest.fixture(scope="session")
def dam() -> Situation:
    return loads(DAM)
