"""What tests of several folders share."""

from collections.abc import Iterator

import pytest

from tests.postgresql import postgresql_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a database on a server that the run of the tests starts once."""
    with postgresql_server() as url:
        yield url
