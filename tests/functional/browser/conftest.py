"""One server and one browser for all tests of pages in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dragoman import pipeline
from dragoman.record import Record
from tests.faults.small import OUTLETS, small_pages, small_read
from tests.functional.conftest import served
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
    with served(record) as root:
        yield root


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


@pytest.fixture
def desk(browser: Browser, record: Path, tmp_path: Path) -> Iterator[Page]:
    """A window on a record of its own, for a judgement changes it."""
    own = Path(shutil.copytree(record, tmp_path / "record"))
    with served(own) as root:
        context = browser.new_context(base_url=root)
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        yield context.new_page()
        context.close()
