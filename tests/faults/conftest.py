"""Victims, and the digest that they must come to."""

import pytest

from tests.faults.nursery import Nursery, digest_of_sound


@pytest.fixture(scope="session")
def nursery() -> Nursery:
    return Nursery()


@pytest.fixture(scope="session")
def undisturbed(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("undisturbed") / "record"
    assert nursery.live(folder) == 0
    return digest_of_sound(folder)
