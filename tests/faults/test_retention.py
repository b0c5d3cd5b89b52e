"""A retention that is killed anywhere loses nothing else; orphans go, and nothing that counts."""

import multiprocessing
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dragoman.record import FAILPOINTS, Record, compact, home_of
from dragoman.record.object_store import ObjectStore
from tests.faults.kills import KILLED
from tests.faults.nursery import Nursery, digest_of_sound
from tests.faults.retaining import BATCH, GOING, PAGES, RULE, fill, give_up_and_die, retain_and_die
from tests.faults.small import small_pages

ARCHIVES = PAGES // BATCH
# Of a retention: each archive that it writes, and its entry, for the first one and the last.
NOT_PASSED = {
    *("ledger_created", "orphan_swept", "object_kept", "store_claimed", "orphans_given_up")
}
POINTS = [
    f"{name}:{count}" for name in FAILPOINTS if name not in NOT_PASSED for count in (1, ARCHIVES)
]
ON_A_STORE = ("renamed:1", "object_kept:2", "tables_written:2", "committed:1", "pages_let_go:2")

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.faults.nursery", "tests.faults.retaining"])


@pytest.fixture(scope="module")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fed") / "record"
    with Record.create(folder) as record:
        fill(record)
        record.snapshot("before")
    return folder


def exit_code_of(target: Callable[..., None], *given: object) -> int | None:
    victim = _CONTEXT.Process(target=target, args=given)
    victim.start()
    victim.join(60)
    return victim.exitcode


def aws() -> dict[str, str]:
    return {name: said for name, said in os.environ.items() if name.startswith("AWS_")}


def expect_whole(record: Record, digest: str) -> None:
    """What counts is there: nothing is wrong, no answer changed, each page that stays is read."""
    assert record.verify() == []
    assert record.view().digest() == digest
    gone = {page for part in record.all_gone() for page in part.pages}
    left = {page.sha256: page.raw for page in record.pending("another coder")}
    kept = {page.sha256: page.raw for page in small_pages(PAGES) if page.sha256 not in gone}
    assert left == kept


@pytest.mark.slow
@pytest.mark.parametrize("failpoint", POINTS)
def test_a_kill_loses_nothing_and_the_same_call_goes_on(
    failpoint: str, fed: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(fed, tmp_path / "record"))
    with Record.open(folder) as record:
        digest = record.view().digest()
    assert exit_code_of(retain_and_die, folder, failpoint, {}) == KILLED
    with Record.open(folder) as record:
        expect_whole(record, digest)
    with Record.open(folder, writable=True) as record:
        record.retain(RULE)
        expect_whole(record, digest)
        assert sum(len(part.pages) for part in record.all_gone()) == PAGES // 2
        assert record.retain(RULE).pages == 0


def test_the_old_files_go_when_nobody_reads_them_any_more(
    fed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(fed, tmp_path / "record"))
    with Record.open(folder, writable=True) as record:
        record.retain(RULE)
    Record.open(folder, writable=True).close()
    assert len(list((folder / "pages").iterdir())) == 2 * ARCHIVES
    monkeypatch.setattr(compact, "GRACE", timedelta(seconds=-5))
    with Record.open(folder, writable=True) as record:
        assert len(list((folder / "pages").iterdir())) == ARCHIVES
        expect_whole(record, record.view("before").digest())


