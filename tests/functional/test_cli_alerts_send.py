"""`dragoman alerts send`: to real receivers on loopback, once, and with its failures shown."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner, Result

from dragoman.errors import InputError, MissingInput
from dragoman.faces import webhook
from dragoman.faces.cli import cli
from dragoman.faces.mail_file import MAIL_FILE
from dragoman.faces.webhook import WebhookCarrier
from dragoman.record import Record
from tests.faults.hostile import LIMITS, SkippingClock
from tests.faults.receiver import (
    PASSWORD,
    SECRET,
    USER,
    MailServer,
    Receiver,
    mail_server,
    receiver,
)
from tests.faults.small import PUBLISHED
from tests.functional.conftest import Dragoman, only_line

Call = Callable[..., Result]
THRESHOLD = ("--at-least", "3", "--within", "7")
NEVER = ("--origins", "1000")


@pytest.fixture
def taking() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


@pytest.fixture
def mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with mail_server(authority) as made:
        yield made


@pytest.fixture
def call(own_record: Path, taking: Receiver, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a command in this process, with a carrier that may reach the receiver of the test."""
    monkeypatch.setenv("DRAGOMAN_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("DRAGOMAN_MAIL_PASSWORD", PASSWORD)

    def local(addresses: dict[str, str], keys: dict[str, bytes]) -> WebhookCarrier:
        return WebhookCarrier(addresses, keys, policy=taking.policy(), limits=LIMITS)

    monkeypatch.setattr(webhook, "WebhookCarrier", local)
    monkeypatch.setattr("dragoman.faces.delivering.SystemClock", SkippingClock)

    def run(*args: str) -> Result:
        words = ["--record", str(own_record), "alerts", *args]
        if args[0] == "send":
            words += ["--today", str(PUBLISHED), "-f", "jsonl"]
        done = CliRunner().invoke(cli, words, standalone_mode=False)
        if done.exception is not None:
            raise done.exception
        return done

    return run


def rows(done: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def mailing(record: Path, mails: MailServer) -> None:
    """Let a record write mail to the server of the test."""
    (record / MAIL_FILE).write_text(
        f'server = "localhost"\nport = {mails.port}\nuser = "{USER}"\n'
        'from = "us@example.org"\nto = ["desk@example.org"]\n'
    )


def test_a_siren_is_posted_once(call: Call, taking: Receiver) -> None:
    call("add", "loud", *THRESHOLD, "--webhook", taking.url())
    (row,) = rows(call("send"))
    assert (row["state"], row["alerts"], row["route"]) == ("sent", ["loud"], "webhook")
    assert call("send").stdout == ""
    (posted,) = taking.posted
    data = json.loads(posted.body)["data"]
    assert (data["alert"], data["channel"], data["id"]) == ("loud", "siren", posted.id)
    assert data["addresses"] == [f"/v1/claims/{claim}" for claim in data["claims"]]


def test_the_id_of_a_finding_is_that_of_its_entry_in_the_feed(call: Call, taking: Receiver) -> None:
    call("add", "loud", *THRESHOLD, "--webhook", taking.url())
    call("send")
    feed = call("check", "--today", str(PUBLISHED), "-f", "atom").stdout
    assert f"<id>{taking.ids()[0]}</id>" in feed


def test_what_is_posted_holds_no_sentence(call: Call, taking: Receiver, own_record: Path) -> None:
    call("add", "loud", *THRESHOLD, "--webhook", taking.url())
    call("send")
    body = taking.posted[0].body.decode()
    with Record.open(own_record) as record:
        text = " ".join(article.text for article in record.view().articles())
    assert " met " in text
    assert not any(sentence.strip() in body for sentence in text.split(".") if sentence.strip())


def test_what_has_too_few_origins_is_not_posted_but_mailed(
    call: Call, taking: Receiver, own_record: Path, mails: MailServer
) -> None:
    mailing(own_record, mails)
    call("add", "quiet", *THRESHOLD, *NEVER, "--webhook", taking.url())
    (row,) = rows(call("send"))
    assert (row["channel"], row["route"], row["to"]) == ("digest", "mail", "desk@example.org")
    assert taking.posted == []
    assert [mail["subject"] for mail in mails.mails] == ["Dragoman digest: 1 finding"]
    assert call("send").stdout == ""


def test_a_siren_is_mailed_at_once(call: Call, own_record: Path, mails: MailServer) -> None:
    mailing(own_record, mails)
    call("add", "loud", *THRESHOLD)
    call("send")
    (mail,) = mails.mails
    assert str(mail["subject"]).startswith("Dragoman siren: loud, ")


def test_what_is_not_taken_is_told_and_sent_later_under_its_id(
    call: Call, taking: Receiver
) -> None:
    taking.answers = [(503, {"Retry-After": "3600"}), (200, {})]
    call("add", "loud", *THRESHOLD, "--webhook", taking.url())
    done = call("send")
    assert done.return_value == 4
    (row,) = rows(done)
    assert (row["state"], row["fault"]) == ("waiting", "http_503")
    (listed,) = rows(call("list"))
    assert (listed["waiting"], listed["dead"], listed["fault"]) == (1, 0, "http_503")
    assert call("send").stdout == ""
    assert call("send", "--again").return_value == 0
    assert len(set(taking.ids())) == 1
    assert len(taking.posted) == 2


def test_what_was_given_up_stays_in_the_list(call: Call, taking: Receiver) -> None:
    taking.answers = [(410, {})]
    call("add", "loud", *THRESHOLD, "--webhook", taking.url())
    assert rows(call("send"))[0]["state"] == "dead"
    (listed,) = rows(call("list"))
    assert (listed["waiting"], listed["dead"], listed["fault"]) == (0, 1, "http_410")
    assert call("send").stdout == ""
    assert len(taking.posted) == 1


def test_a_private_address_is_refused_and_given_up(
    own_record: Path, dragoman: Dragoman, taking: Receiver
) -> None:
    address = ("--webhook", f"https://127.0.0.1:{taking.port}/")
    dragoman("alerts", "add", "loud", *THRESHOLD, *address, record=own_record)
    done = dragoman(
        *("alerts", "send", "--today", PUBLISHED),
        record=own_record,
        DRAGOMAN_WEBHOOK_SECRET=SECRET,
    )
    assert done.returncode == 4
    assert json.loads(only_line(done.stdout))["fault"] == "refused_address"
    assert taking.posted == []


def test_offline_nothing_is_sent(own_record: Path, dragoman: Dragoman) -> None:
    done = dragoman("alerts", "send", record=own_record, DRAGOMAN_OFFLINE="1")
    assert done.returncode == 1
    assert "--offline" in only_line(done.stderr)


def test_where_nobody_is_to_be_told_the_command_says_how(call: Call) -> None:
    call("add", "loud", *THRESHOLD)
    with pytest.raises(InputError, match="nobody is to be told"):
        call("send")


def test_a_secret_may_stand_in_a_file(
    call: Call, taking: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    monkeypatch.delenv("DRAGOMAN_WEBHOOK_SECRET")
    monkeypatch.setenv("DRAGOMAN_WEBHOOK_SECRET_FILE", str(tmp_path / "secret"))
    call("add", "loud", *THRESHOLD, "--webhook", taking.url())
    assert call("send").return_value == 0


@pytest.mark.parametrize(
    ("file", "fault", "kind"),
    [("/nowhere/secret", "cannot read", MissingInput), (__file__, "both set", InputError)],
)
def test_a_secret_that_cannot_be_had_is_an_error(
    call: Call,
    taking: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    fault: str,
    kind: type[Exception],
) -> None:
    if kind is MissingInput:
        monkeypatch.delenv("DRAGOMAN_WEBHOOK_SECRET")
    monkeypatch.setenv("DRAGOMAN_WEBHOOK_SECRET_FILE", file)
    call("add", "loud", *THRESHOLD, "--webhook", taking.url())
    with pytest.raises(kind, match=fault):
        call("send")


def test_an_address_that_is_none_is_refused_when_it_is_saved(call: Call) -> None:
    for address in ("ftp://x.example/", "https://x.example/a b", "x.example", "https://x\n"):
        with pytest.raises(InputError, match="is no address"):
            call("add", "loud", *THRESHOLD, "--webhook", address)
