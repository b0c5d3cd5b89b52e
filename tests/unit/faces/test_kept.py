"""Many readers of one page of one state cost one rendering."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dragoman.faces.moment import Moment
from dragoman.faces.web import kept
from dragoman.faces.web.kept import RENDERERS, KeptPages, Page
from dragoman.record import Record

Result = TypeVar("Result")


@pytest.fixture
def moment(tmp_path: Path) -> Moment:
    with Record.create(tmp_path / "record") as record:
        return Moment(record.view())


def asking(path: str) -> Request:
    return Request({"type": "http", "path": path, "query_string": b"", "headers": []})


class Renderer:
    """Renders what it was asked for, slowly, and counts how often."""

    def __init__(self, status: int = 200) -> None:
        self.rendered = 0
        self._status = status

    def __call__(self, request: Request) -> Response:
        self.rendered += 1
        threading.Event().wait(0.05)
        return PlainTextResponse(f"a page at {request.url.path}", self._status)


def in_a_loop(asked: Coroutine[None, None, Result]) -> Result:
    """Run it in a thread of its own: the loop of the tests' browser runs on in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()


def answered(pages: KeptPages, moment: Moment, path: str, page: Page) -> Response:
    return in_a_loop(pages.answer(moment, asking(path), page))


def test_readers_who_ask_at_once_wait_for_one_rendering(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()

    async def ask() -> list[Response]:
        asked = (pages.answer(moment, asking("/map"), renderer) for _ in range(10))
        return await asyncio.gather(*asked)

    assert {bytes(each.body) for each in in_a_loop(ask())} == {b"a page at /map"}
    assert renderer.rendered == 1


def test_a_page_is_of_one_address_and_of_one_state(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()
    for state in (moment, Moment(moment.view)):
        for path in ("/map", "/network"):
            assert bytes(answered(pages, state, path, renderer).body).endswith(path.encode())
    assert renderer.rendered == 4


def test_a_page_that_failed_is_rendered_again(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer(503)
    assert answered(pages, moment, "/map", renderer).status_code == 503
    answered(pages, moment, "/map", renderer)
    assert renderer.rendered == 2


def test_a_page_that_raises_is_rendered_again(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()

    def broken(_: Request) -> Response:
        raise LookupError

    with pytest.raises(LookupError):
        answered(pages, moment, "/map", broken)
    assert answered(pages, moment, "/map", renderer).status_code == 200


def test_the_pages_that_nobody_asked_for_longest_go_first(
    moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 2 * (kept.OVERHEAD + 60))
    pages, renderer = KeptPages(), Renderer()
    for path in ("/a", "/b", "/a", "/c", "/a"):
        answered(pages, moment, path, renderer)
    assert renderer.rendered == 3
    answered(pages, moment, "/b", renderer)
    assert renderer.rendered == 4


def test_what_adds_a_header_to_an_answer_adds_it_to_none_after_it(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()
    for _ in range(2):
        answer = answered(pages, moment, "/map", renderer)
        assert "connection" not in answer.headers
        answer.headers["Connection"] = "close"


def test_the_addresses_asked_last_are_handed_on_the_last_first(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()
    for path in ("/a", "/b", "/a"):
        answered(pages, moment, path, renderer)
    assert pages.asked_last() == ("/a?", "/b?")


def test_a_page_that_is_kept_waits_for_no_page_that_is_rendered(moment: Moment) -> None:
    pages, done = KeptPages(), threading.Event()
    answered(pages, moment, "/kept", Renderer())

    def slow(_: Request) -> Response:
        done.wait(10)
        return PlainTextResponse("slow")

    async def ask() -> str:
        slower = [pages.answer(moment, asking(f"/{n}"), slow) for n in range(2 * RENDERERS)]
        waiting = asyncio.gather(*slower)
        await asyncio.sleep(0)
        kept = await pages.answer(moment, asking("/kept"), slow)
        assert not waiting.done()
        done.set()
        await waiting
        return bytes(kept.body).decode()

    assert in_a_loop(ask()) == "a page at /kept"


def test_no_more_pages_are_rendered_at_once_than_there_are_renderers(moment: Moment) -> None:
    pages, at_once, most, turn = KeptPages(), 0, 0, threading.Lock()

    def counting(_: Request) -> Response:
        nonlocal at_once, most
        with turn:
            at_once += 1
            most = max(most, at_once)
        threading.Event().wait(0.02)
        with turn:
            at_once -= 1
        return PlainTextResponse("counted")

    async def ask() -> None:
        kept = [pages.answer(moment, asking(f"/{n}"), counting) for n in range(10)]
        await asyncio.gather(*kept, *(pages.render(asking("/one"), counting) for _ in range(10)))

    in_a_loop(ask())
    assert most == RENDERERS


def test_a_reader_who_leaves_takes_the_page_from_nobody(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()

    async def ask() -> Response:
        leaving = asyncio.create_task(pages.answer(moment, asking("/map"), renderer))
        staying = asyncio.create_task(pages.answer(moment, asking("/map"), renderer))
        await asyncio.sleep(0)
        leaving.cancel()
        return await staying

    assert bytes(in_a_loop(ask()).body) == b"a page at /map"
    assert renderer.rendered == 1
