"""The door to a record behind an address: the questions of `dragoman.open`, over HTTP."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType
from typing import Any, Self, Unpack

try:
    import httpx
except ModuleNotFoundError as error:
    raise ImportError(
        "dragoman.Client needs httpx; install the part: pip install 'dragoman[web]'"
    ) from error

from dragoman.errors import RemoteError, RemoteLimited
from dragoman.faces.asking import PATH, ClaimQuery
from dragoman.faces.question import parameters_of
from dragoman.model import Claim
from dragoman.model.wire import claim_from_json
from dragoman.record import Question

# How long to wait for the next bytes of an answer, in seconds: a large export is made whole
# before its first byte leaves.
TIMEOUT = 120.0
# How long to wait where a server asks to wait and does not say how long, in seconds.
USUAL_WAIT = 60.0
ROWS_HEADER = "Dragoman-Rows"


class Client:
    """A record that `dragoman serve` answers from.

    `Client("http://localhost:8400").claims(dyad=("RUS", "IRN"))` gives the rows that
    `dragoman.open(folder).claims(dyad=("RUS", "IRN"))` gives. Nothing is kept between questions;
    name a snapshot to ask all of them of one state of the record.

    Args:
        url: the root of the server.
        snapshot: answer as of this snapshot; None answers as of each question.
        transport: how bytes are carried; None is the network.
    """

    def __init__(
        self,
        url: str,
        *,
        snapshot: str | None = None,
        timeout: float = TIMEOUT,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.name = url.rstrip("/")
        self._as_of = {"as_of": snapshot} if snapshot else {}
        self._http = httpx.Client(timeout=timeout, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def claims(self, **question: Unpack[Question]) -> ClaimQuery:
        """Return the claims of a question, which is asked when they are read."""
        return ClaimQuery(self, question)

    def get(self, path: str, **parameters: str) -> dict[str, Any]:
        """Return any answer as its JSON: `client.get("dyads/RUS-IRN", by="month")`.

        Args:
            path: what stands behind `/v1/` in the address; `/api` of the server lists them.
            parameters: what is asked.

        Raises:
            RemoteError: the server refuses, fails or cannot be reached.
        """
        with self._reaching():
            response = self._http.get(f"{self.name}/v1/{path}", params=self._as_of | parameters)
        _raise_for(response)
        return _document(response)

    @property
    def snapshot(self) -> str:
        """The name of the moment that answers, as of the first time that it is asked."""
        return str(self._manifest["snapshot"])

    def find(self, question: Question) -> Iterator[Claim]:
        """Yield the claims of a question, earliest act first.

        Raises:
            RemoteError: the server refuses, fails or cannot be reached, or the answer breaks off.
        """
        asked = self._as_of | parameters_of(question)
        with (
            self._reaching(),
            self._http.stream("GET", f"{self.name}{PATH}.jsonl", params=asked) as answer,
        ):
            if answer.is_error:
                answer.read()
            _raise_for(answer)
            seen = 0
            for line in _lines(answer):
                seen += 1
                yield claim_from_json(json.loads(line))
            _check_whole(answer, seen)

    def count(self, question: Question) -> int:
        """Return how many claims a question means.

        Raises:
            RemoteError: the server refuses, fails or cannot be reached.
        """
        return int(self.get("claims/count", **parameters_of(question))["count"])

    def count_by(self, by: str, question: Question) -> Mapping[str | None, int]:
        """Return how many claims of a question fall to each value of `by`.

        Raises:
            RemoteError: the server refuses, fails or cannot be reached.
        """
        rows = self.get("claims/count", by=by, **parameters_of(question))["counts"]
        return {row["key"]: row["count"] for row in rows}

    @cached_property
    def _manifest(self) -> dict[str, Any]:
        return self.get("manifest")

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Turn what goes wrong on the way into an error of ours."""
        try:
            yield
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise RemoteError(
                f"{self.name} cannot be reached ({error}); is `dragoman serve` running there?"
            ) from error


def _lines(answer: httpx.Response) -> Iterator[str]:
    r"""Yield the lines of an answer; only "\n" ends one, for texts hold other ends of lines."""
    rest = b""
    for chunk in answer.iter_bytes():
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line.decode() for line in whole)
    if rest:
        yield rest.decode()


def _check_whole(answer: httpx.Response, seen: int) -> None:
    told = answer.headers.get(ROWS_HEADER)
    if told is not None and int(told) != seen:
        raise RemoteError(
            f"the answer broke off after {seen} of {told} claims; ask again",
            status=answer.status_code,
        )


def _raise_for(response: httpx.Response) -> None:
    """Raise what a server says is wrong.

    Raises:
        RemoteLimited: it asks to wait.
        RemoteError: anything else.
    """
    if not response.is_error:
        return
    detail = _detail(response)
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        wait = response.headers.get("retry-after", "")
        raise RemoteLimited(detail, retry_after=float(wait) if wait.isdigit() else USUAL_WAIT)
    raise RemoteError(detail, status=response.status_code)


def _detail(response: httpx.Response) -> str:
    """Return what a server says of an error: the detail of its problem, else its status."""
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"{response.url.host} answers {response.status_code} {response.reason_phrase}"


def _document(response: httpx.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError as error:
        raise RemoteError(
            f"{response.url} gives no JSON; is it a server of Dragoman?",
            status=response.status_code,
        ) from error
    if not isinstance(found, dict):
        raise RemoteError(
            f"{response.url} gives no answer of Dragoman", status=response.status_code
        )
    return found
