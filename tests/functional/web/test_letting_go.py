"""A server holds the moments that it answers from, and none that a page has shown before."""

import gc
import weakref
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.faces.web.app import create_app
from dragoman.record import Record
from tests.faults.small import small_pages

PAGES = (
    *("/", "/dyads", "/dyads/RUS-IRN", "/map", "/network", "/actors", "/actors/IRN", "/voices"),
    *("/calendar", "/overshadowed", "/claims", "/sources", "/review", "/health", "/codebook"),
    *("/snapshots", "/nowhere", "/v1/claims?limit=20", "/v1/agenda", "/metrics"),
)


@pytest.mark.parametrize("path", PAGES)
def test_a_moment_goes_once_the_next_is_folded_whatever_page_showed_it(
    own_record: Path, path: str
) -> None:
    app = create_app(own_record, hosts=("testserver",))
    moments = app.state.desk.moments
    client = TestClient(app)
    shown = weakref.ref(moments.now())
    gc.collect()
    gc.disable()
    try:
        client.get(path)
        with Record.open(own_record, writable=True) as record:
            record.add(list(small_pages(50))[-1:])
        moments.look_again()
        assert moments.now().stories.events
        assert shown() is None
    finally:
        gc.enable()
