"""An empty record in memory for each test."""

import pytest

from tests.unit.answers.told import Told


@pytest.fixture
def told() -> Told:
    return Told()
