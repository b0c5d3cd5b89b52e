"""Commands about the feeds of a record: what is watched, the watch, and versions of an article."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from dragoman.errors import FetchError
from dragoman.faces.commands.retain import let_go_as_said
from dragoman.faces.failures import PARTIAL
from dragoman.faces.output import Output, output_options
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import executor_option

if TYPE_CHECKING:
    from dragoman.faces.watching import PassReport
    from dragoman.pages.fetching import Fetcher

# How often the loop looks whether a feed or a page is due.
SECONDS_BETWEEN_PASSES = 60.0
# So many small files of one kind are merged. Each costs whoever has the record open some 80 kB for
# each kind and 0.3 ms an answer (`python -m bench soak`); merging more often writes rows again.
FILES_MERGED = 64


@click.group()
def sources() -> None:
    """Say which feeds and sitemaps the record watches."""


@sources.command("add")
@click.argument("url")
@click.option("--outlet", help="Who publishes its pages, where they do not say.")
@pass_session
def sources_add(session: Session, url: str, outlet: str | None) -> None:
    """Watch a feed: RSS, Atom, JSON Feed or a sitemap.

    It is written into sources.toml in the record; `dragoman watch run` reads it.
    """
    from dragoman.faces.sources_file import Source, add_source

    with session.record(writable=True) as record:
        is_new = add_source(record.folder, Source(url=url, outlet=outlet))
    session.note("watched from now on" if is_new else "watched already")


@sources.command("list")
@output_options
@pass_session
def sources_list(session: Session, out: Output) -> int:
    """List what is watched, when it was asked last and what was wrong then."""
    from dragoman.faces.sources_file import read_sources
    from dragoman.faces.watch_memory import FeedMemory, WatchMemory

    with session.record() as record:
        watched, memory = read_sources(record.folder), WatchMemory(record.folder)
    rows = []
    for source in watched.sources:
        known = memory.feeds.get(source.url, FeedMemory())
        row = {"url": source.url, "outlet": source.outlet}
        rows.append(row | {"checked": known.checked, "fault": known.fault})
    return out.write(rows)


@sources.command("check")
@output_options
@pass_session
def sources_check(session: Session, out: Output) -> int:
    """Ask every source now; nothing is kept.

    Exits with 4 when one of them gives no entries.
    """
    from dragoman.faces.fetching import fetcher_of
    from dragoman.faces.sources_file import read_sources

    with session.record() as record:
        watched = read_sources(record.folder)
    fetcher = fetcher_of(session)
    rows = [_checked(fetcher, source.url) for source in watched.sources]
    code = out.write(rows)
    return PARTIAL if any(row["fault"] for row in rows) else code


def _checked(fetcher: "Fetcher", url: str) -> dict[str, Any]:
    """Return what a feed is and how much it names, or what is wrong with it."""
    from dragoman.pages.feeds import read_feed

    row: dict[str, Any] = {"url": url, "kind": None, "entries": 0, "newest": None, "fault": None}
    try:
        page = fetcher.fetch(url).page
        feed = read_feed(page.raw if page else b"", url)
    except FetchError as error:
        return row | {"fault": str(error)}
    newest = max((entry.published or "" for entry in feed.entries), default="") or None
    found = {"kind": feed.kind, "entries": len(feed.entries), "newest": newest}
    return row | found | {"fault": feed.fault}


@click.group()
def watch() -> None:
    """Fetch what the sources name, and again later."""


@watch.command("run")
@click.option("--once", is_flag=True, help="One pass over what is due, then stop.")
@click.option("--read", "is_reading", is_flag=True, help="Read the new pages after each pass.")
@click.option(
    "--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes that read."
)
@executor_option
@pass_session
def watch_run(session: Session, *, once: bool, is_reading: bool, jobs: int, executor: str) -> int:
    """Fetch what is due; go on until Ctrl-C or SIGTERM, or make one pass.

    With --read, small files of rows are merged now and then, as by `dragoman compact`. Once a day
    the [[keep]] tables of sources.toml are applied, as by `dragoman retain --yes`. A stop waits
    for the page in hand and loses nothing. Exits with 4 when a pass has losses with --once.
    """
    from dragoman.faces.fetching import fetcher_of

    with session.record():
        pass  # Who has no record is told so before anything else.
    fetcher = fetcher_of(session)
    read_until, retained_on = 0, None
    with _stopping() as stop:
        while True:
            report = _pass(session, fetcher, stop.is_set)
            if is_reading and not stop.is_set():
                read_until = read_pending(session, jobs, read_until, executor)
            today = datetime.now(UTC).date()
            # Rules count in days, and each looks at all that came before.
            if today != retained_on and not stop.is_set():
                let_go_as_said(session)
                retained_on = today
            if once or stop.is_set():
                break
            stop.wait(SECONDS_BETWEEN_PASSES)
    if report.is_stopped:
        session.note("stopped; what was fetched is kept, run it again to go on")
    return PARTIAL if once and (report.faults or report.lost) else 0


def _pass(session: Session, fetcher: "Fetcher", is_stopped: Callable[[], bool]) -> "PassReport":
    """Make one pass; the record is held for it alone, so that others may write in between."""
    from dragoman.faces.sources_file import read_sources
    from dragoman.faces.watching import Watch

    with session.record(writable=True) as record:
        made = Watch(
            record,
            fetcher,
            now=lambda: datetime.now(UTC),
            is_stopped=is_stopped,
            tell=lambda line: click.echo(f"error: {line}", err=True),
        )
        report = made.run_once(read_sources(record.folder).sources)
    if report.feeds or report.asked:
        session.note(
            f"{report.feeds} feeds, {report.faults} of them with a fault; {report.asked} pages: "
            f"{report.new} new, {report.known} known, {report.unchanged} unchanged, "
            f"{report.lost} lost"
        )
    return report


def read_pending(session: Session, jobs: int, read_until: int, executor: str = "local") -> int:
    """Read what waits; return the entry up to which nothing waits any more.

    Args:
        session: the session of the command.
        jobs: how many processes read.
        read_until: what this returned the last time, 0 at first.
        executor: where they run, by its name in `executors.EXECUTORS`.
    """
    from dragoman.coding import Coder
    from dragoman.executors import EXECUTORS
    from dragoman.pipeline import run

    started = time.monotonic()
    with session.record(writable=True) as record:
        if record.view().as_of == read_until:
            return read_until
        coder = Coder.load()
        record.has_read_until(coder.name, read_until)
        report = run(record, coder, jobs=jobs, executor=EXECUTORS[executor])
        record.compact(least=FILES_MERGED)
        read_until = read_until if report.interrupted else record.view().as_of
    if report.pages:
        session.note(f"read {report.pages} pages in {time.monotonic() - started:.1f} s")
    return read_until


@contextmanager
def _stopping() -> Iterator[Event]:
    """Turn Ctrl-C and SIGTERM into an event that is looked at between two pages."""
    stop = Event()
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(kind, lambda *_: stop.set()) for kind in kinds]
    try:
        yield stop
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)


@click.command()
@click.argument("url")
@output_options
@pass_session
def versions(session: Session, url: str, out: Output) -> int:
    """List the versions of an article and what each changed.

    A page that is fetched again and differs is a new version of its address.
    """
    from dragoman.faces.texts.listing import write_listing
    from dragoman.faces.texts.words import act_of
    from dragoman.model.wire import claim_to_json
    from dragoman.record.versions import versions_of

    with session.record() as record:
        found = versions_of(record, url)
    if not found:
        session.note(f"no page of {url} in this record; give the address or path it was added by")
    if not out.is_table:
        return out.write(
            {
                "page": version.page,
                "fetched_at": version.fetched_at,
                "title": version.title,
                "is_read": version.is_read,
                "added": [claim_to_json(claim) for claim in version.added],
                "gone": [claim_to_json(claim) for claim in version.gone],
            }
            for version in found
        )
    rows: list[tuple[str, str, str, str]] = []
    for version in found:
        seen = version.fetched_at or "not fetched"
        said = (version.title or "") if version.is_read else "not read yet"
        rows.append((seen, "version", version.page[:12], said))
        for what, claims in (("added", version.added), ("gone", version.gone)):
            rows += [(seen, what, claim.id, act_of(claim)) for claim in claims]
    return write_listing(out, ("seen", "what", "id", "claim"), rows)
