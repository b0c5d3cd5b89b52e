"""What alerts have to say to others: what waits, what was told, and what could not be.

outbox.json in the folder of the record. It is written before something is sent and after, so
a kill in between sends the same message again under the same id, and never a finding anew.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Self

from dragoman.errors import MalformedInput
from dragoman.model import Channel
from dragoman.record.durable import keep_file
from dragoman.record.lock import WriterLock

OUTBOX_FILE = "outbox.json"
# Who sends holds the lock of this folder: sending may take minutes, and the record is free.
SENDING = "sending"

Json = dict[str, Any]


class Route(StrEnum):
    """How a message leaves."""

    WEBHOOK = "webhook"
    MAIL = "mail"


class Told(NamedTuple):
    """A finding that a message was made of: of the alert with this id, on this day."""

    route: Route
    alert: str
    channel: Channel
    day: date


@dataclass(slots=True, kw_only=True)
class Message:
    """What is sent, under an id that stays the same at every try.

    `to` is who gets a mail, None of a webhook, whose address is that of the alert. `tries` are
    the calls of the command that tried in vain, `due` the time (UTC) before which none tries
    again, `fault` why the last one failed. A dead one is not tried by itself.
    """

    id: str
    route: Route
    channel: Channel
    findings: list[Json]
    to: str | None = None
    tries: int = 0
    due: str | None = None
    fault: str | None = None
    is_dead: bool = False

    @property
    def alerts(self) -> tuple[str, ...]:
        """The names of the alerts that it tells of."""
        return tuple(sorted({finding["alert"] for finding in self.findings}))

    def is_due(self, now: datetime) -> bool:
        """Tell whether it may be tried."""
        return not self.is_dead and (self.due is None or datetime.fromisoformat(self.due) <= now)


@dataclass(slots=True, kw_only=True)
class Outbox:
    """All messages of a record; `digest` are findings that wait for the next digest.

    `digested` is the day of the last one.
    """

    messages: list[Message] = field(default_factory=list)
    told: set[Told] = field(default_factory=set)
    digest: list[Json] = field(default_factory=list)
    digested: date | None = None

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the outbox of a record, an empty one where nothing was sent yet.

        Raises:
            MalformedInput: the file is none of ours; an empty outbox would send all again.
        """
        path = folder / OUTBOX_FILE
        if not path.is_file():
            return cls()
        try:
            said = json.loads(path.read_bytes())
            return cls(
                messages=[_message(entry) for entry in said["messages"]],
                told={_told(*entry) for entry in said["told"]},
                digest=list(said["digest"]),
                digested=date.fromisoformat(said["digested"]) if said["digested"] else None,
            )
        except (ValueError, KeyError, TypeError) as error:
            raise MalformedInput(
                f"{path} is not as we write it ({error}); take it from a backup, or remove it "
                "and have the findings of the last days sent once more"
            ) from error

    def save(self, folder: Path) -> None:
        """Write the file."""
        said = {
            "messages": [asdict(message) for message in self.messages],
            "told": sorted([*told[:3], told.day.isoformat()] for told in self.told),
            "digest": self.digest,
            "digested": self.digested.isoformat() if self.digested else None,
        }
        keep_file(folder / OUTBOX_FILE, json.dumps(said).encode("ascii"))


@contextmanager
def sending_from(folder: Path) -> Iterator[None]:
    """Be the only one that sends for a record.

    Raises:
        RecordBusy: another process does.
    """
    place = folder / SENDING
    place.mkdir(exist_ok=True)
    lock = WriterLock(place)
    try:
        yield
    finally:
        lock.release()


def _message(said: Json) -> Message:
    kinds = {"route": Route(said["route"]), "channel": Channel(said["channel"])}
    return Message(**said | kinds)


def _told(route: str, alert: str, channel: str, day: str) -> Told:
    return Told(Route(route), alert, Channel(channel), date.fromisoformat(day))
