"""What once broke something no longer does."""

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

FOUND = sorted(path for path in (Path(__file__).parent / "regressions").glob("*/*"))


def test_every_folder_of_regressions_has_a_target() -> None:
    assert {path.parent.name for path in FOUND} <= set(TARGETS)
    assert FOUND


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_input_that_broke_something_is_read_or_refused(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())
