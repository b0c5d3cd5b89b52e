"""The pages of a small record, asked without a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.faces.web.app import create_app


@pytest.fixture(scope="session")
def client(read_record: Path) -> Iterator[TestClient]:
    """A browser without JavaScript."""
    app = create_app(read_record, hosts=("testserver",))
    with TestClient(app, raise_server_exceptions=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def placed_client(placed_record: Path) -> Iterator[TestClient]:
    """The same of a record whose claims name places."""
    app = create_app(placed_record, hosts=("testserver",))
    with TestClient(app, raise_server_exceptions=True) as opened:
        yield opened
