"""The command that opens a record in the browser."""

from pathlib import Path

import click

from dragoman.errors import NotARecord, RecordError
from dragoman.faces.session import Session, pass_session

# What `make demo` writes.
DEMO = "demo-record"
LOOPBACK = ("127.0.0.1", "localhost")


@click.command()
@click.option("-p", "--port", type=click.IntRange(1, 65535), default=8400, show_default=True)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at; another than this machine's own shows the record to others.",
)
@pass_session
def serve(session: Session, port: int, host: str) -> int:
    """Open the record in the browser: pages for people, /v1 for programs.

    Where the current folder is no record, the demo record of `make demo` is opened.
    """
    try:
        import uvicorn

        from dragoman.faces.web.app import create_app
    except ImportError as error:
        raise RecordError(
            f"the pages need more packages ({error.name} is not here); "
            "`pip install 'dragoman[web]'` brings them"
        ) from error
    from dragoman.record import Record

    folder = Path(session.folder)
    try:
        Record.open(folder).close()
    except NotARecord:
        if session.folder != "." or not Path(DEMO).is_dir():
            raise
        folder = Path(DEMO)
        session.note("no record here; opening the one of `make demo`")
    session.note(f"{folder} is open at http://{host}:{port}/ (Ctrl-C closes it)")
    app = create_app(folder, hosts=(host, *LOOPBACK))
    uvicorn.run(app, host=host, port=port, log_level="warning")
    return 0
