"""The claim: what one sentence, or one row of a dataset, states about one act."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dragoman.model.actor import Actor, Participant
from dragoman.model.place import Place
from dragoman.model.row import ImportedRow
from dragoman.model.span import Passage
from dragoman.model.when import When


class Status(StrEnum):
    """Whether the sentence tells the act as done."""

    ACTUAL = "actual"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says so, by which words.

    `passage` are the words that name the speaker (or the cited outlet), `cue` the
    words that make it speech ("said", "according to"). `cited_date` is ISO and only
    for an inline citation. `within` names the outer voice of a voice in a voice.
    """

    passage: Passage
    actor: Actor
    cue: Passage | None = None
    cited_date: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One act as one sentence states it, or one row of a dataset. Immutable.

    Of a claim from a page `evidence` is the sentence and `row` None. An imported one has
    no sentence: `evidence` is None, `row` says where it comes from, its passages count
    characters of that row, and `article` is the story as the dataset names it. What the
    dataset does not code (who speaks, doubt, how sure) has the value of silence here, and
    `reasons` says so.

    `voices` is empty when the outlet speaks itself. `incomplete` names what the
    type requires and the sentence does not give ("recipient"). `confidence` is
    0..1, rounded to four digits so that a digest does not hang on the last bit.
    """

    id: str
    article: str
    evidence: Passage | None
    trigger: Passage
    event_type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    against: tuple[Participant, ...] = ()
    incomplete: tuple[str, ...] = ()
    status: Status = Status.ACTUAL
    historical: bool = False
    hedged: bool = False
    hedges: tuple[Passage, ...] = ()
    voices: tuple[Voice, ...] = ()
    when: When | None = None
    where: tuple[Place, ...] = ()
    confidence: float = 0.0
    type_top: tuple[tuple[str, float], ...] = ()
    reasons: tuple[str, ...] = ()
    coder: str = ""
    quad: str = ""
    score: float = 0.0
    outlet: str | None = None
    published: str | None = field(default=None)
    row: ImportedRow | None = None

    def __post_init__(self) -> None:
        if (self.evidence is None) != (self.row is not None):
            raise ValueError(f"claim {self.id} needs a sentence or else the row of a dataset")

    @property
    def position(self) -> int:
        """Where it was read: the start of its sentence in the text, or its row in the file."""
        if self.evidence is not None:
            return self.evidence.start
        assert self.row is not None
        return self.row.number

    @property
    def told_on(self) -> date | None:
        """The day it was published; of an imported claim without one, the day of the act."""
        if self.published is not None:
            return date.fromisoformat(self.published)
        return self.when.end if self.row is not None and self.when is not None else None
