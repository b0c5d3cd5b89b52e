"""What every page needs: the moment it answers from, the days it looks at, its frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dragoman.answers.shadows import LOOKBACK_DAYS
from dragoman.faces.moment import Moment
from dragoman.faces.moments import Moments
from dragoman.faces.question import day_of
from dragoman.faces.texts import words
from dragoman.faces.texts.state_text import MEANINGS
from dragoman.faces.web import filters, islands
from dragoman.faces.web.rendering import Rendering

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of the menu; `key` opens it after `g`."""

    path: str
    words: str
    key: str


MENU = (
    Entry("/", "Brief", "h"),
    Entry("/dyads", "Dyads", "d"),
    Entry("/map", "Map", "m"),
    Entry("/network", "Network", "n"),
    Entry("/actors", "Actors", "a"),
    Entry("/voices", "Voices", "v"),
    Entry("/calendar", "Calendar", "c"),
    Entry("/overshadowed", "Overshadowed", "o"),
    Entry("/claims", "Claims", "l"),
    Entry("/sources", "Sources", "s"),
    Entry("/review", "Review", "r"),
    Entry("/health", "Health", "e"),
    Entry("/codebook", "Codebook", "b"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its moment, and the days that its parameters name.

    `today` is the day of the newest page where that is long ago and nobody said another, so a
    record of the past shows its own present; `is_assumed` tells that.
    """

    moment: Moment
    parameters: Mapping[str, str]
    today: date
    is_assumed: bool
    since: date | None
    until: date | None

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The days between which acts are looked at."""
        return self.since, self.until

    def days(self) -> dict[str, str]:
        """Return the parameters of days and snapshot, for the links of the page."""
        kept = ("today", "since", "until", "as_of")
        return {name: self.parameters[name] for name in kept if self.parameters.get(name)}

    def year(self) -> dict[str, str]:
        """Return the parameters of the days over which answers about all pairs look back."""
        since = self.today - timedelta(days=LOOKBACK_DAYS)
        return {"since": since.isoformat(), "until": self.today.isoformat()}

    def to(self, path: str, **parameters: str) -> str:
        """Return an address that keeps the days and the snapshot of this page."""
        asked = self.days() | parameters
        return f"{path}?{urlencode(asked, safe='/,')}" if asked else path


class Desk:
    """Answers requests from one record."""

    def __init__(self, folder: Path) -> None:
        self.moments = Moments(folder)
        self._templates = Rendering(
            loader=jinja2.FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(filters.FILTERS)
        self._templates.globals.update(
            menu=MENU,
            script=islands.script(),
            version=version("dragoman"),
            name_of=words.name_of,
            meaning_of=MEANINGS.__getitem__,
        )

    def asked(self, request: Request) -> Asked:
        """Return what a request asks.

        Raises:
            InputError: a day is no day.
            RecordError: there is no such snapshot.
        """
        given = {name: text for name, text in request.query_params.items() if text.strip()}
        snapshot = given.get("as_of")
        moment = self.moments.at(snapshot) if snapshot else self.moments.now()
        since, until = (
            day_of(name, given[name], last=name == "until") if name in given else None
            for name in ("since", "until")
        )
        if "today" in given:
            return Asked(moment, given, day_of("today", given["today"]), False, since, until)
        today = datetime.now(UTC).date()
        shown = moment.present(today)
        return Asked(moment, given, shown, shown != today, since, until)

    def page(
        self, asked: Asked, template: str, *, status: int = 200, **context: Any
    ) -> HTMLResponse:
        """Return a page; `asked` stands in its frame."""
        text = self._templates.rendered(template, asked=asked, **context)
        return HTMLResponse(text, status_code=status)

    def text(self, template: str, **context: Any) -> str:
        """Return what a template says, for what is no page."""
        return self._templates.rendered(template, **context)

    def failure(self, message: str, status: int) -> HTMLResponse:
        """Return a page that says what went wrong, whatever state the record is in."""
        text = self._templates.rendered("failure.html", message=message, status=status, asked=None)
        return HTMLResponse(text, status_code=status)


def desk_of(request: Request) -> Desk:
    """Return the desk of the application that a request came to."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk
