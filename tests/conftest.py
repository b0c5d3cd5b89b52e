"""What tests of several folders share."""

import signal
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

from tests.object_store import BUCKET, object_store
from tests.postgresql import postgresql_server

# A law that holds late holds all the same: a machine may be busy, and tables are read on
# first use.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# A shell lets what it starts in the background ignore Ctrl-C, and so would the programs that the
# tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a database on a server that the run of the tests starts once."""
    with postgresql_server() as url:
        yield url


@pytest.fixture(scope="session")
def objects() -> Iterator[dict[str, str]]:
    """The environment that leads to a store of objects that the run of the tests starts once."""
    with object_store() as environment:
        yield environment


@pytest.fixture
def store_address(objects: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address on the store that nobody uses yet, from a machine that knows no record."""
    for name, value in objects.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "this machine"))
    return f"s3://{BUCKET}/{uuid4().hex}"
