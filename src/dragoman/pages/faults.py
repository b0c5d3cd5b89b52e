"""What goes wrong between us and a server, by the short codes that people read of it."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from ssrfguard import SSRFGuardError

from dragoman.errors import FetchError

# Trouble of the connection, which another try may not have; all else would be the same again.
PASSING = frozenset({"timeout", "broken_answer", "connection"})


@contextmanager
def naming_faults(url: str) -> Iterator[None]:
    """Turn the errors of an exchange into ours.

    Raises:
        FetchError: the exchange gave no answer, for the reason it names.
    """
    try:
        yield
    except (SSRFGuardError, httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise FetchError(url, "refused_address", str(error)) from error
    except httpx.TimeoutException as error:
        raise FetchError(url, "timeout", "it took too long") from error
    except httpx.RemoteProtocolError as error:
        raise FetchError(url, "broken_answer", f"the answer broke off: {error}") from error
    except httpx.TransportError as error:
        if _is_about_certificate(error):
            raise FetchError(url, "tls", f"its certificate is not good: {error}") from error
        raise FetchError(url, "connection", f"no connection: {error}") from error


def _is_about_certificate(error: BaseException | None) -> bool:
    """Tell whether the trouble is that nobody vouches for the server."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
