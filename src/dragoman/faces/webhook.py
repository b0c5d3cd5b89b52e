"""Sirens to an address: signed as Standard Webhooks says, posted where fetching may go too."""

import base64
import binascii
from collections import Counter
from collections.abc import Collection, Mapping
from importlib.metadata import version
from time import monotonic
from urllib.parse import urlsplit

import httpx
from ssrfguard import Policy, Resolver
from standardwebhooks import Webhook

from dragoman.errors import FetchError, InputError
from dragoman.faces.outbox import Message
from dragoman.faces.output import as_json
from dragoman.faces.secret import secret_of
from dragoman.faces.sending import Fault
from dragoman.pages.faults import PASSING, naming_faults
from dragoman.pages.fetcher import REDIRECTS, Limits, asked_wait
from dragoman.pages.reach import PinnedTransport
from dragoman.pages.turns import Clock, SystemClock

SECRET = "DRAGOMAN_WEBHOOK_SECRET"  # noqa: S105 - the name of a variable
# As fetching, but never in the clear: an address may hold a token, and a siren says who looks.
RECEIVERS = Policy(allowed_schemes=frozenset({"https"}), allowed_ports=frozenset({443}))
# What Standard Webhooks asks of a key, in bytes.
LEAST_KEY, MOST_KEY = 24, 64
KEY_PREFIX = "whsec_"
# Besides what a server says of itself (5xx), these say "later"; else the next try is the same.
LATER = frozenset({408, 425, 429})
FAILED = 500


class WebhookCarrier:
    """Posts messages; no redirect is followed, and of an answer only the status is read."""

    def __init__(
        self,
        addresses: Mapping[str, str],
        keys: Mapping[str, bytes],
        *,
        policy: Policy = RECEIVERS,
        resolver: Resolver | None = None,
        limits: Limits | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Make a carrier.

        Args:
            addresses: where the sirens of an alert go, by its name.
            keys: what they are signed with, by the same names.
            policy: what may be reached; tests allow a loopback address.
            resolver: stands in for `socket.getaddrinfo`; what it says is vetted all the same.
            limits: how long an exchange may take.
            clock: the time; tests bring their own.
        """
        self._addresses = addresses
        self._signers = {name: Webhook(key) for name, key in keys.items()}
        self._policy, self._resolver = policy, resolver
        self._limits, self._clock = limits or Limits(), clock or SystemClock()

    def target(self, message: Message) -> str:
        """Return the server that a message goes to, without path and query: they hold tokens."""
        address = self._address(message)
        if address is None:
            return "no address"
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

    def carry(self, message: Message) -> Fault | None:
        """Post a message; return why it was not taken, None where it was."""
        address = self._address(message)
        if address is None:
            return Fault("no_address", is_passing=False)
        try:
            with naming_faults(address):
                status, headers = self._post(address, message)
        except FetchError as error:
            return Fault(error.reason, is_passing=error.reason in PASSING)
        if httpx.codes.is_success(status):
            return None
        if status in REDIRECTS:
            return Fault("redirect", is_passing=False)
        is_passing = status in LATER or status >= FAILED
        return Fault(f"http_{status}", is_passing, asked_wait(headers, self._clock))

    def _address(self, message: Message) -> str | None:
        (name,) = message.alerts
        return self._addresses.get(name)

    def _post(self, address: str, message: Message) -> tuple[int, httpx.Headers]:
        ends = monotonic() + self._limits.total
        transport = PinnedTransport(self._policy, ends=ends, resolver=self._resolver)
        timeout = httpx.Timeout(self._limits.read, connect=self._limits.connect)
        body = body_of(message)
        headers = self._headers(message, body)
        with (
            httpx.Client(transport=transport, trust_env=False, timeout=timeout) as client,
            client.stream("POST", address, content=body.encode(), headers=headers) as response,
        ):
            return response.status_code, response.headers

    def _headers(self, message: Message, body: str) -> dict[str, str]:
        now = self._clock.now()
        (name,) = message.alerts
        return {
            "User-Agent": f"dragoman/{version('dragoman')}",
            "Content-Type": "application/json",
            "Connection": "close",
            "webhook-id": message.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signers[name].sign(message.id, now, body),
        }


def body_of(message: Message) -> str:
    """Return the JSON that is posted: the same at every try."""
    (finding,) = message.findings
    return as_json({"type": f"alert.{message.channel.value}", "data": finding})


def keys_of(alerts: Collection[str]) -> dict[str, bytes]:
    """Return the key of each alert: its own where it has one, else that of all.

    Raises:
        InputError: an alert has none, one is not in the form of Standard Webhooks, or two alerts
            would get theirs from the same variable.
    """
    variables = Counter(variable_of(name) for name in alerts)
    keys = {}
    for name in alerts:
        own = variable_of(name)
        secret = secret_of(own)
        if secret is not None and variables[own] > 1:
            raise InputError(f"{own} is the key of several alerts, {name!r} among them; rename one")
        keys[name] = key_of(secret_of(SECRET)) if secret is None else key_of(secret, own)
    return keys


def variable_of(alert: str) -> str:
    """Return the variable that holds the key of one alert alone.

    >>> variable_of("gulf-threats")
    'DRAGOMAN_WEBHOOK_SECRET__GULF_THREATS'
    """
    return f"{SECRET}__{alert.replace('-', '_').upper()}"


def key_of(secret: str | None, variable: str = SECRET) -> bytes:
    """Return the key that a secret stands for.

    Args:
        secret: what the variable holds, None where it is not set.
        variable: its name, for the message.

    Raises:
        InputError: there is none, or it is not in the form of Standard Webhooks.
    """
    if secret is None:
        raise InputError(
            "an alert names a webhook and there is no secret to sign with; set "
            f"{variable} or {variable}_FILE (docs/alerts.md says how to make one)"
        )
    try:
        key = base64.b64decode(secret.removeprefix(KEY_PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _no_key(variable) from error
    if not LEAST_KEY <= len(key) <= MOST_KEY:
        raise _no_key(variable)
    return key


def _no_key(variable: str) -> InputError:
    # The secret itself stands in no message.
    return InputError(
        f"{variable} is no key: {KEY_PREFIX} and then {LEAST_KEY} to {MOST_KEY} bytes in base64"
    )
