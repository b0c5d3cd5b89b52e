"""docs/cli.md says of every command what the command says of itself."""

import re

import pytest

from dragoman.faces import failures
from dragoman.faces.interrupts import INTERRUPTED
from tests.functional.help_blocks import PAPER, blocks_in, every_command, help_of

TEXT = PAPER.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", tuple(every_command()))
def test_the_paper_holds_the_help_of_a_command(command: str) -> None:
    assert blocks_in(TEXT).get(command) == help_of(command)


def test_the_paper_holds_no_command_that_is_not() -> None:
    assert blocks_in(TEXT).keys() == set(every_command())


def test_the_paper_holds_every_exit_code() -> None:
    constants = {value for name, value in vars(failures).items() if name.isupper()}
    used = {value for value in constants if isinstance(value, int)}
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)}
    assert told == used | {0, INTERRUPTED}