@pytest.mark.parametrize("failpoint", ON_A_STORE)
def test_a_kill_loses_nothing_on_a_store(
    failpoint: str, store_address: str, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.create(store_address, ledger=postgresql) as record:
        fill(record)
        digest = record.view().digest()
    folder = home_of(store_address)
    assert exit_code_of(retain_and_die, folder, failpoint, aws()) == KILLED
    with Record.open(store_address, writable=True) as record:
        expect_whole(record, digest)
        record.retain(RULE)
        assert sum(len(part.pages) for part in record.all_gone()) == PAGES // 2
    monkeypatch.setattr(compact, "GRACE", timedelta(seconds=-5))
    with Record.open(store_address, writable=True) as record:
        expect_whole(record, digest)
        assert len(ObjectStore(store_address).sizes("pages")) == ARCHIVES


@pytest.fixture
def orphaned(store_address: str, postgresql: str, nursery: Nursery) -> str:
    """The address of a record of which a killed writer put objects that nothing names."""
    Record.create(store_address, ledger=postgresql).close()
    # Ten archives and their entries, then some segments of the first readings.
    assert nursery.live(home_of(store_address), failpoint="object_kept:12") == KILLED
    return store_address


def test_young_orphans_are_left_to_who_does_the_work_again(orphaned: str) -> None:
    with Record.open(orphaned, writable=True) as record:
        assert record.give_up_orphans() == 0


def test_what_was_given_up_goes_and_the_work_of_the_killed_writer_is_done_all_the_same(
    orphaned: str, nursery: Nursery, undisturbed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(ObjectStore(orphaned).sizes("segments"))
    with monkeypatch.context() as later:
        later.setattr(compact, "GRACE", timedelta(seconds=-5))
        with Record.open(orphaned, writable=True) as record:
            assert record.give_up_orphans() == len(before) > 0
            assert record.give_up_orphans() == 0
    assert nursery.live(home_of(orphaned)) == 0
    assert before <= set(ObjectStore(orphaned).sizes("segments"))
    monkeypatch.setattr(compact, "GRACE", timedelta(seconds=-5))
    Record.open(orphaned, writable=True).close()
    assert not before & set(ObjectStore(orphaned).sizes("segments"))
    assert digest_of_sound(home_of(orphaned)) == undisturbed


def test_an_archive_that_was_given_up_gets_another_name(
    store_address: str,
    postgresql: str,
    nursery: Nursery,
    undisturbed: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Record.create(store_address, ledger=postgresql).close()
    assert nursery.live(home_of(store_address), failpoint="object_kept:1") == KILLED
    (orphan,) = ObjectStore(store_address).sizes("pages")
    monkeypatch.setattr(compact, "GRACE", timedelta(seconds=-5))
    with Record.open(store_address, writable=True) as record:
        assert record.give_up_orphans() == 1
    assert nursery.live(home_of(store_address)) == 0
    assert digest_of_sound(home_of(store_address)) == undisturbed
    Record.open(store_address, writable=True).close()
    assert orphan not in ObjectStore(store_address).sizes("pages")
    assert digest_of_sound(home_of(store_address)) == undisturbed


def test_a_kill_while_orphans_are_given_up_changes_nothing(
    orphaned: str, nursery: Nursery, undisturbed: str
) -> None:
    assert exit_code_of(give_up_and_die, home_of(orphaned), aws()) == KILLED
    with Record.open(orphaned) as record:
        assert record.verify() == []
    assert nursery.live(home_of(orphaned)) == 0
    assert digest_of_sound(home_of(orphaned)) == undisturbed


def test_a_writer_that_lost_its_ledger_deletes_nothing_that_counts(
    orphaned: str, nursery: Nursery, undisturbed: str
) -> None:
    """It found what to delete, slept, and wakes up when another has done the work again."""
    store = ObjectStore(orphaned)
    late = set(store.sizes("segments"))
    assert exit_code_of(give_up_and_die, home_of(orphaned), aws()) == KILLED
    assert nursery.live(home_of(orphaned)) == 0
    store.delete(late)
    assert digest_of_sound(home_of(orphaned)) == undisturbed
    with Record.open(orphaned, writable=True) as record:
        assert record.verify() == []


def test_the_pages_of_one_outlet_alone_go(fed: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(fed, tmp_path / "record"))
    going = {page.sha256 for number, page in enumerate(small_pages(PAGES)) if number % 2}
    with Record.open(folder, writable=True) as record:
        found = record.retention(RULE)
        assert (found.pages, found.archives, found.rule.outlets) == (12, ARCHIVES, (GOING,))
        assert record.retain(RULE) == found
        assert {page for part in record.all_gone() for page in part.pages} == going
