"""Who may write: forms that are our own, and people with a token whose hash alone is kept."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import AccessDenied, InputError, TokenNeeded

# The cookie that a form is tied to. It names nobody: it tells one browser from another.
COOKIE = "dragoman_visitor"
# The field of a form that holds its token.
FIELD = "form_token"
# A form left open over lunch still works, one of yesterday is to be opened again.
FORM_SECONDS = 12 * 60 * 60
TOKEN_BYTES = 32
# Who writes on a server that only this machine reaches and that has no token file.
LOCAL = "local"


class Forms:
    """Tells our own forms from those that another site sends in a visitor's name.

    A signed double-submit token: the form holds the visitor's cookie, hashed and signed, so
    neither a page of another site nor one that plants a cookie can make it.

    >>> forms = Forms()
    >>> forms.check("a visitor", forms.token("a visitor"))
    >>> forms.check("another", forms.token("a visitor"))
    Traceback (most recent call last):
    dragoman.errors.AccessDenied: this form is of another visitor; open its page again
    """

    def __init__(self, key: bytes | None = None) -> None:
        # A key of this server alone: a restart asks for open forms to be opened again.
        self._signer = URLSafeTimedSerializer(key or secrets.token_bytes(TOKEN_BYTES), salt="form")

    def token(self, visitor: str) -> str:
        """Return the token that a form for this visitor holds in its field `FIELD`."""
        return self._signer.dumps(_hashed(visitor))

    def check(self, visitor: str | None, token: str | None) -> None:
        """Do nothing where a form is ours and this visitor's.

        Raises:
            AccessDenied: it is not, or it is too old.
        """
        if not visitor or not token:
            raise AccessDenied("this form has no token or no cookie; open its page again")
        try:
            signed = self._signer.loads(token, max_age=FORM_SECONDS)
        except BadSignature as error:
            raise AccessDenied("this form is too old or not ours; open its page again") from error
        if signed != _hashed(visitor):
            raise AccessDenied("this form is of another visitor; open its page again")


def visitor_of(request: Request) -> str:
    """Return the visitor that the cookie of a request names, a new one where it has none."""
    return request.cookies.get(COOKIE) or secrets.token_urlsafe(TOKEN_BYTES)


def remember(response: Response, visitor: str, *, is_https: bool = False) -> None:
    """Give a visitor the cookie; no script reads it, no other site sends it."""
    response.set_cookie(COOKIE, visitor, httponly=True, samesite="strict", secure=is_https)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Who may write, by the hash of a secret: `NAME SHA256` a line, `#` for remarks."""

    name_of: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> "Tokens":
        """Read a file of tokens.

        Raises:
            InputError: it is not there, or a line is no name and hash.
        """
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is no UTF-8"
            raise InputError(
                f"cannot read the tokens in {path}: {why}; `dragoman token NAME --token-file "
                f"{path}` adds one"
            ) from error
        kept: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            name, _, digest = line.strip().partition(" ")
            if not _is_digest(digest):
                raise InputError(
                    f"{path}:{number}: no name and SHA-256; `dragoman token` writes such lines"
                )
            kept[digest] = name
        return cls(kept)

    def name(self, token: str) -> str | None:
        """Return whose token this is; None when it is nobody's."""
        digest = _hashed(token)
        # All are compared, so the time taken tells nothing of them.
        found = [name for kept, name in self.name_of.items() if hmac.compare_digest(kept, digest)]
        return found[0] if found else None


def new_token(name: str) -> tuple[str, str]:
    """Return a secret for somebody, and the line that a token file keeps of it.

    Raises:
        InputError: the name has a space or is empty.
    """
    if not name or any(mark.isspace() for mark in name) or name.startswith("#"):
        raise InputError(f"{name!r} is no name for a token; give one word, such as a login name")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, f"{name} {_hashed(token)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a server lets people write.

    Without `tokens` whoever reaches the server may write, which is right only where no other
    machine does; `is_read_only` refuses everybody.
    """

    forms: Forms = field(default_factory=Forms)
    tokens: Tokens | None = None
    is_read_only: bool = False

    def writer(self, request: Request) -> str:
        """Return who sends a request that writes: the name of its token.

        The token comes as `Authorization: Bearer TOKEN`, or as the password of Basic, which a
        browser asks for by itself.

        Raises:
            AccessDenied: nothing is written here, or another site sent the request.
            TokenNeeded: it has no token, or none of ours.
        """
        if self.is_read_only:
            raise AccessDenied("this server only reads; start it without --read-only")
        _refuse_other_sites(request)
        if self.tokens is None:
            return LOCAL
        name = self.tokens.name(_token_of(request))
        if name is None:
            raise TokenNeeded("give a token of this server; whoever runs it makes one")
        return name

    def writer_of_form(self, request: Request, token: str | None) -> str:
        """Return who sends a form; see `writer`, and `Forms.check` for its token."""
        name = self.writer(request)
        self.forms.check(request.cookies.get(COOKIE), token)
        return name


def _refuse_other_sites(request: Request) -> None:
    """Refuse what a browser says was sent by a page of another site."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise AccessDenied(f"a page of {origin} sent this; write from a page of this server")


def _token_of(request: Request) -> str:
    """Return the token that a request brings; an empty text when it brings none."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        _, _, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return password


def _hashed(secret: str) -> str:
    """Return the SHA-256 of a secret that is long and random, so that none need be slow."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _is_digest(text: str) -> bool:
    return len(text) == 64 and all(mark in "0123456789abcdef" for mark in text)
