"""No address takes more than its share, no request is larger than anybody needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dragoman.faces.web.app import create_app
from dragoman.faces.web.limits import MOST_BYTES, Budget, Budgets, SmallBodies, Used


async def length(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


def client_of(*middleware: Middleware, address: str = "10.0.0.1") -> TestClient:
    """A server that tells how long a body is, as one address sees it."""
    app = Starlette(routes=[Route("/", length, methods=["GET", "POST"])], middleware=middleware)
    return TestClient(app, client=(address, 5000))


class Clock:
    """A clock whose every answer takes so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._now = seconds, 0.0

    def __call__(self) -> float:
        self._now += self._seconds
        return self._now


def test_who_asks_too_often_is_told_to_wait() -> None:
    client = client_of(Middleware(Budgets, budget=Budget(requests=2)))
    assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/")
    assert refused.headers["content-type"] == "application/problem+json"
    assert 1 <= int(refused.headers["retry-after"]) <= 60


def test_an_address_does_not_use_up_the_budget_of_another() -> None:
    app = Budgets(client_of().app, Budget(requests=1))
    first, second = (TestClient(app, client=(f"10.0.0.{n}", 5000)) for n in (1, 2))
    assert [first.get("/").status_code for _ in range(2)] == [200, 429]
    assert second.get("/").status_code == 200


def test_who_asks_what_takes_long_waits_before_the_next() -> None:
    budget = Budget(requests=100, milliseconds=5_000)
    app = Budgets(client_of().app, budget, clock=Clock(3.0))
    client = TestClient(app, client=("10.0.0.1", 5000))
    assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]


def test_an_answer_longer_than_the_minute_uses_it_up() -> None:
    app = Budgets(client_of().app, Budget(milliseconds=1_000), clock=Clock(90.0))
    client = TestClient(app, client=("10.0.0.1", 5000))
    assert [client.get("/").status_code for _ in range(2)] == [200, 429]


def test_a_request_that_says_that_it_is_too_large_is_not_read() -> None:
    client = client_of(Middleware(SmallBodies, most=10))
    assert client.post("/", content=b"x" * 10).text == "10"
    assert client.post("/", content=b"x" * 11).status_code == 413


def test_a_request_that_grows_too_large_is_stopped() -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(4):
            yield b"x" * 5

    client = client_of(Middleware(SmallBodies, most=10))
    assert client.post("/", content=pieces()).status_code == 413


@pytest.mark.parametrize("path", ["/v1/sql", "/"])
def test_the_server_refuses_large_requests(client: TestClient, path: str) -> None:
    assert client.post(path, content=b"x" * (MOST_BYTES + 1)).status_code == 413


def test_a_server_for_others_has_the_budget_that_it_is_given(read_record: Path) -> None:
    app = create_app(read_record, hosts=("testserver",), budget=Budget(requests=1))
    client = TestClient(app)
    assert [client.get("/healthz").status_code for _ in range(2)] == [200, 429]


def test_what_an_address_used_goes_on_in_the_next_process() -> None:
    before, after = Used(), Used()
    budget = Budget(requests=2)
    client = client_of(Middleware(Budgets, budget=budget, used=before))
    assert [client.get("/").status_code for _ in range(2)] == [200, 200]
    after.go_on_from(before.told())
    assert client_of(Middleware(Budgets, budget=budget, used=after)).get("/").status_code == 429
