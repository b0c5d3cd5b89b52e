"""The commands that open a record in the browser, and let people write there."""

import ipaddress
import os
import secrets
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from dragoman.errors import InputError, RecordError
from dragoman.faces.serving.recipe import Opened, Recipe, missing
from dragoman.faces.serving.supervisor import Supervisor, ending_on_sigterm
from dragoman.faces.session import Session, pass_session

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# uvicorn's own backlog of calls that wait to be taken.
WAITING_CALLS = 2048
# Bytes of the key that signs forms.
KEY_BYTES = 32
# Only its owner reads a file of tokens.
OWNER_ONLY = 0o600


@click.command()
@click.option("-p", "--port", type=click.IntRange(1, 65535), default=8400, show_default=True)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at; another than this machine's own shows the record to others.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name by which others call this machine; calls by unknown names are refused.",
)
@click.option(
    "--sql/--no-sql",
    default=None,
    help="Answer SQL at /v1/sql; by itself only where no other machine reaches it.",
)
@click.option("--read-only", is_flag=True, help="Let nobody write, as reviewers do.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Let only these write; `dragoman token` makes the file.",
)
@pass_session
def serve(
    session: Session,
    /,
    port: int,
    host: str,
    *,
    names: tuple[str, ...],
    sql: bool | None,
    **writing: Any,
) -> int:
    """Open the record in the browser, and to programs at /v1.

    Where the current folder is no record, the demo record of `make demo` is opened. Whoever
    reaches the server reads; where other machines do, each address has a budget of requests
    and of time, and nobody writes without a token.
    """
    is_ours_alone = is_loopback(host)
    tokens, is_read_only = _writing(session, is_ours_alone=is_ours_alone, **writing)
    recipe = Recipe(
        folder=session.folder,
        hosts=(host, *names, *LOOPBACK),
        answers_sql=is_ours_alone if sql is None else sql,
        is_limited=not is_ours_alone,
        tokens=tokens,
        is_read_only=is_read_only,
        key=secrets.token_bytes(KEY_BYTES),
        log=click.get_current_context().find_root().params["log"],
    )

    def tell(opened: Opened) -> None:
        if opened.is_demo:
            session.note("no record here; opening the one of `make demo`")
        session.note(f"{opened.folder} is open at http://{host}:{port}/ (Ctrl-C closes it)")

    with _listening(host, port) as listener, ending_on_sigterm():
        Supervisor(recipe, listener, tell).run()
    return 0


@click.command()
@click.argument("name")
@click.option(
    "--token-file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where its hash is kept, one a line; made where it is not there.",
)
@pass_session
def token(session: Session, name: str, token_file: Path) -> None:
    """Make a token with which NAME may write on a server.

    It is printed once; the file keeps its hash alone. A line taken out of the file ends it.
    """
    from dragoman.faces.access import new_token

    secret, line = new_token(name)
    try:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        with os.fdopen(os.open(token_file, flags, OWNER_ONLY), "a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    except OSError as error:
        raise InputError(f"cannot write {token_file}: {error.strerror}; choose another") from error
    session.note(f"the token of {name}; give it to the server with serve --token-file {token_file}")
    click.echo(secret)


def is_loopback(host: str) -> bool:
    """Tell whether no other machine reaches an address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens, so that nobody is told of a server that cannot start."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=WAITING_CALLS)
    except OSError as error:
        why, _, _ = str(error.strerror).partition(" (while")
        raise RecordError(f"cannot listen at {host}, port {port}: {why}; choose another") from error


def _writing(
    session: Session, *, is_ours_alone: bool, read_only: bool, token_file: Path | None
) -> tuple[Mapping[str, str] | None, bool]:
    """Return the tokens of who may write, and whether nobody may.

    Where others reach the server, only those with a token may.
    """
    if token_file is not None:
        return _tokens(token_file), read_only
    if not is_ours_alone and not read_only:
        session.note("others reach this server, so it only reads; --token-file lets some write")
    return None, read_only or not is_ours_alone


def _tokens(token_file: Path) -> Mapping[str, str]:
    try:
        from dragoman.faces.access import Tokens
    except ImportError as error:
        raise missing(error) from error
    return dict(Tokens.read(token_file).name_of)
