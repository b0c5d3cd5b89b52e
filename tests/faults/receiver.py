"""Receivers on loopback: of webhooks over HTTP, and of mail over SMTP with STARTTLS."""

import socket
import ssl
import threading
from asyncio import Server
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from ssrfguard import Policy

USER, PASSWORD = "dragoman", "open sesame"
# What a test's webhooks are signed with: thirty-two bytes.
SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="


@dataclass(frozen=True, slots=True)
class Posted:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass(slots=True)
class Receiver:
    """Takes what is posted; `answers` are given in turn, the last one stays."""

    port: int = 0
    posted: list[Posted] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=lambda: [(200, {})])

    def url(self, path: str = "/hook?token=hush") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def policy(self) -> Policy:
        """What lets a test reach this receiver and nothing else of the machine."""
        return Policy(
            allowed_schemes=frozenset({"http"}),
            allowed_networks=(ip_network("127.0.0.1/32"),),
            allowed_ports=frozenset({self.port}),
        )

    def ids(self) -> list[str]:
        return [posted.id for posted in self.posted]


@contextmanager
def receiver() -> Iterator[Receiver]:
    made = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            made.posted.append(Posted(self.path, headers, body))
            status, said = made.answers.pop(0) if len(made.answers) > 1 else made.answers[0]
            self.send_response(status)
            for name, value in said.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class MailServer:
    """Takes mail after STARTTLS and a login; `refuse` answers RCPT of these otherwise."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuse: dict[str, str] = {}
        self.port = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del server, session
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    def admit(self, server: SMTP, session: Session, envelope: Envelope, how: str, who: Any) -> Any:
        del server, session, envelope, how
        asked = isinstance(who, LoginPassword) and (who.login, who.password)
        return AuthResult(success=asked == (USER.encode(), PASSWORD.encode()), handled=False)


class _AtFreePort(Controller):
    """A controller that is told port 0 and finds out which one it got."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def greeting(words: bytes | None) -> Iterator[int]:
    """Listen and give the port; greet whoever comes and hang up, or say nothing for None."""
    listening = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def serve() -> None:
        connection, _ = listening.accept()
        held.append(connection)
        if words is not None:
            connection.sendall(words)
            connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        thread.join()
        for connection in held:
            connection.close()
        listening.close()


@contextmanager
def mail_server(
    authority: trustme.CA, *, has_tls: bool = True, has_login: bool = True
) -> Iterator[MailServer]:
    """Serve mail at `localhost` with a certificate of this authority, or with none."""
    made = MailServer()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    secured: dict[str, Any] = {"tls_context": context} if has_tls else {}
    controller = _AtFreePort(
        made,
        hostname="127.0.0.1",
        port=0,
        authenticator=made.admit,
        require_starttls=has_tls,
        auth_required=has_tls and has_login,
        auth_exclude_mechanism=[] if has_login else ["LOGIN", "PLAIN"],
        auth_require_tls=True,
        **secured,
    )
    controller.start()
    made.port = controller.port
    try:
        yield made
    finally:
        controller.stop()
