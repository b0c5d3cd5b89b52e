"""ICEWS: the twenty columns of its files, and the four of the sets that research cut from them."""

from collections.abc import Sequence
from functools import cache, lru_cache

from dragoman.errors import MalformedInput
from dragoman.ontology import cameo
from dragoman.record.imports.drafts import (
    PARTS_HELD,
    Act,
    Draft,
    Party,
    Refusal,
    Spot,
    act,
    day_of,
    spot,
)
from dragoman.record.imports.parties import country_named, icews_party, is_given, named_party
from dragoman.record.imports.slices import row_id

# Acts of which ICEWS writes a second row with the sides exchanged, for both do them. Of the
# 690 rows with these codes in June 2018 all but two have their twin; of no other code seen
# ten times or more has more than nine tenths. tests/unit/imports/test_icews.py counts them.
BOTH_ACT = frozenset({"040", "041", "044", "046", "057"})
# "Host a visit": the visitor is the actor in PLOVER, the host the recipient.
HOSTING = "043"

_COLUMNS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "CAMEO Code",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Publisher",
    "City",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)
_BARE_COLUMNS = ("source", "event", "target", "date")


def icews(header: Sequence[str]) -> "Icews | BareIcews":
    """Return how to read a file with this header.

    Raises:
        MalformedInput: it has not the columns of ICEWS.
    """
    if set(_BARE_COLUMNS) <= set(header):
        return BareIcews(header)
    return Icews(header)


class Icews:
    """The files of ICEWS as they were published: one row per act, in CAMEO."""

    dataset = "ICEWS"

    def __init__(self, header: Sequence[str]) -> None:
        self.columns = len(header)
        self._at = columns_at(header, _COLUMNS, dataset=self.dataset)

    def read(self, cells: list[str]) -> Draft | Refusal:
        """Return what a row states."""
        (key, date, *_) = self._at
        day = day_of(cells[date])
        if day is None:
            return Refusal("bad_date", f"{cells[date]!r} is no day")
        _, _, name, sectors, country, code, target, its_sectors, its_country, story, *_ = self._at
        done = cameo_act(cells[code], self.dataset)
        if isinstance(done, Refusal):
            return done
        source = icews_party(cells[name], cells[sectors], cells[country], name)
        other = icews_party(cells[target], cells[its_sectors], cells[its_country], target)
        if source is None and other is None:
            return Refusal("nobody", "neither side has a name")
        publisher = cells[self._at[10]]
        actors, recipients = sides(done, (source,), (other,))
        return Draft(
            key=cells[key] or None,
            article=f"icews:{cells[story]}" if is_given(cells[story]) else _alone(cells),
            outlet=publisher if is_given(publisher) else None,
            published=None,
            act=done,
            act_column=code,
            day=day,
            day_column=date,
            actors=actors,
            recipients=recipients,
            spot=self._spot(cells),
        )

    def _spot(self, cells: list[str]) -> Spot | None:
        *_, city, province, country, lat, lon = self._at
        for column, kind in ((city, "city"), (province, "admin"), (country, "country")):
            if is_given(cells[column]):
                point = (cells[lat], cells[lon]) if kind == "city" else ()
                return _spot(cells[column], kind, cells[country], point, column)
        return None


class BareIcews:
    """The research sets: two names, the name of the act, a day. No story, no outlet, no place."""

    dataset = "ICEWS"

    def __init__(self, header: Sequence[str]) -> None:
        self.columns = len(header)
        self._at = columns_at(header, _BARE_COLUMNS, dataset=self.dataset)

    def read(self, cells: list[str]) -> Draft | Refusal:
        """Return what a row states; each row is a story of its own, for nobody knows better."""
        source, event, target, date = self._at
        day = day_of(cells[date])
        if day is None:
            return Refusal("bad_date", f"{cells[date]!r} is no day")
        done = named_act(cells[event])
        if isinstance(done, Refusal):
            return done
        named = [
            named_party(cells[column], day.day, column) if is_given(cells[column]) else None
            for column in (source, target)
        ]
        if named == [None, None]:
            return Refusal("nobody", "neither side has a name")
        actors, recipients = sides(done, named[:1], named[1:])
        return Draft(
            key=None,
            article=_alone(cells),
            outlet=None,
            published=None,
            act=done,
            act_column=event,
            day=day,
            day_column=date,
            actors=actors,
            recipients=recipients,
            spot=None,
        )


def columns_at(header: Sequence[str], wanted: Sequence[str], *, dataset: str) -> tuple[int, ...]:
    """Return where the wanted columns stand in a header.

    Raises:
        MalformedInput: some are missing; the message names them.
    """
    names = [name.strip() for name in header]
    missing = [name for name in wanted if name not in names]
    if missing:
        raise MalformedInput(
            f"this is no file of {dataset}: it has no column {', '.join(missing)}; "
            f"its header has {len(names)} columns, the first is {names[0][:40]!r}"
        )
    return tuple(names.index(name) for name in wanted)


@lru_cache(PARTS_HELD)
def cameo_act(code: str, dataset: str) -> Act | Refusal:
    """Return what a CAMEO code is in PLOVER, or that it is no act there."""
    if code not in _known_codes():
        # A broken file may have a new one in every row, so nobody looks for the nearest.
        return Refusal("unknown_code", f"CAMEO has no code {code!r}")
    found = cameo.to_plover(code)
    words = f"CAMEO {code} {cameo.name(code)!r}"
    if found.event_type is None:
        return Refusal("not_an_act", f"{words} is no act in PLOVER")
    return act(
        found.event_type,
        found.modes,
        found.contexts,
        (words, *((found.note,) if found.note else ()), silence_of(dataset)),
        both_act=code in BOTH_ACT,
        is_hosting=code == HOSTING,
    )


@lru_cache(PARTS_HELD)
def named_act(name: str) -> Act | Refusal:
    """Return what the name of a CAMEO code is in PLOVER."""
    code = _codes_by_name().get(name.replace("_", " ").casefold())
    if code is None:
        return Refusal("unknown_code", f"CAMEO has no code called {name!r}")
    return cameo_act(code, "ICEWS")


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(cameo.codes())


@cache
def _codes_by_name() -> dict[str, str]:
    """Return the code of each name; "Consult" is 040 rather than the root 04."""
    return {cameo.name(code).casefold(): code for code in sorted(cameo.codes(), key=len)}


def silence_of(dataset: str) -> str:
    """Return what a dataset does not say, for the reasons of each of its claims."""
    return f"status, doubt, voice and confidence are not coded by {dataset}"


def sides(
    done: Act, source: Sequence[Party | None], other: Sequence[Party | None]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Return who acts and to whom it is done."""
    first = tuple(one for one in source if one is not None)
    second = tuple(one for one in other if one is not None)
    if done.both_act:
        return first + second, ()
    return (second, first) if done.is_hosting else (first, second)


def _alone(cells: Sequence[str]) -> str:
    """Return the name of a story of which nothing but the row is known."""
    return row_id("\t".join(cells)).replace("cl_", "row:", 1)


@lru_cache(PARTS_HELD)
def _spot(words: str, kind: str, country: str, point: tuple[str, ...], column: int) -> Spot:
    return spot(words, (kind, country_named(country)), point, column=column)
