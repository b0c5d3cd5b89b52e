"""What the watch remembers between two passes: watch.json in the folder of the record.

Nothing in it is evidence: pages and losses lie in the record. Without it feeds are fetched in
full and pages once more, and the same bytes count once.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dragoman.pages.fetching import Validators
from dragoman.record.durable import keep_file

MEMORY_FILE = "watch.json"
# A feed that does not change is asked less and less often (design, ingest.md section 4).
FIRST_PAUSE = timedelta(minutes=30)
LONGEST_PAUSE = timedelta(hours=24)
SLOWER = 1.5
# GDELT fetches each article again after a day and after a week, when most edits are done.
RECRAWLS = (timedelta(hours=24), timedelta(days=7))
# A page that could not be had in so many passes is left.
MOST_TRIES = 3
# A page whose visits are done is forgotten when no feed has named it for so long.
FORGOTTEN_AFTER = timedelta(days=30)


@dataclass(slots=True)
class FeedMemory:
    """One feed: when it was asked last, and for how long it is left alone."""

    checked: str | None = None
    pause: float = FIRST_PAUSE.total_seconds()
    validators: Validators | None = None
    fault: str | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether it may be asked."""
        return self.due(now) <= now

    def due(self, now: datetime) -> datetime:
        """Return when it may be asked."""
        checked = None if self.checked is None else datetime.fromisoformat(self.checked)
        # A clock that was ahead and was put right must not keep the feed waiting for years.
        if checked is None or checked > now:
            return now
        return checked + timedelta(seconds=self.pause)

    def note(self, now: datetime, *, changed: bool, fault: str | None = None) -> None:
        """Remember one asking: a feed with news is asked as often as at first."""
        slower = min(self.pause * SLOWER, LONGEST_PAUSE.total_seconds())
        self.checked, self.fault = now.isoformat(), fault
        self.pause = FIRST_PAUSE.total_seconds() if changed else slower


@dataclass(slots=True)
class ArticleMemory:
    """One page: its visits, and in how many passes it could not be had since the last."""

    source: str
    named: str
    visits: list[str] = field(default_factory=list)
    tries: int = 0
    validators: Validators | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether it is to be fetched: for the first time, after a day, after a week."""
        if self.tries >= MOST_TRIES or len(self.visits) > len(RECRAWLS):
            return False
        if not self.visits:
            return True
        first = datetime.fromisoformat(self.visits[0])
        return first + RECRAWLS[len(self.visits) - 1] <= now

    def is_done(self, now: datetime) -> bool:
        """Tell whether it can be forgotten."""
        at_rest = self.tries >= MOST_TRIES or len(self.visits) > len(RECRAWLS)
        return at_rest and datetime.fromisoformat(self.named) + FORGOTTEN_AFTER < now


class WatchMemory:
    """The file, read once and written after each feed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / MEMORY_FILE
        read = _read(self._path)
        self.feeds = {url: _feed(said) for url, said in read.get("feeds", {}).items()}
        self.articles = {url: _article(said) for url, said in read.get("articles", {}).items()}

    def save(self, now: datetime) -> None:
        """Write the file, without what is done with."""
        self.articles = {u: a for u, a in self.articles.items() if not a.is_done(now)}
        said = {
            "feeds": {url: asdict(feed) for url, feed in self.feeds.items()},
            "articles": {url: asdict(article) for url, article in self.articles.items()},
        }
        keep_file(self._path, json.dumps(said, sort_keys=True).encode("ascii"))


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """Return what the file says; a broken one says nothing, which costs some fetching."""
    if not path.is_file():
        return {}
    try:
        read = json.loads(path.read_bytes())
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _feed(said: dict[str, Any]) -> FeedMemory:
    return FeedMemory(**said | {"validators": _validators(said)})


def _article(said: dict[str, Any]) -> ArticleMemory:
    return ArticleMemory(**said | {"validators": _validators(said)})


def _validators(said: dict[str, Any]) -> Validators | None:
    kept = said.get("validators")
    return Validators(**kept) if kept else None
