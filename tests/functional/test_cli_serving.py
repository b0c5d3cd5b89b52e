"""The command line asks as the interface does, makes tokens, and lets shells complete."""

import json
import socket
import stat
from pathlib import Path

import pytest

import dragoman as library
from dragoman.faces.access import Tokens
from dragoman.faces.commands.serve import is_loopback
from dragoman.ontology import plover
from tests.functional.conftest import Dragoman, only_line


def test_claims_take_the_parameters_of_every_door(dragoman: Dragoman, read_record: Path) -> None:
    with library.open(read_record) as store:
        claim = next(iter(store.claims(actor="RUS")))
        question = {"article": claim.article, "quad": plover.quad(claim.event_type)}
        wanted = [found.id for found in store.claims(**question)]  # type: ignore[arg-type]
    options = [word for name, value in question.items() for word in (f"--{name}", value)]
    done = dragoman("claims", *options, record=read_record)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == wanted


def test_claims_leave_as_a_map(dragoman: Dragoman, read_record: Path) -> None:
    done = dragoman("claims", "--limit", "2", "-f", "geojson", record=read_record)
    assert len(json.loads(done.stdout)["features"]) == 2


def test_a_side_that_nobody_has_is_refused(dragoman: Dragoman, read_record: Path) -> None:
    done = dragoman("claims", "--actor", "Nowhereland", record=read_record)
    assert (done.returncode, "did you mean" in done.stderr) == (2, True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(dragoman: Dragoman, shell: str) -> None:
    assert "_DRAGOMAN_COMPLETE" in dragoman("completion", shell).stdout


def test_a_token_is_printed_and_its_hash_is_kept(dragoman: Dragoman, tmp_path: Path) -> None:
    made = [dragoman("token", name, "--token-file", "tokens").stdout.strip() for name in "ab"]
    kept = tmp_path / "tokens"
    assert [Tokens.read(kept).name(token) for token in made] == ["a", "b"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_file_that_holds_no_tokens_is_told(
    dragoman: Dragoman, read_record: Path, tmp_path: Path
) -> None:
    (tmp_path / "tokens").write_text("ana secret\n")
    done = dragoman("serve", "--token-file", "tokens", record=read_record)
    assert done.returncode != 0
    assert "dragoman token" in done.stderr


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True),
     ("10.1.2.3", False), ("::", False), ("192.0.2.1", False), ("localhost.evil", False)],
)  # fmt: skip
def test_only_this_machine_reaches_a_loopback_address(host: str, is_ours: bool) -> None:
    assert is_loopback(host) is is_ours


def test_a_port_that_is_taken_is_told_before_anything_is_said_to_be_open(
    dragoman: Dragoman, read_record: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = dragoman("serve", "--port", port, record=read_record)
    said = f"error: cannot listen at 127.0.0.1, port {port}: Address already in use"
    assert done.returncode == 1
    assert only_line(done.stderr).startswith(said)


def test_a_file_of_tokens_that_is_missing_is_told_with_how_to_make_it(
    dragoman: Dragoman, read_record: Path
) -> None:
    done = dragoman("serve", "--token-file", "nowhere", record=read_record)
    assert "`dragoman token NAME --token-file nowhere` adds one" in done.stderr
