"""What a caller may ask in an address; the words are those of the command line."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from dragoman.faces.question import actor_code, day_of, one_of, question_of
from dragoman.model import AGENDA_KINDS, AgendaStatus
from dragoman.record import Question

# Rows of one page of JSON; the other forms hold all rows at once.
ROWS_PER_PAGE = 100
MOST_PER_PAGE = 1000
UNITS = ("week", "month", "quarter", "year")

_DAY = "A day: 2020-10-06, 2020-10 or 2020."
_TODAY = (
    "The day to look from. Left out it is today; in a record whose newest page is over a month "
    "old, the day of that page."
)


def _said(description: str, **more: Any) -> Any:
    """Return a parameter that may be left out, with what it means."""
    return Field(default=None, description=description, **more)


class Frame(BaseModel):
    """What every question may have; a parameter that no question has is refused."""

    model_config = ConfigDict(extra="forbid")

    as_of: str | None = _said("Answer from the snapshot of this name.")


class Paged(Frame):
    """A list that comes page by page in JSON."""

    page_size: int = Field(
        default=ROWS_PER_PAGE, ge=1, le=MOST_PER_PAGE, description="Rows of one page of JSON."
    )
    next: str | None = _said("The `next` of the page before; leave the other parameters as are.")


class ClaimParameters(Paged):
    """Which claims are meant; what is left out or empty asks nothing."""

    dyad: str | None = _said("Two sides in either order, by code or name.", examples=["RUS,IRN"])
    actor: str | None = _said("Who acts: RUS, RUS.GOV or Russia.", examples=["RUS"])
    recipient: str | None = _said("To whom it is done.", examples=["IRN"])
    type: str | None = _said("One of the event types of the codebook.", examples=["CONSULT"])
    quad: str | None = _said("Verbal or material cooperation or conflict.")
    since: str | None = _said(f"Acts that end on this day or later. {_DAY}", examples=["2020-09"])
    until: str | None = _said(f"Acts that start by this day. {_DAY}", examples=["2020-10-06"])
    outlet: str | None = _said("Who printed it, by name, in any case.")
    status: str | None = _said("actual, future, hypothetical or negated.")
    hedged: str | None = _said("true for what the text doubts, false for the rest.")
    article: str | None = _said("The id of an article.")
    limit: str | None = _said("At most so many, over all pages.", examples=["20"])

    def question(self) -> Question:
        """Return the question.

        Raises:
            InputError: a value is not understood.
            UnknownCode: nobody has such a code.
        """
        asked = self.model_dump(exclude=set(Paged.model_fields), exclude_none=True)
        return question_of(asked)


class CountParameters(ClaimParameters):
    """Which claims to count, and by what."""

    by: str | None = _said(
        "year, month, day, type, quad, status, outlet, actor or recipient; left out, all at once."
    )

    def question(self) -> Question:
        """Return the question; see `ClaimParameters.question`."""
        return ClaimParameters.model_validate(self.model_dump(exclude={"by"})).question()


class SpanParameters(Frame):
    """The days between which acts are looked at."""

    since: str | None = _said(f"Acts that end on this day or later. {_DAY}")
    until: str | None = _said(f"Acts that start by this day. {_DAY}")

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The two days, None where open.

        Raises:
            InputError: one is no day.
        """
        return _day("since", self.since), _day("until", self.until)


class DyadParameters(SpanParameters):
    """How the months of two sides are told."""

    by: str = Field(default="month", description=f"One row each: {', '.join(UNITS)}.")

    def unit(self) -> str:
        """Return the unit.

        Raises:
            InputError: it is none.
        """
        return one_of("by", self.by, UNITS)


class VoicesParameters(SpanParameters):
    """Who tells of two sides."""

    independent: bool = Field(
        default=True, description="Count copies of one text once; false counts each."
    )


class DayParameters(Frame):
    """An answer as of a day."""

    today: str | None = _said(_TODAY)

    def day(self) -> date | None:
        """Return the day asked for, None where none is.

        Raises:
            InputError: it is no day.
        """
        return _day("today", self.today)


class ListParameters(DayParameters, Paged):
    """A list that is too long to stand whole in its answer."""

    at: str = Field(description="The list, as `cut` of the answer names it.")


class ShadowParameters(DayParameters):
    """Shifts that a louder story hides."""

    window: int = Field(
        default=14, ge=1, le=366, description="How many days the louder story may have run."
    )


class OutlookParameters(DayParameters):
    """What is likely to be told next of one side, or of two."""

    first: str = Field(description="A side, by code or name.", examples=["RUS"])
    second: str | None = _said("The other side.", examples=["IRN"])

    def sides(self) -> tuple[str, str | None]:
        """Return the codes of the sides.

        Raises:
            InputError: nobody is named.
            UnknownCode: nobody has such a code.
        """
        second = actor_code("second", self.second) if self.second else None
        return actor_code("first", self.first), second


class AgendaParameters(DayParameters):
    """What is announced; a list may be given several times."""

    since: str | None = _said("Leave out what ended before; a month before `today` if not given.")
    until: str | None = _said("Leave out what begins later.")
    actor: list[str] = Field(default_factory=list, description="Only what names all of these.")
    kind: list[str] = Field(default_factory=list, description=f"Of {', '.join(AGENDA_KINDS)}.")
    status: list[str] = Field(
        default_factory=list, description=f"Of {', '.join(s.value for s in AgendaStatus)}."
    )

    def narrowed(self) -> dict[str, Any]:
        """Return what the agenda is narrowed by.

        Raises:
            InputError: a value is not understood.
            UnknownCode: nobody has such a code.
        """
        known = tuple(status.value for status in AgendaStatus)
        return {
            "since": _day("since", self.since),
            "until": _day("until", self.until),
            "parties": tuple(actor_code("actor", actor) for actor in self.actor),
            "kinds": tuple(one_of("kind", kind, AGENDA_KINDS) for kind in self.kind),
            "statuses": tuple(AgendaStatus(one_of("status", s, known)) for s in self.status),
        }


class SqlParameters(Frame):
    """A query over the tables of docs/record.md."""

    query: str = Field(description="One SELECT.", examples=["select count(*) from claims"])


def _day(name: str, text: str | None) -> date | None:
    return day_of(name, text.strip(), last=name == "until") if text and text.strip() else None
