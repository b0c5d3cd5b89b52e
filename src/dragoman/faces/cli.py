"""The command line: `dragoman COMMAND`. What each command does is in `commands/`."""

import sys
from importlib import import_module
from importlib.metadata import version

import click

from dragoman.errors import DragomanError
from dragoman.faces.failures import INTERRUPTED, exit_code, one_line

# Each command is imported when it is called: `dragoman --version` must answer at once.
COMMANDS = {
    "init": "store:init",
    "add": "store:add",
    "run": "store:run",
    "code": "code:code",
    "claims": "claims:claims",
    "events": "claims:events",
    "event": "claims:event",
    "dyad": "answers:dyad",
    "agenda": "answers:agenda",
    "voices": "answers:voices",
    "overshadowed": "answers:overshadowed",
    "brief": "answers:brief",
    "sql": "store:sql",
    "export": "store:export",
    "snapshot": "store:snapshot",
    "verify": "store:verify",
    "doctor": "doctor:doctor",
    "codebook": "codebook:codebook",
}


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order of a first session."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by name, None when there is none."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        command = getattr(import_module(f"dragoman.faces.commands.{module}"), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("dragoman"), "--version", message="dragoman %(version)s")
@click.option(
    "--record",
    "folder",
    envvar="DRAGOMAN_RECORD",
    default=".",
    show_default="the current folder",
    metavar="DIR",
    help="The record to work on. Also DRAGOMAN_RECORD.",
)
@click.option("--as-of", "as_of", metavar="NAME", help="Answer from this snapshot.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no notes; only errors.")
@click.pass_context
def cli(ctx: click.Context, folder: str, as_of: str | None, *, quiet: bool) -> None:
    r"""Read the news and keep the record: who did what to whom, when, says who, how surely.

    \b
    dragoman init my-record             make a record
    dragoman --record my-record add X   keep pages (files, folders, JSONL, -)
    dragoman --record my-record run     read them
    dragoman --record my-record brief   what changed, what is due, what is hidden
    dragoman code page.html             try a single page, no record needed
    """
    from dragoman.faces.session import Session

    ctx.obj = Session(folder=folder, as_of=as_of, quiet=quiet)


def main() -> None:
    """Run the command line: one line for an error, never a traceback, codes of docs/cli.md."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; what was written is kept, run it again to go on", err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    except (DragomanError, OSError) as error:
        click.echo(f"error: {one_line(error)}", err=True)
        code = exit_code(error)
    sys.exit(code if isinstance(code, int) else 0)
