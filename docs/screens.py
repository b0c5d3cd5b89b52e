"""Look at every page of the demo record: `python -m docs.screens [RECORD [NAME...]]`.

With names ("map", "dyads-first-second") it looks at these pages alone. It writes
docs/screens/NAME-{light,dark,narrow}.png: what one sees before one scrolls. The colours are
reduced to a palette, so that the folder stays small.
"""  # noqa: INP001 - docs is no package; it is run from the root of the repository

import io
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from dragoman.faces.web.app import create_app
from dragoman.record import Record
from tests.functional.browser.conftest import CHROMIUM
from tests.functional.browser.examples import EXAMPLES, filled

FOLDER = Path(__file__).parent / "screens"
# What `make demo` leaves.
DEMO = Path("demo-record")
# Name, width, height, theme.
LOOKS = (
    ("light", 1280, 960, "light"),
    ("dark", 1280, 960, "dark"),
    ("narrow", 320, 720, "light"),
)
# Enough for two hues in shades and the edges of letters.
COLOURS = 40
# What a clone should carry for it.
MOST_BYTES = 3_000_000
# The examples name this snapshot, and ask for pairs as few as a small record has.
SNAPSHOT, LEAST = "first", "?least=1"


def main(record: Path, wanted: Collection[str]) -> None:
    """Write the pictures of some pages of a record, of all where none is named."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png") if not wanted else ():
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(record, Path(scratch) / "record"))
        with Record.open(folder, writable=True) as kept:
            if SNAPSHOT not in {snapshot.name for snapshot in kept.snapshots()}:
                kept.snapshot(SNAPSHOT)
        with serving(folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            for path, examples in EXAMPLES.items():
                example = filled(examples[0], folder).removesuffix(LEAST)
                if not wanted or named(path) in wanted:
                    look(page, address + example, named(path))
            browser.close()
    size = sum(picture.stat().st_size for picture in FOLDER.glob("*.png"))
    if size > MOST_BYTES:
        sys.exit(f"{FOLDER} holds {size:,} bytes, more than {MOST_BYTES:,}; fewer COLOURS")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a record for as long as one looks; yields the address."""
    server = uvicorn.Server(uvicorn.Config(create_app(folder), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def named(path: str) -> str:
    """Return the path of a page as the name of a file.

    >>> named("/"), named("/dyads/{first}-{second}"), named("/sources/{outlet:path}")
    ('brief', 'dyads-first-second', 'sources-outlet')
    """
    return re.sub(r"[^a-z]+", "-", path.replace(":path", "")).strip("-") or "brief"


def look(page: Page, address: str, name: str) -> None:
    """Write the pictures of one page."""
    response = page.goto(address)
    assert response is not None
    assert response.ok, f"{address} answers {response.status}"
    for look_name, width, height, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        shown = Image.open(io.BytesIO(page.screenshot()))
        # Coverage keeps the hues that are rare, such as that of conflict; cutting at the median
        # makes them grey.
        reduced = shown.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        reduced.save(FOLDER / f"{name}-{look_name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO, sys.argv[2:])
