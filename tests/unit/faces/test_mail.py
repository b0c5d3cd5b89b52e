"""Mail about alerts: to a real server, in cipher only, with headers that nobody writes into."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError, MalformedInput
from dragoman.faces.mail import MailCarrier, mail_of
from dragoman.faces.mail_file import MAIL_FILE, MailSettings, read_mail
from dragoman.faces.outbox import Json, Message, Route
from dragoman.faces.sending import Fault
from dragoman.model import Channel
from tests.faults.hostile import SkippingClock
from tests.faults.receiver import PASSWORD, USER, MailServer, greeting, mail_server

CLOCK = SkippingClock()
DESK = "desk@example.org"
GIVEN = 'server = "mail.example.org"\nfrom = "us@example.org"\nto = ["desk@example.org"]\n'
HEADERS = {
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "auto-submitted",
    "mime-version",
    "content-type",
}


def finding(outlet: str = "Wire") -> Json:
    return {
        "id": "urn:uuid:1",
        "alert": "gulf",
        "channel": "digest",
        "summary": "3 acts, 4 claims, 1 outlet, 1 independent",
        "since": "2026-11-19",
        "day": "2026-11-25",
        "outlets": [outlet],
        "n_claims": 4,
        "addresses": ["/v1/claims/cl_1", "/v1/claims/cl_2"],
        "asked": {"command": "dragoman claims --dyad RUS IRN"},
    }


def message(outlet: str = "Wire", *, to: str = DESK, channel: Channel = Channel.DIGEST) -> Message:
    return Message(
        id="urn:uuid:7", route=Route.MAIL, channel=channel, findings=[finding(outlet)], to=to
    )


def settings(server: MailServer, user: str | None = USER) -> MailSettings:
    return MailSettings(
        server="localhost",
        port=server.port,
        user=user,
        sender="us@example.org",
        to=(DESK,),
        days=1,
    )


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """The authority, which this machine trusts for the time of a test."""
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return authority


@pytest.fixture
def server(trusted: trustme.CA) -> Iterator[MailServer]:
    with mail_server(trusted) as made:
        yield made


def carried(server: MailServer, sent: Message, password: str = PASSWORD) -> Fault | None:
    return MailCarrier(settings(server), password, clock=CLOCK).carry(sent)


def test_a_mail_arrives_as_text_and_as_html(server: MailServer) -> None:
    assert carried(server, message("Die Zeitung «Ä» <b>")) is None
    (mail,) = server.mails
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert "outlets: Die Zeitung «Ä» <b>" in plain.get_content()
    assert "outlets: Die Zeitung «Ä» &lt;b&gt;" in html.get_content()
    assert "and 2 more claims" in plain.get_content()


def test_a_mail_says_from_whom_to_whom_and_that_a_machine_wrote_it(server: MailServer) -> None:
    carried(server, message())
    (mail,) = server.mails
    assert (mail["from"], mail["to"]) == ("us@example.org", DESK)
    assert mail["subject"] == "Dragoman digest: 1 finding"
    assert mail["auto-submitted"] == "auto-generated"


def test_a_siren_is_told_in_the_subject() -> None:
    mail = mail_of(message(channel=Channel.SIREN), "us@example.org", CLOCK)
    said = "Dragoman siren: gulf, 3 acts, 4 claims, 1 outlet, 1 independent"
    assert mail["subject"] == said


def test_another_try_has_the_same_message_id(server: MailServer) -> None:
    for _ in range(2):
        carried(server, message())
    assert [mail["message-id"] for mail in server.mails] == ["<7@example.org>"] * 2


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    authority: trustme.CA,
) -> None:
    with mail_server(authority) as server:
        assert carried(server, message()) == Fault("tls", is_passing=False)
        assert server.mails == []


def test_a_server_without_starttls_gets_nothing(authority: trustme.CA) -> None:
    with mail_server(authority, has_tls=False) as server:
        found = MailCarrier(settings(server, None), None, clock=CLOCK).carry(message())
        assert found == Fault("no_starttls", is_passing=False)
        assert server.mails == []


def test_a_wrong_password_is_no_passing_fault(server: MailServer) -> None:
    assert carried(server, message(), "guess") == Fault("smtp_535", is_passing=False)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("550 no such user", Fault("smtp_550", is_passing=False)),
        ("450 greylisted", Fault("smtp_450", is_passing=True)),
    ],
)
def test_a_recipient_who_is_refused_gets_what_the_server_means(
    server: MailServer, answer: str, fault: Fault
) -> None:
    server.refuse[DESK] = answer
    assert carried(server, message()) == fault
    assert carried(server, message(to="other@example.org")) is None


def test_where_no_server_listens_is_a_passing_fault(trusted: trustme.CA) -> None:
    with mail_server(trusted) as closed:
        pass
    assert carried(closed, message()) == Fault("connection", is_passing=True)


def test_a_server_without_a_way_to_log_in_gets_nothing(trusted: trustme.CA) -> None:
    with mail_server(trusted, has_login=False) as server:
        assert carried(server, message()) == Fault("no_login", is_passing=False)
        assert server.mails == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [(None, "broken_answer"), (b"", "broken_answer"), (b"421 too busy\r\n", "smtp_421")],
)
def test_a_server_that_is_not_itself_is_a_passing_fault(
    monkeypatch: pytest.MonkeyPatch, words: bytes | None, reason: str
) -> None:
    monkeypatch.setattr("dragoman.faces.mail.SECONDS", 0.5)
    server = MailServer()
    with greeting(words) as server.port:
        assert carried(server, message()) == Fault(reason, is_passing=True)


def test_a_user_needs_a_password() -> None:
    with pytest.raises(InputError, match="DRAGOMAN_MAIL_PASSWORD_FILE"):
        MailCarrier(settings(MailServer()), None, clock=CLOCK)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_no_word_of_a_publisher_becomes_a_header(outlet: str) -> None:
    for name in (outlet, f"Wire\r\nBcc: {outlet}", f"Wire\r\n\r\n{outlet}"):
        written = mail_of(message(name), "us@example.org", CLOCK).as_bytes()
        mail = message_from_bytes(written, policy=policy.default)
        assert {key.lower() for key in mail} == HEADERS
        assert mail["to"] == DESK


@given(st.text(max_size=60))
def test_no_word_of_a_publisher_becomes_markup(outlet: str) -> None:
    html = mail_of(message(f"<img src=x>{outlet}"), "us@example.org", CLOCK).get_body(("html",))
    assert html is not None
    assert "<img" not in html.get_content()


def test_without_the_file_no_mail_is_sent(tmp_path: Path) -> None:
    assert read_mail(tmp_path) is None


def test_the_file_says_who_gets_mail(tmp_path: Path) -> None:
    (tmp_path / MAIL_FILE).write_text(GIVEN)
    assert read_mail(tmp_path) == MailSettings(
        server="mail.example.org",
        port=587,
        user=None,
        sender="us@example.org",
        to=(DESK,),
        days=1,
    )


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("server", "[server", "not TOML"),
        ("server", "password = 'x'\nserver", "there is no password"),
        ("mail.example.org", "mail example", "server is"),
        ("us@example.org", "us@example.org\\nBcc: them@example.org", "from is"),
        ('["desk@example.org"]', "[]", "to is"),
        ('["desk@example.org"]', '"desk@example.org"', "to is"),
        ("desk@", "Desk <desk@", "to is"),
        ("from", "port = 0\nfrom", "port is"),
        ("from", "days = true\nfrom", "days is"),
        ("from", "user = 3\nfrom", "user is"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(
    tmp_path: Path, before: str, after: str, fault: str
) -> None:
    assert before in GIVEN
    (tmp_path / MAIL_FILE).write_text(GIVEN.replace(before, after))
    with pytest.raises(MalformedInput, match=fault):
        read_mail(tmp_path)
