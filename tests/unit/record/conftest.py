"""A fresh record for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.create(tmp_path / "record") as made:
        yield made
