"""The command line: `dragoman COMMAND`. What each command does is in `commands/`."""

import io
import logging
import os
import sys
from functools import partial
from importlib import import_module
from importlib.metadata import version

import click

from dragoman.errors import DragomanError
from dragoman.faces.failures import exit_code, one_line
from dragoman.faces.interrupts import INTERRUPTED, leaving_at_once

# Each command is imported when it is called: `dragoman --version` must answer at once.
COMMANDS = {
    "init": "store:init",
    "add": "store:add",
    "run": "store:run",
    "import": "imports:import_events",
    "code": "code:code",
    "claims": "claims:claims",
    "events": "claims:events",
    "event": "claims:event",
    "dyad": "answers:dyad",
    "series": "series:series",
    "agenda": "answers:agenda",
    "voices": "answers:voices",
    "overshadowed": "answers:overshadowed",
    "network": "networks:network",
    "next": "outlook:what_next",
    "brief": "answers:brief",
    "sql": "store:sql",
    "export": "store:export",
    "sources": "watch:sources",
    "watch": "watch:watch",
    "versions": "watch:versions",
    "alerts": "alerts:alerts",
    "snapshot": "store:snapshot",
    "diff": "health:diff",
    "status": "health:status",
    "review": "review:review",
    "serve": "serve:serve",
    "token": "serve:token",
    "verify": "store:verify",
    "compact": "compact:compact",
    "retain": "retain:retain",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "doctor": "doctor:doctor",
    "codebook": "codebook:codebook",
    "suggest": "suggest:suggest",
    "completion": "completion:completion",
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
        with leaving_at_once():
            command = getattr(import_module(f"dragoman.faces.commands.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader that wants no more (`| head -1`) is no failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _silence_stdout()
            return 0
        except KeyboardInterrupt as error:
            # Of that click makes an empty line first; of this it makes none.
            raise click.Abort from error
        except (DragomanError, OSError) as error:
            # The log gets the kind of error alone: its words are for people, on stderr.
            logging.getLogger(__name__).exception("command", extra={"reason": type(error).__name__})
            raise


# The backspace is how click is told not to wrap what follows.
HELP = """Read the news and keep the record: who did what to whom, when, says who, how surely.

\b
dragoman init my-record             make a record
dragoman --record my-record add X   keep pages (files, folders, JSONL, -)
dragoman --record my-record run     read them
dragoman --record my-record brief   what changed, what is due, what is hidden
dragoman code page.html             try a single page, no record needed
"""


@click.group(cls=LazyGroup, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("dragoman"), "--version", message="dragoman %(version)s")
@click.option(
    "--record",
    "folder",
    envvar="DRAGOMAN_RECORD",
    default=".",
    show_default="the current folder",
    metavar="DIR",
    help="The record to work on: a folder, or s3://bucket/prefix. Also DRAGOMAN_RECORD.",
)
@click.option("--as-of", "as_of", metavar="NAME", help="Answer from this snapshot.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no notes; only errors.")
@click.option(
    "--offline",
    "is_offline",
    is_flag=True,
    envvar="DRAGOMAN_OFFLINE",
    help="Fetch nothing. Also DRAGOMAN_OFFLINE.",
)
@click.option(
    "--log",
    envvar="DRAGOMAN_LOG",
    metavar="FILE|-",
    help="Write a line of JSON for each step, - to stderr. Also DRAGOMAN_LOG.",
)
@click.pass_context
def cli(
    ctx: click.Context,
    folder: str,
    as_of: str | None,
    *,
    quiet: bool,
    is_offline: bool,
    log: str | None,
) -> None:
    """Keep the global options for the command that follows."""
    from dragoman.faces.session import Session

    if log:
        from dragoman.faces.log import close_log, open_log

        ctx.call_on_close(partial(close_log, open_log(log)))
    ctx.obj = Session(folder=folder, as_of=as_of, quiet=quiet, is_offline=is_offline)


def main() -> None:
    """Run the command line: one line for an error, and the exit codes of docs/cli.md."""
    _speak_utf8()
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        code = 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        click.echo(f"error: {_asked_wrongly(error)}", err=True)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; what was written is kept, run it again to go on", err=True)
        code = INTERRUPTED
    except (DragomanError, OSError) as error:
        click.echo(f"error: {one_line(error)}", err=True)
        _silence_stdout()
        code = exit_code(error)
    sys.exit(code if isinstance(code, int) else 0)


def _asked_wrongly(error: click.ClickException) -> str:
    """Return what is wrong with a command as it was typed, and where its options stand."""
    words = " ".join(error.format_message().split()).rstrip(".")
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    return words if ctx is None else f"{words}; see `{ctx.command_path} --help`"


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: JSON is that, and names are in every script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _silence_stdout() -> None:
    """Let nothing of stdout be flushed at exit, where it would fail again and change the code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
