"""A fresh record for each test, once with each kind of ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.record import Record


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest) -> str | None:
    """What `Record.create` is given: nothing, or the address of a database."""
    if request.param == "sqlite":
        return None
    address: str = request.getfixturevalue("postgresql")
    return address


@pytest.fixture
def record(tmp_path: Path, ledger: str | None) -> Iterator[Record]:
    with Record.create(tmp_path / "record", ledger=ledger) as made:
        yield made
