"""Whatever dies, every page comes back once, in order, with an outcome of its own."""

import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import CoderError, ExecutorError
from dragoman.executors import Failure
from dragoman.executors.dispatch import PAGES_PER_WORKER, TRIES, Dispatch
from dragoman.executors.work import Outcome, Said, Worker, WorkerLost
from dragoman.model import Article, Page, Reading, Verdict, content_id, text_digest

HOURS = 3600.0


def reading_of(page: Page) -> Reading:
    return Reading(
        article=Article(
            id=content_id("ar", page.sha256),
            page_sha256=page.sha256,
            origin=page.origin,
            text="",
            text_sha256=text_digest(""),
            verdict=Verdict.EMPTY,
        )
    )


class Town:
    """Workers that do what their pages say: `die N` kills the first N that begin with it."""

    def __init__(self, *, deaths_in_loading: int = 0, error: CoderError | None = None) -> None:
        self.deaths: Counter[str] = Counter()
        self.deaths_in_loading, self.error = deaths_in_loading, error
        self.started = 0
        self.alive: set[int] = set()
        self.most_alive = 0

    def start(self) -> "TownWorker":
        self.started += 1
        self.alive.add(self.started)
        self.most_alive = max(self.most_alive, len(self.alive))
        return TownWorker(self, self.started)

    def wait(self, workers: Sequence[Worker], seconds: float | None) -> Sequence[Worker]:
        heard = [w for w in workers if isinstance(w, TownWorker) and w.has_something_to_say]
        if not heard:
            assert seconds is not None, "nobody would ever say anything"
            time.sleep(seconds)
        return heard


class TownWorker:
    def __init__(self, town: Town, number: int) -> None:
        self._town, self._number = town, number
        self._given: deque[Page] = deque()
        self._is_ready = False

    @property
    def has_something_to_say(self) -> bool:
        return not self._is_ready or bool(self._given and self._given[0].raw != b"hang")

    def give(self, page: Page) -> None:
        self._given.append(page)

    def take(self) -> Said:
        town = self._town
        if not self._is_ready:
            if town.deaths_in_loading:
                town.deaths_in_loading -= 1
                raise WorkerLost("exit code 1")
            self._is_ready = True
            return town.error
        page = self._given.popleft()
        word, _, times = page.raw.decode().partition(" ")
        if word == "die" and town.deaths[page.origin] < int(times):
            town.deaths[page.origin] += 1
            raise WorkerLost("exit code 9")
        return reading_of(page)

    def stop(self) -> None:
        self._town.alive.discard(self._number)


def pages_saying(*words: str) -> list[Page]:
    return [Page(raw=said.encode(), origin=f"{number}") for number, said in enumerate(words)]


def dispatched(
    town: Town, pages: Sequence[Page], jobs: int = 2, seconds: float = HOURS
) -> list[tuple[Page, Outcome]]:
    return list(Dispatch(town, jobs=jobs, seconds_per_page=seconds).run(pages))


@given(
    st.lists(st.one_of(st.just("read"), st.integers(1, TRIES + 1).map("die {}".format))),
    st.integers(1, 4),
)
def test_every_page_comes_back_in_order_and_only_one_that_kills_thrice_fails(
    words: list[str], jobs: int
) -> None:
    town, pages = Town(), pages_saying(*words)
    found = dispatched(town, pages, jobs)
    killed = Failure(f"the page killed its worker {TRIES} times (exit code 9)")
    assert found == [
        (page, killed if said in {"die 3", "die 4"} else reading_of(page))
        for page, said in zip(pages, words, strict=True)
    ]
    assert town.most_alive <= jobs
    assert not town.alive


def test_a_page_that_hangs_fails_alone() -> None:
    town, pages = Town(), pages_saying("read", "hang", "read", "read")
    found = dispatched(town, pages, jobs=1, seconds=0.05)
    reasons = [outcome.reason for _, outcome in found if isinstance(outcome, Failure)]
    assert reasons == ["the page took longer than 0 s"]
    assert [page for page, _ in found] == pages
    assert town.started == 2


def test_no_worker_starts_without_a_page() -> None:
    town = Town()
    assert dispatched(town, []) == []
    assert town.started == 0


def test_a_worker_is_replaced_after_its_share_of_pages() -> None:
    town = Town()
    dispatched(town, pages_saying(*["read"] * (2 * PAGES_PER_WORKER + 1)), jobs=1)
    assert town.started == 3


def test_pages_are_taken_in_only_as_fast_as_they_are_read() -> None:
    taken = 0

    def coming() -> Iterator[Page]:
        nonlocal taken
        for page in pages_saying(*["read"] * 50):
            taken += 1
            yield page

    done = Dispatch(Town(), jobs=1, seconds_per_page=HOURS).run(coming())
    next(done)
    assert taken < 10
    done.close()


def test_a_run_that_is_given_up_ends_its_workers() -> None:
    town = Town()
    done = Dispatch(town, jobs=2, seconds_per_page=HOURS).run(pages_saying(*["read"] * 20))
    next(done)
    assert town.alive
    done.close()
    assert not town.alive


def test_workers_that_die_while_they_load_are_replaced_for_a_while() -> None:
    pages = pages_saying("read", "read")
    assert dispatched(Town(deaths_in_loading=2), pages) == [(p, reading_of(p)) for p in pages]
    with pytest.raises(ExecutorError, match=r"3 workers in a row died .*exit code 1"):
        dispatched(Town(deaths_in_loading=3), pages)


def test_a_coder_that_cannot_be_loaded_blames_no_page() -> None:
    town = Town(error=CoderError("no weights"))
    with pytest.raises(CoderError, match="no weights"):
        dispatched(town, pages_saying("read"))
    assert not town.alive
