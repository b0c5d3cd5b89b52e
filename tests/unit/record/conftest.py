"""A fresh record for each test: with each kind of ledger, and on a store of objects."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.record import Record


@pytest.fixture(params=["sqlite", "postgresql", "s3"])
def ledger(request: pytest.FixtureRequest) -> str:
    """Where the record of a test is kept: its ledger, or with s3 its files too."""
    kind: str = request.param
    return kind


@pytest.fixture
def record(request: pytest.FixtureRequest, tmp_path: Path, ledger: str) -> Iterator[Record]:
    place = request.getfixturevalue("store_address") if ledger == "s3" else tmp_path / "record"
    url = None if ledger == "sqlite" else request.getfixturevalue("postgresql")
    with Record.create(place, ledger=url) as made:
        yield made
