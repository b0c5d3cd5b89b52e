"""Many readers of one page of one state cost one rendering."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dragoman.faces.moment import Moment
from dragoman.faces.web import kept
from dragoman.faces.web.kept import KeptPages
from dragoman.record import Record


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


def test_readers_who_ask_at_once_wait_for_one_rendering(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()
    with ThreadPoolExecutor(10) as readers:
        asked = [readers.submit(pages.answer, moment, asking("/map"), renderer) for _ in range(10)]
    assert {bytes(each.result().body) for each in asked} == {b"a page at /map"}
    assert renderer.rendered == 1


def test_a_page_is_of_one_address_and_of_one_state(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()
    for state in (moment, Moment(moment.view)):
        for path in ("/map", "/network"):
            assert bytes(pages.answer(state, asking(path), renderer).body).endswith(path.encode())
    assert renderer.rendered == 4


def test_a_page_that_failed_is_rendered_again(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer(503)
    assert pages.answer(moment, asking("/map"), renderer).status_code == 503
    pages.answer(moment, asking("/map"), renderer)
    assert renderer.rendered == 2


def test_a_page_that_raises_is_rendered_again(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()

    def broken(_: Request) -> Response:
        raise LookupError

    with pytest.raises(LookupError):
        pages.answer(moment, asking("/map"), broken)
    assert pages.answer(moment, asking("/map"), renderer).status_code == 200


def test_the_pages_that_nobody_asked_for_longest_go_first(
    moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 2 * (kept.OVERHEAD + 60))
    pages, renderer = KeptPages(), Renderer()
    for path in ("/a", "/b", "/a", "/c", "/a"):
        pages.answer(moment, asking(path), renderer)
    assert renderer.rendered == 3
    pages.answer(moment, asking("/b"), renderer)
    assert renderer.rendered == 4


def test_what_adds_a_header_to_an_answer_adds_it_to_none_after_it(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()
    for _ in range(2):
        answer = pages.answer(moment, asking("/map"), renderer)
        assert "connection" not in answer.headers
        answer.headers["Connection"] = "close"


def test_the_addresses_asked_last_are_handed_on_the_last_first(moment: Moment) -> None:
    pages, renderer = KeptPages(), Renderer()
    for path in ("/a", "/b", "/a"):
        pages.answer(moment, asking(path), renderer)
    assert pages.asked_last() == ("/a?", "/b?")
