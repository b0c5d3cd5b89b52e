"""A store of objects that speaks S3: put what is not there yet, get, list, delete.

Keys and endpoint come from the environment alone, so that nothing secret stands in a record.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dragoman.errors import RecordError

_ADDRESS = re.compile(r"s3:/{1,2}(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?P<rest>/.*)?")
_PREFIX = re.compile(r"(/[A-Za-z0-9._-]+)*/?")

ENDPOINTS = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT")
# One of these says who asks. Without any, the library would look for a machine of Amazon.
CREDENTIALS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)

# How long a store may take: to be reached, and for one object of some 32 MB over a slow line. No
# benchmark moves them; a slower line wants more.
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 5, 120
# A store that is busy is asked again so often, and within so many seconds.
RETRIES, SECONDS_OF_RETRIES = 4, 60


def is_address(place: Path | str) -> bool:
    """Tell whether a record is asked for on a store and not in a folder.

    >>> is_address("s3://news/gulf"), is_address("gulf")
    (True, False)
    """
    return str(place).startswith("s3:/")


def plain_address(place: Path | str) -> str:
    """Return the one way to write an address.

    Raises:
        RecordError: it is none, or holds more than a bucket and a prefix, such as a key.

    >>> plain_address("s3://news/gulf/")
    's3://news/gulf'
    """
    found = _ADDRESS.fullmatch(str(place))
    rest = "" if found is None else found["rest"] or ""
    if found is None or not _PREFIX.fullmatch(rest):
        # The address is not told: it may hold a key.
        raise RecordError(
            "the address of a store is s3://bucket/prefix, of letters, digits, dots, dashes and "
            "underscores; keys and the endpoint are in the environment (AWS_ACCESS_KEY_ID, "
            "AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL)"
        )
    return f"s3://{found['bucket']}{rest.rstrip('/')}"


class ObjectStore:
    """The objects below one prefix of a bucket, by name."""

    def __init__(self, address: str) -> None:
        self.place = plain_address(address)
        _need_library()
        _need_credentials(self.place)
        self._store = _connected(self.place)

    def put_if_absent(self, name: str, content: bytes) -> bool:
        """Put an object, whole and for good; tell whether it was not there yet.

        Of two who put one at the same time, one is told True. What is there is never replaced.

        Raises:
            RecordError: the store cannot be reached or refuses.
        """
        import obstore
        from obstore.exceptions import AlreadyExistsError

        with self._naming_the_store(name):
            try:
                obstore.put(self._store, name, content, mode="create", use_multipart=False)
            except AlreadyExistsError:
                return False
        return True

    def get(self, name: str) -> bytes | None:
        """Return an object, None where there is none.

        Raises:
            RecordError: the store cannot be reached or refuses.
        """
        import obstore

        with self._naming_the_store(name):
            try:
                return bytes(obstore.get(self._store, name).bytes())
            except FileNotFoundError as error:
                if "NoSuchBucket" in str(error):
                    raise
                return None

    def sizes(self, folder: str) -> dict[str, int]:
        """Return how many bytes each object takes whose name begins with a folder.

        Raises:
            RecordError: the store cannot be reached or refuses.
        """
        return {meta["path"]: meta["size"] for meta in self._listed(folder)}

    def put_before(self, folder: str, moment: datetime) -> list[str]:
        """Return the names below a folder of objects that the store has since before a moment.

        Raises:
            RecordError: the store cannot be reached or refuses.
        """
        return [meta["path"] for meta in self._listed(folder) if meta["last_modified"] < moment]

    def delete(self, names: Iterable[str]) -> None:
        """Delete objects; one that is not there is none too many.

        Raises:
            RecordError: the store cannot be reached or refuses.
        """
        import obstore

        with self._naming_the_store(""):
            obstore.delete(self._store, list(names))

    def place_of(self, name: str) -> str:
        """Return the whole address of an object, for messages."""
        return f"{self.place}/{name}"

    def _listed(self, folder: str) -> list[Any]:
        import obstore

        with self._naming_the_store(folder):
            listed = obstore.list(self._store, prefix=folder)
            return [meta for part in listed for meta in part]

    @contextmanager
    def _naming_the_store(self, name: str) -> Iterator[None]:
        """Turn the refusals of the library into ours, with the place and the next step."""
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, OSError) as error:
            raise RecordError(
                f"{self.place_of(name)} cannot be reached ({_said(error)}); see that the store "
                "that AWS_ENDPOINT_URL names runs, holds the bucket and lets you in, then run "
                "the same command again: it goes on from what is committed"
            ) from error


def _connected(place: str) -> Any:
    """Return the library's store; nothing is asked of it yet."""
    from obstore.store import S3Store

    bucket, _, prefix = place.removeprefix("s3://").partition("/")
    endpoint = next((os.environ[name] for name in ENDPOINTS if os.environ.get(name)), "")
    return S3Store(
        bucket,
        prefix=prefix or None,
        client_options={
            # Only where somebody asked for it; an endpoint of Amazon is https.
            "allow_http": endpoint.startswith("http://"),
            "connect_timeout": timedelta(seconds=SECONDS_TO_CONNECT),
            "timeout": timedelta(seconds=SECONDS_TO_ANSWER),
        },
        retry_config={
            "max_retries": RETRIES,
            "retry_timeout": timedelta(seconds=SECONDS_OF_RETRIES),
        },
    )


def _need_library() -> None:
    """Raise unless the optional part [s3] is installed."""
    if find_spec("obstore") is None:
        raise RecordError(
            "a record on a store of objects needs the library obstore; pip install 'dragoman[s3]'"
        )


def _need_credentials(place: str) -> None:
    if not any(os.environ.get(name) for name in CREDENTIALS):
        raise RecordError(
            f"{place} wants to know who asks, and the environment does not say; set "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_ENDPOINT_URL where the store "
            "is not Amazon's"
        )


def _said(error: Exception) -> str:
    """Return what the library says in one line, without the trace that it prints below."""
    words = str(error).partition("Debug source")[0]
    return " ".join(words.split())
