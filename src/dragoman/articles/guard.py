"""Reads a page in a process of its own: a hostile page costs ten seconds, never the run."""

import resource
import time
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool
from resiliparse.parse.html import HTMLParserException

from dragoman.articles.read import read
from dragoman.model import Article, Page, Verdict, content_id, text_digest

# A page takes well under a second; the bounds are those of the design (ingest.md section 10).
SECONDS = 10.0
MEMORY_BYTES = 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """An article and what it cost to read it; the memory of a stopped process is unknown."""

    article: Article
    seconds: float
    megabytes: float | None


def read_guarded(page: Page, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> Article:
    """Return the article of a page, or one with the verdict `timeout` when reading it failed.

    Args:
        page: the page.
        seconds: how long it may take, the start of the process not counted.
        memory_bytes: how much memory it may take beyond what the process starts with.
    """
    return measure(page, seconds, memory_bytes).article


def measure(page: Page, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> Guarded:
    """Return the same with the time and the memory it took."""
    pool = ProcessPool(max_workers=1, initializer=_warm, context=get_context("spawn"))
    try:
        done: Guarded = pool.schedule(_read, (page, memory_bytes), timeout=seconds).result()
    except TimeoutError:
        reason = f"took longer than {seconds:g} s"
    except (MemoryError, HTMLParserException):
        # resiliparse has no other way to say that it got no memory.
        reason = f"took more than {memory_bytes // 1024**2} MiB"
    except ProcessExpired as error:
        reason = f"killed its process (exit code {error.exitcode})"
    else:
        return done
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
    stopped = _stopped(page, reason)
    return Guarded(article=stopped, seconds=seconds, megabytes=None)


def _warm() -> None:
    """Import what reading needs before the clock starts."""
    import_module("trafilatura")
    import_module("htmldate")
    import_module("py3langid")


def _read(page: Page, memory_bytes: int) -> Guarded:
    """Read a page with a limit on the memory of this process."""
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = used * resource.getpagesize() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    started = time.perf_counter()
    article = read(page)
    seconds = time.perf_counter() - started
    return Guarded(article=article, seconds=seconds, megabytes=peak_megabytes())


def peak_megabytes() -> float:
    """Return the most memory this process has held, libraries included.

    Not `getrusage`: a child inherits the peak of its parent there.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _stopped(page: Page, reason: str) -> Article:
    """Return the article of a page that could not be read, with the reason."""
    return Article(
        id=content_id("ar", page.sha256, text_digest("")),
        page_sha256=page.sha256,
        origin=page.origin,
        text="",
        text_sha256=text_digest(""),
        verdict=Verdict.TIMEOUT,
        verdict_reasons=(reason,),
        outlet=page.outlet,
        url=page.url,
    )
