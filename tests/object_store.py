"""A store of objects of the tests' own, as a process that speaks S3 over HTTP.

python -m tests.object_store FOLDER PORT

localbucket lacks two things that the tests need: deleting several objects by one request, as
obstore does, and refusing who is not let in.
"""

import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path

from defusedxml import ElementTree
from localbucket import S3Error, S3Handler

BUCKET = "news"
KEY_ID = "the-key-of-the-tests"
SECONDS_TO_START = 30.0


@contextmanager
def object_store() -> Iterator[dict[str, str]]:
    """Start a store with one bucket, yield the environment that leads to it, and stop it."""
    with tempfile.TemporaryDirectory(prefix="dragoman-objects-", dir="/tmp") as place:
        (Path(place) / BUCKET).mkdir()
        port = _free_port()
        command = [sys.executable, "-m", "tests.object_store", place, str(port)]
        with subprocess.Popen(command) as server:
            try:
                _wait_for(port, server)
                yield {
                    "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
                    "AWS_ACCESS_KEY_ID": KEY_ID,
                    "AWS_SECRET_ACCESS_KEY": "of no use elsewhere",
                    "AWS_REGION": "us-east-1",
                    # Where the tests find what the store holds, behind its back.
                    "OBJECTS_OF_THE_TESTS": place,
                }
            finally:
                server.kill()


class Handler(S3Handler):  # type: ignore[misc]  # localbucket has no types
    """What localbucket answers, to who has the key."""

    def _dispatch(self, action: object) -> None:
        if f"Credential={KEY_ID}/" in self.headers.get("Authorization", ""):
            super()._dispatch(action)
            return
        self._read_body()
        self._send_error(S3Error(HTTPStatus.FORBIDDEN, "AccessDenied", "Access Denied"))

    def _post_request(self, bucket: str, key: str) -> None:
        if "delete" not in self.query:
            super()._post_request(bucket, key)
            return
        asked = ElementTree.fromstring(self._read_body())
        names = [part.text for part in asked.iter() if part.tag.endswith("Key")]
        for name in names:
            self._object_path(bucket, name).unlink(missing_ok=True)
        done = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in names)
        namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
        said = f'<DeleteResult xmlns="{namespace}">{done}</DeleteResult>'
        self._send(HTTPStatus.OK, said.encode("ascii"))


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert server.poll() is None, "the store did not start"
            assert time.monotonic() < end, "the store does not answer"
            time.sleep(0.05)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    """Serve a folder until somebody ends the process."""
    logging.disable(logging.CRITICAL)
    folder, port = sys.argv[1:]
    Handler.data_root = Path(folder)
    parent = os.getppid()
    with ThreadingHTTPServer(("127.0.0.1", int(port)), Handler) as server:
        server.timeout = 1.0
        # A run of the tests that is killed takes its store with it.
        while os.getppid() == parent:
            server.handle_request()


if __name__ == "__main__":
    main()
