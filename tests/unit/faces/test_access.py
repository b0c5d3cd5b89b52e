"""Forms are ours and this visitor's; tokens are known by their hash; reading servers only read."""

import base64
from pathlib import Path

import pytest
from starlette.requests import Request

from dragoman.errors import AccessDenied, InputError, TokenNeeded
from dragoman.faces.access import COOKIE, LOCAL, Access, Forms, Tokens, new_token


def request(**headers: str) -> Request:
    sent = [(name.encode(), value.encode()) for name, value in {"host": "here", **headers}.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": sent})


def test_a_form_of_another_server_is_refused() -> None:
    with pytest.raises(AccessDenied, match="not ours"):
        Forms().check("visitor", Forms().token("visitor"))


def test_a_form_of_another_visitor_is_refused() -> None:
    forms = Forms()
    with pytest.raises(AccessDenied, match="another visitor"):
        forms.check("visitor", forms.token("somebody"))


@pytest.mark.parametrize(("visitor", "token"), [(None, "t"), ("v", None), ("", ""), ("v", "x.y.z")])
def test_a_form_without_cookie_or_token_is_refused(visitor: str | None, token: str | None) -> None:
    with pytest.raises(AccessDenied):
        Forms().check(visitor, token)


def test_a_form_does_not_hold_the_cookie_itself() -> None:
    assert "visitor" not in base64.b64decode(Forms().token("visitor").split(".")[0] + "==").decode()


def test_a_token_is_known_by_its_hash_alone(tmp_path: Path) -> None:
    token, line = new_token("ana")
    path = tmp_path / "tokens"
    path.write_text(f"# of the desk\n\n{line}\n")
    assert token not in path.read_text()
    assert Tokens.read(path).name(token) == "ana"
    assert Tokens.read(path).name(token[:-1]) is None


@pytest.mark.parametrize("text", ["ana", "ana secret", "ana " + "g" * 64])
def test_a_file_that_holds_no_hashes_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tokens"
    path.write_text(text)
    with pytest.raises(InputError, match="tokens:1"):
        Tokens.read(path)


@pytest.mark.parametrize("name", ["", "two words", "#hash", "new\nline"])
def test_a_token_is_for_a_name_of_one_word(name: str) -> None:
    with pytest.raises(InputError):
        new_token(name)


def test_who_brings_a_token_is_named_by_it() -> None:
    token, line = new_token("ana")
    access = Access(tokens=Tokens({line.split()[1]: "ana"}))
    basic = base64.b64encode(f"anybody:{token}".encode()).decode()
    assert access.writer(request(authorization=f"Bearer {token}")) == "ana"
    assert access.writer(request(authorization=f"Basic {basic}")) == "ana"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic ???", "Digest x"])
def test_who_brings_none_is_asked_for_one(header: str) -> None:
    with pytest.raises(TokenNeeded):
        Access(tokens=Tokens({})).writer(request(authorization=header))


def test_without_tokens_this_machine_writes() -> None:
    assert Access().writer(request()) == LOCAL


def test_a_server_that_only_reads_refuses_everybody() -> None:
    with pytest.raises(AccessDenied, match="only reads"):
        Access(is_read_only=True).writer(request())


def test_a_page_of_another_site_cannot_write() -> None:
    with pytest.raises(AccessDenied, match="evil"):
        Access().writer(request(origin="http://evil.example"))
    assert Access().writer(request(origin="http://here")) == LOCAL


def test_a_form_needs_its_token_beside_the_cookie() -> None:
    access = Access()
    sent = request(cookie=f"{COOKIE}=visitor")
    assert access.writer_of_form(sent, access.forms.token("visitor")) == LOCAL
    with pytest.raises(AccessDenied):
        access.writer_of_form(sent, None)
