"""A hostile server for each test."""

from collections.abc import Iterator

import pytest

from tests.faults.hostile import HostileServer, hostile_server


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with hostile_server() as made:
        yield made
