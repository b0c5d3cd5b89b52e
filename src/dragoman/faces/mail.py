"""Mail about alerts: over STARTTLS with a certificate that is checked, or not at all."""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from dragoman.errors import InputError
from dragoman.faces.mail_file import MAIL_FILE, MailSettings
from dragoman.faces.outbox import Message
from dragoman.faces.sending import Fault
from dragoman.faces.texts.mail_text import html_mail, plain_mail, subject_of
from dragoman.pages.turns import Clock

PASSWORD = "DRAGOMAN_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
# For each wait of an exchange; the server is one that we chose.
SECONDS = 20.0
# A refusal below this may be over at the next try (RFC 5321, 4.2.1).
LASTING = 500


class MailCarrier:
    """Sends messages by one mail server."""

    def __init__(self, settings: MailSettings, password: str | None, *, clock: Clock) -> None:
        """Make a carrier.

        Raises:
            InputError: the server wants a user, and there is no password.
        """
        if settings.user is not None and password is None:
            raise InputError(
                f"{MAIL_FILE} names the user {settings.user} and there is no password; set "
                f"{PASSWORD} or {PASSWORD}_FILE"
            )
        self._settings, self._password, self._clock = settings, password, clock

    def target(self, message: Message) -> str:
        """Return the server: every mail goes by it."""
        del message
        return f"{self._settings.server}:{self._settings.port}"

    def carry(self, message: Message) -> Fault | None:
        """Hand a mail to the server; return why it was not taken, None where it was."""
        try:
            return self._hand_over(mail_of(message, self._settings.sender, self._clock))
        except OSError as error:  # as those of smtplib are
            return _fault_of(error)

    def _hand_over(self, mail: EmailMessage) -> Fault | None:
        ours = self._settings
        domain = ours.sender.rpartition("@")[2]
        with smtplib.SMTP(ours.server, ours.port, local_hostname=domain, timeout=SECONDS) as server:
            server.ehlo()
            if not server.has_extn("starttls"):
                return Fault("no_starttls", is_passing=False)
            server.starttls(context=ssl.create_default_context())
            if ours.user is not None and self._password is not None:
                server.login(ours.user, self._password)
            server.send_message(mail)
        return None


def mail_of(message: Message, sender: str, clock: Clock) -> EmailMessage:
    """Return a message as a mail; its Message-ID is the same at every try."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = sender, message.to
    mail["Subject"] = subject_of(message.channel, message.findings)
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{message.id.removeprefix('urn:uuid:')}@{sender.rpartition('@')[2]}>"
    # So that nobody's absence answers it (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(plain_mail(message.channel, message.findings))
    mail.add_alternative(html_mail(message.channel, message.findings), subtype="html")
    return mail


def _fault_of(error: OSError) -> Fault:
    """Return what an error means for the message; every other one would be the same again."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            ((code, _),) = refused.values()
            fault = _refused(code)
        case smtplib.SMTPResponseException(smtp_code=code):
            fault = _refused(code)
        case smtplib.SMTPServerDisconnected():
            fault = Fault("broken_answer", is_passing=True)
        case smtplib.SMTPException():
            fault = Fault("no_login", is_passing=False)
        case ssl.SSLCertVerificationError():
            fault = Fault("tls", is_passing=False)
        case TimeoutError():
            fault = Fault("timeout", is_passing=True)
        case _:
            fault = Fault("connection", is_passing=True)
    return fault


def _refused(code: int) -> Fault:
    return Fault(f"smtp_{code}", is_passing=code < LASTING)
