"""What is scheduled: one sentence's word on something still to come, or on what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model.actor import Participant
from dragoman.model.span import Passage
from dragoman.model.when import When

# The labels of what can be scheduled. A vote is one in a parliament, an election or a referendum;
# `end` and `start` are of what has no label of its own.
AGENDA_KINDS = (
    "expiry",
    "deadline",
    "vote",
    "summit",
    "visit",
    "talks",
    "meeting",
    "exchange",
    "exercise",
    "trial",
    "delivery",
    "withdrawal",
    "signing",
    "target",
    "cut",
    "end",
    "start",
)


class AgendaStatus(StrEnum):
    """How something scheduled stands.

    A single sentence says one of the first four. `UNKNOWN` is what an answer says of a
    thing whose day is over and of which nobody told what became of it.
    """

    ANNOUNCED = "announced"
    MOVED = "moved"
    DONE = "done"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """What one sentence says of something scheduled.

    `what` is a short label (expiry, visit, vote ...), `passage` the words of the
    thing and `evidence` the sentence. `claim` is the id of the claim it belongs to.

    An announced thing has its interval in `when`, which ends after publication, or only
    words that give none in `vague` ("soon"); never both. Of a moved one `when` is the new
    interval and `moved_from` the old one, of one done or missed `when` is the day it was
    or should have been; each is None where the sentence does not say.
    """

    id: str
    article: str
    evidence: Passage
    passage: Passage
    what: str
    when: When | None
    vague: Passage | None = None
    status: AgendaStatus = AgendaStatus.ANNOUNCED
    moved_from: When | None = None
    actors: tuple[Participant, ...] = ()
    hedged: bool = False
    claim: str | None = None
    outlet: str | None = None
    published: str | None = None

    def __post_init__(self) -> None:
        if self.when is not None and self.vague is not None:
            raise ValueError(f"agenda item {self.id} is dated or vague, not both")
        if self.status is AgendaStatus.ANNOUNCED and self.when is None and self.vague is None:
            raise ValueError(f"agenda item {self.id} announces something without any time")
        if self.status is AgendaStatus.UNKNOWN:
            raise ValueError(f"agenda item {self.id}: no sentence says that it knows nothing")
