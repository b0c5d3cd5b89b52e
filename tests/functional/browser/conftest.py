"""One server and one browser for all tests of pages in a real browser."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from dragoman import pipeline
from dragoman.faces.web.app import create_app
from dragoman.record import Record
from tests.faults.small import OUTLETS, small_pages, small_read
from tests.functional.placed import PlacedCoder

# Debian's; Playwright's own is not downloaded.
CHROMIUM = Path("/usr/bin/chromium")
# Nothing here is fetched from afar; a page that takes longer is broken.
PATIENCE_SECONDS = 20.0


# Enough for every part of a page; an audit takes seconds for each hundred claims on it.
PAGES_READ = 12


@pytest.fixture(scope="package")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few small pages whose claims name places."""
    folder = tmp_path_factory.mktemp("browsed") / "record"
    with Record.create(folder) as record:
        record.add(small_pages(PAGES_READ), outlets=OUTLETS)
        pipeline.run(record, PlacedCoder(), jobs=0, read=small_read)
        record.snapshot("first")
    return folder


@pytest.fixture(scope="package")
def address(record: Path) -> Iterator[str]:
    """Where the pages of a small record answer."""
    app = create_app(record)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started, "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(PATIENCE_SECONDS)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A browser; where there is none the tests fail, for a page nobody has seen is not tested."""
    if not CHROMIUM.exists():
        pytest.fail(f"no {CHROMIUM}; `make browser` installs it")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An empty window that resolves addresses against the server."""
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    yield context.new_page()
    context.close()
