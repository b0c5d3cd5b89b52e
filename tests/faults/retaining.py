"""A retention that can be killed: the record it is of, and what a victim does."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dragoman import pipeline
from dragoman.record import Record, Rule, store
from tests.faults.small import OUTLETS, SmallCoder, small_pages, small_read

PAGES, BATCH = 24, 8
# Every other page is of an outlet whose pages go, so that each archive is written again.
GOING = "Passing Post"
RULE = Rule(days=0, outlets=(GOING,))


def fill(record: Record) -> None:
    """Let a record have three archives of pages of two outlets, all of them read."""
    before, store.PAGES_PER_ENTRY = store.PAGES_PER_ENTRY, BATCH
    try:
        pages = enumerate(small_pages(PAGES))
        record.add((replace(p, outlet=GOING) if n % 2 else p for n, p in pages), outlets=OUTLETS)
    finally:
        store.PAGES_PER_ENTRY = before
    pipeline.run(record, SmallCoder(), jobs=0, read=small_read)


def retain_and_die(folder: Path, failpoint: str, environment: Mapping[str, str]) -> None:
    """Let go of the pages of one outlet, and die where it is asked."""
    os.environ.update(environment)
    os.environ["DRAGOMAN_FAILPOINT"] = failpoint
    with Record.open(folder, writable=True) as record:
        record.retain(RULE)


def give_up_and_die(folder: Path, environment: Mapping[str, str]) -> None:
    """Give up what killed writers left on a store, however young, and die."""
    from datetime import timedelta

    from dragoman.record import compact

    os.environ.update(environment)
    os.environ["DRAGOMAN_FAILPOINT"] = "orphans_given_up"
    compact.GRACE = timedelta(seconds=-5)
    with Record.open(folder, writable=True) as record:
        record.give_up_orphans()
