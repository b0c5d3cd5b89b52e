"""The help of every command as docs/cli.md holds it; run as a module it writes the paper."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from dragoman.faces.cli import COMMANDS, cli

PAPER = Path(__file__).parents[2] / "docs" / "cli.md"
BLOCK = re.compile(
    r"^```text\n\$ dragoman(?P<asked>[^\n]*) --help\n(?P<said>.*?)^```\n", re.MULTILINE | re.DOTALL
)


def every_command() -> Iterator[str]:
    """Yield what is typed before --help: nothing, each command, each command of a group."""
    context = click.Context(cli)
    yield ""
    for name in COMMANDS:
        yield name
        command = cli.get_command(context, name)
        if isinstance(command, click.Group):
            yield from (f"{name} {inner}" for inner in command.list_commands(context))


def help_of(command: str) -> str:
    """What --help prints on a terminal of 80 columns."""
    asked = [*command.split(), "--help"]
    done = CliRunner(env={"COLUMNS": "80"}).invoke(cli, asked, prog_name="dragoman")
    assert done.exit_code == 0
    return done.stdout


def blocks_in(paper: str) -> dict[str, str]:
    """The help blocks of a paper, by command."""
    return {found["asked"].strip(): found["said"] for found in BLOCK.finditer(paper)}


def write() -> None:
    """Put the help of every command under what the paper says by hand."""
    by_hand = BLOCK.sub("", PAPER.read_text(encoding="utf-8")).rstrip() + "\n"
    blocks = (
        f"\n```text\n$ {' '.join(('dragoman', *command.split()))} --help\n{help_of(command)}```\n"
        for command in every_command()
    )
    PAPER.write_text(by_hand + "".join(blocks), encoding="utf-8")


if __name__ == "__main__":
    write()
