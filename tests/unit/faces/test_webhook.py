"""Webhooks: signed so that a receiver's own library takes them, and sent nowhere private."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from dragoman.errors import InputError
from dragoman.faces.outbox import Message, Route
from dragoman.faces.sending import Fault
from dragoman.faces.webhook import WebhookCarrier, key_of, keys_of, variable_of
from dragoman.model import Channel
from tests.faults.hostile import (
    LIMITS,
    Behaviour,
    HostileServer,
    endless,
    reset,
    trickle_headers,
)
from tests.faults.receiver import SECRET, Receiver, receiver

KEY = key_of(SECRET)
KEYS = {"gulf": KEY}


@pytest.fixture
def taking() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


def message(outlet: str = "Wire") -> Message:
    finding = {"id": "urn:uuid:1", "alert": "gulf", "outlets": [outlet]}
    return Message(id="urn:uuid:1", route=Route.WEBHOOK, channel=Channel.SIREN, findings=[finding])


def carrier(taking: Receiver, path: str = "/hook?token=hush") -> WebhookCarrier:
    return WebhookCarrier({"gulf": taking.url(path)}, KEYS, policy=taking.policy(), limits=LIMITS)


def fault(taking: Receiver, status: int, **headers: str) -> Fault | None:
    taking.answers = [(status, {name.replace("_", "-"): said for name, said in headers.items()})]
    return carrier(taking).carry(message())


def test_what_is_posted_is_json_of_the_finding(taking: Receiver) -> None:
    assert carrier(taking).carry(message("Die Zeitung «Ä»")) is None
    (posted,) = taking.posted
    assert posted.path == "/hook?token=hush"
    assert posted.headers["content-type"] == "application/json"
    assert json.loads(posted.body) == {
        "type": "alert.siren",
        "data": {"id": "urn:uuid:1", "alert": "gulf", "outlets": ["Die Zeitung «Ä»"]},
    }


def test_the_library_of_a_receiver_takes_the_signature(taking: Receiver) -> None:
    carrier(taking).carry(message("«Ä»"))
    (posted,) = taking.posted
    assert Webhook(SECRET).verify(posted.body, dict(posted.headers))["type"] == "alert.siren"


def test_the_signature_is_an_hmac_over_id_time_and_body(taking: Receiver) -> None:
    carrier(taking).carry(message())
    (posted,) = taking.posted
    said = posted.headers["webhook-timestamp"]
    signed = f"{posted.id}.{said}.".encode() + posted.body
    digest = base64.b64encode(hmac.digest(KEY, signed, hashlib.sha256)).decode()
    assert posted.headers["webhook-signature"] == f"v1,{digest}"
    assert abs(datetime.now(UTC).timestamp() - int(said)) < 60


def test_another_try_has_the_same_id_and_the_same_body(taking: Receiver) -> None:
    for _ in range(2):
        carrier(taking).carry(message())
    first, second = taking.posted
    assert (first.id, first.body) == (second.id, second.body)


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_kind_of_success_is_one(taking: Receiver, status: int) -> None:
    assert fault(taking, status) is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 422])
def test_what_would_be_refused_again_is_no_passing_fault(taking: Receiver, status: int) -> None:
    assert fault(taking, status) == Fault(f"http_{status}", is_passing=False)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_may_be_over_later_is_a_passing_fault(taking: Receiver, status: int) -> None:
    assert fault(taking, status) == Fault(f"http_{status}", is_passing=True)


def test_the_wait_that_a_receiver_asks_for_is_told(taking: Receiver) -> None:
    assert fault(taking, 503, Retry_After="120") == Fault("http_503", is_passing=True, wait=120.0)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(taking: Receiver, status: int) -> None:
    found = fault(taking, status, Location=taking.url("/elsewhere"))
    assert found == Fault("redirect", is_passing=False)
    assert [posted.path for posted in taking.posted] == ["/hook?token=hush"]


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://user:word@93.184.216.34/",
        "https://93.184.216.34:8443/",
        "http://93.184.216.34/",
    ],
)
def test_nothing_is_posted_to_private_or_plain_addresses(address: str) -> None:
    found = WebhookCarrier({"gulf": address}, KEYS).carry(message())
    assert found == Fault("refused_address", is_passing=False)


def test_a_name_that_leads_into_a_private_network_is_refused() -> None:
    def resolver(*_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(2, 1, 6, "", ("10.1.2.3", 443))]

    posting = WebhookCarrier({"gulf": "https://hooks.example/"}, KEYS, resolver=resolver)
    assert posting.carry(message()) == Fault("refused_address", is_passing=False)


def test_an_answer_that_breaks_off_is_a_passing_fault() -> None:
    found = _hostile(reset)
    assert found is not None
    # Which of both depends on what the system had sent when the connection was dropped.
    assert found.reason in {"connection", "broken_answer"}
    assert found.is_passing


def test_an_answer_that_trickles_is_a_passing_fault() -> None:
    assert _hostile(trickle_headers) == Fault("timeout", is_passing=True)


def test_an_endless_answer_costs_nothing_for_only_its_status_is_read() -> None:
    assert _hostile(endless) is None


def _hostile(behaviour: Behaviour) -> Fault | None:
    server = HostileServer()
    try:
        server.paths["/hook"] = behaviour
        posting = WebhookCarrier(
            {"gulf": server.url("/hook")}, KEYS, policy=server.policy(), limits=LIMITS
        )
        return posting.carry(message())
    finally:
        server.close()


def test_where_nobody_listens_is_a_passing_fault() -> None:
    with receiver() as closed:
        posting = carrier(closed)
    assert posting.carry(message()) == Fault("connection", is_passing=True)


def test_an_alert_that_names_no_address_any_more_is_given_up() -> None:
    found = WebhookCarrier({}, {}).carry(message())
    assert found == Fault("no_address", is_passing=False)


def test_a_target_is_told_without_what_may_be_a_secret(taking: Receiver) -> None:
    said = carrier(taking).target(message())
    assert said == f"http://127.0.0.1:{taking.port}"


@pytest.mark.parametrize(
    "secret",
    ["whsec_c2hvcnQ=", "not base64 at all, but long enough", "whsec_" + "Q" * 200],
)
def test_a_secret_that_is_no_key_is_refused_and_not_repeated(secret: str) -> None:
    with pytest.raises(InputError, match="is no key") as caught:
        key_of(secret)
    assert secret not in str(caught.value)


def test_without_a_secret_nothing_is_signed_and_nothing_sent() -> None:
    with pytest.raises(InputError, match="DRAGOMAN_WEBHOOK_SECRET_FILE"):
        key_of(None)


OWN = "whsec_" + base64.b64encode(b"a key of one receiver alone").decode()


def test_an_alert_may_have_a_key_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("DRAGOMAN_WEBHOOK_SECRET__GULF_THREATS", OWN)
    assert keys_of(["gulf-threats", "baku"]) == {"gulf-threats": key_of(OWN), "baku": KEY}


def test_where_every_alert_has_a_key_of_its_own_none_for_all_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(variable_of("gulf"), OWN)
    assert keys_of(["gulf"]) == {"gulf": key_of(OWN)}


def test_two_alerts_do_not_share_a_key_because_of_their_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DRAGOMAN_WEBHOOK_SECRET__A_B", OWN)
    with pytest.raises(InputError, match=r"SECRET__A_B is the key of several alerts.*rename one"):
        keys_of(["a-b", "a_b"])


def test_a_key_of_its_own_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable_of("gulf"), "whsec_short")
    with pytest.raises(InputError, match="SECRET__GULF is no key"):
        keys_of(["gulf"])


def test_a_receiver_cannot_sign_for_another(taking: Receiver) -> None:
    theirs = {"gulf": key_of(OWN)}
    address = {"gulf": taking.url("/hook")}
    WebhookCarrier(address, theirs, policy=taking.policy(), limits=LIMITS).carry(message())
    (posted,) = taking.posted
    assert Webhook(OWN).verify(posted.body, dict(posted.headers))["type"] == "alert.siren"
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(posted.body, dict(posted.headers))
