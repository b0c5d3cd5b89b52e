"""Who gets mail about alerts and from where it leaves: mail.toml in the folder of the record."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import MalformedInput

MAIL_FILE = "mail.toml"
# The port at which a server takes mail in from its users (RFC 6409).
SUBMISSION = 587
DAYS = 1
# A year: who wants mail less often wants none.
MOST_DAYS = 366
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
# What of RFC 5321 people use; no quotes, no comments, nothing that could end a header.
ADDRESS = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{HOST.pattern}")
KEYS = frozenset({"server", "port", "user", "from", "to", "days"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """A mail server, as whom we write, to whom, and at most every how many days a digest goes.

    `user` is None where the server asks for none. The password is a secret and stands elsewhere.
    """

    server: str
    port: int
    user: str | None
    sender: str
    to: tuple[str, ...]
    days: int


def read_mail(folder: Path) -> MailSettings | None:
    """Return what the file says, None where it is not there: then no mail is sent.

    Raises:
        MalformedInput: it is no TOML, or something in it is missing or is none.
    """
    path = folder / MAIL_FILE
    if not path.is_file():
        return None
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise MalformedInput(f"{path} is not TOML: {error}") from error
    unknown = written.keys() - KEYS
    if unknown:
        raise MalformedInput(
            f"{path}: there is no {', '.join(sorted(unknown))}; it has {', '.join(sorted(KEYS))}"
        )
    user, to = written.get("user"), written.get("to")
    if user is not None and not (isinstance(user, str) and user and user.isprintable()):
        raise MalformedInput(f"{path}: user is {user!r}, not a name in quotes")
    if not isinstance(to, list) or not to:
        raise MalformedInput(f'{path}: to is {to!r}, not ["desk@example.org"] or the like')
    return MailSettings(
        server=_text(path, "server", written.get("server"), HOST),
        port=_number(path, "port", written.get("port", SUBMISSION), 65535),
        user=user,
        sender=_text(path, "from", written.get("from"), ADDRESS),
        to=tuple(dict.fromkeys(_text(path, "to", one, ADDRESS) for one in to)),
        days=_number(path, "days", written.get("days", DAYS), MOST_DAYS),
    )


def _text(path: Path, key: str, value: Any, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or form.fullmatch(value) is None:
        wanted = "mail.example.org" if form is HOST else "you@example.org"
        raise MalformedInput(f"{path}: {key} is {value!r}, not {wanted} or the like")
    return value


def _number(path: Path, key: str, value: Any, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise MalformedInput(f"{path}: {key} is {value!r}, not 1 to {most}")
    return value
