"""A server in generations: who reads waits for no folding, and nothing is left when it ends."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from dragoman import pipeline
from dragoman.record import Record
from tests.faults.small import OUTLETS, SmallCoder, small_pages, small_read
from tests.functional.conftest import COMMAND, PAGES, environment

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@pytest.fixture
def server(own_record: Path) -> Iterator[subprocess.Popen[str]]:
    """The supervisor of a server that answers."""
    command = [sys.executable, "-m", "tests.functional.supervised", str(own_record)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as started:
        yield started
        started.kill()


@pytest.fixture
def client(server: subprocess.Popen[str]) -> Iterator[httpx.Client]:
    assert server.stdout is not None
    root = f"http://127.0.0.1:{server.stdout.readline().strip()}"
    with httpx.Client(base_url=root, timeout=PATIENCE) as opened:
        opened.get("/").raise_for_status()
        yield opened


def read_on(folder: Path, pages: int = PAGES + 2) -> int:
    """Read two more pages into a record; return its last entry."""
    with Record.open(folder, writable=True) as record:
        record.add(small_pages(pages), outlets=OUTLETS)
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
        return record.view().as_of


def until(told: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not told():
        assert time.monotonic() < end, f"not so after {PATIENCE} s"
        time.sleep(0.05)


def processes_of(server: subprocess.Popen[str]) -> list[psutil.Process]:
    own = psutil.Process(server.pid)
    return [own, *own.children(recursive=True)]


def gone(processes: list[psutil.Process]) -> Callable[[], bool]:
    dead = {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}
    return lambda: not any(p.is_running() and p.status() not in dead for p in processes)


def test_readers_are_answered_until_a_later_state_is_folded_and_then_from_it(
    client: httpx.Client, own_record: Path
) -> None:
    before = client.get("/readyz").json()["as_of"]
    entry = read_on(own_record)
    seen = []

    def is_told() -> bool:
        # On a connection of its own, as a new reader comes.
        seen.append(httpx.get(client.base_url.join("/readyz"), timeout=PATIENCE).json()["as_of"])
        return bool(seen[-1] == entry)

    until(is_told)
    assert set(seen) == {before, entry}
    assert seen == sorted(seen)
    assert client.get("/").is_success


def test_one_generation_after_the_other_fails_no_call_and_goes(
    client: httpx.Client, own_record: Path, server: subprocess.Popen[str]
) -> None:
    for more in (1, 2, 3):
        entry = read_on(own_record, PAGES + more)
        until(lambda entry=entry: client.get("/readyz").json()["as_of"] == entry)  # type: ignore[misc]
    # The supervisor, who watches over its processes for Python, and one generation.
    until(lambda: len(processes_of(server)) <= 3)


def form_of(client: httpx.Client) -> dict[str, str]:
    page = client.get("/review").text
    names = ("form_token", "claim")
    found = {name: re.search(f'name="{name}" value="([^"]+)"', page) for name in names}
    return {name: match[1] for name, match in found.items() if match}


def test_a_decision_counts_at_once_though_the_record_was_read_on(
    client: httpx.Client, own_record: Path
) -> None:
    form = form_of(client) | {"decision": "reject", "reason": "a test"}
    read_on(own_record)
    answer = client.post("/review", data=form, follow_redirects=True)
    assert answer.status_code == 200
    assert client.get(f"/v1/claims/{form['claim']}").status_code == 404


def test_a_form_opened_in_one_generation_is_sent_to_the_next(
    client: httpx.Client, own_record: Path
) -> None:
    form = form_of(client) | {"decision": "accept"}
    entry = read_on(own_record)
    until(lambda: client.get("/readyz").json()["as_of"] == entry)
    assert client.post("/review", data=form).status_code == 303


def test_a_list_goes_on_in_its_own_state_when_generations_change(
    client: httpx.Client, own_record: Path
) -> None:
    whole = [row["id"] for row in client.get("/v1/claims?page_size=500").json()["claims"]]
    first = client.get("/v1/claims?page_size=3").json()
    entry = read_on(own_record)
    until(lambda: client.get("/readyz").json()["as_of"] == entry)
    found, following = [row["id"] for row in first["claims"]], first["next"]
    while following:
        page = client.get("/v1/claims", params={"page_size": 3, "next": following}).json()
        found += [row["id"] for row in page["claims"]]
        following = page.get("next")
    assert found == whole


def test_a_generation_that_dies_is_followed_by_another(
    client: httpx.Client, server: subprocess.Popen[str]
) -> None:
    answering = max(psutil.Process(server.pid).children(), key=lambda p: p.memory_info().rss)
    answering.kill()

    def answers() -> bool:
        try:
            return httpx.get(client.base_url.join("/healthz"), timeout=PATIENCE).is_success
        except httpx.TransportError:
            return False

    until(answers)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
@pytest.mark.usefixtures("client")
def test_a_server_that_is_ended_leaves_no_process(
    server: subprocess.Popen[str], sign: signal.Signals
) -> None:
    processes = processes_of(server)
    assert len(processes) > 1
    began = time.monotonic()
    server.send_signal(sign)
    server.wait(PATIENCE)
    until(gone(processes[1:]))
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, -15), (signal.SIGINT, 130)])
def test_the_command_ends_as_it_is_asked_and_says_where_it_was_open(
    read_record: Path, sign: signal.Signals, code: int
) -> None:
    command = [str(COMMAND), "--record", str(read_record), "serve", "--port", "18471"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=environment(), start_new_session=True
    ) as server:
        assert server.stderr is not None
        said = server.stderr.readline()
        processes = processes_of(server)
        server.send_signal(sign)
        rest = server.stderr.read()
        assert server.wait(PATIENCE) == code
    assert said.rstrip().endswith("is open at http://127.0.0.1:18471/ (Ctrl-C closes it)")
    assert "Traceback" not in rest
    until(gone(processes[1:]))
