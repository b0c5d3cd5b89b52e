"""Reads a page in a process of its own: a hostile page costs ten seconds, never the run."""

import resource
from dataclasses import replace
from importlib import import_module
from multiprocessing import get_context

from pebble import ProcessExpired, ProcessPool

from dragoman.articles.read import read
from dragoman.model import Article, Page, Verdict, content_id, text_digest

# A page takes well under a second; the bounds are those of the design (ingest.md section 10).
SECONDS = 10.0
MEMORY_BYTES = 1024**3


def read_guarded(
    page: Page, *, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES
) -> Article:
    """Return the article of a page, or one with the verdict `timeout` when reading it failed.

    Args:
        page: the page.
        seconds: how long it may take, the start of the process not counted.
        memory_bytes: how much memory it may take beyond what the process starts with.
    """
    pool = ProcessPool(max_workers=1, initializer=_warm, context=get_context("spawn"))
    try:
        return pool.schedule(_read, (page, memory_bytes), timeout=seconds).result()
    except TimeoutError:
        return _stopped(page, f"took longer than {seconds:.0f} s")
    except MemoryError:
        return _stopped(page, f"took more than {memory_bytes // 1024**2} MiB")
    except ProcessExpired as error:
        return _stopped(page, f"killed its process (exit code {error.exitcode})")
    finally:
        pool.stop()
        pool.join()


def _warm() -> None:
    """Import what reading needs before the clock starts."""
    import_module("trafilatura")
    import_module("htmldate")
    import_module("py3langid")


def _read(page: Page, memory_bytes: int) -> Article:
    """Read a page with a limit on the memory of this process."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no file of ours
        used = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + memory_bytes, hard))
    return read(page)


def _stopped(page: Page, reason: str) -> Article:
    """Return the article of a page that could not be read, with the reason."""
    bare = Article(
        id=content_id("ar", page.sha256, text_digest("")),
        page_sha256=page.sha256,
        origin=page.origin,
        text="",
        text_sha256=text_digest(""),
        verdict=Verdict.TIMEOUT,
        verdict_reasons=(reason,),
    )
    return replace(bare, outlet=page.outlet, url=page.url)
