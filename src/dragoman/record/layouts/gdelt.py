"""GDELT 2.0 event files: 61 columns behind tabs, no header, one row a pair."""

from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.model import Claim, Participant, Place
from dragoman.ontology import cameo, fips, plover
from dragoman.record.layouts.pairs import code_of, pairs, unsaid_in_pairs
from dragoman.record.layouts.sayable import cell, name_of

_COLUMNS = 61
# Where the cells of an actor begin: code, name, country, group, ethnic, two religions, three types.
_FIRST, _SECOND = 5, 15
# Where the place of the act begins: type, name, country, two divisions, latitude, longitude.
_PLACE = 51
# CAMEO's codes where they are not those of ISO and PLOVER; the importer reads them back.
_COUNTRIES = {"ROU": "ROM", "TLS": "TMP", "COD": "ZAR", "XKX": "KSV"}
_GROUPS = {"UNO": "UNO", "EUR": "EEC"}
_NON_STATES = frozenset({"IGO", "NGO", "IMG", "MNC"})
_ROLES = {"JRN": "MED", "MED": "HLH"}
# What has no code in CAMEO: international social movements.
_CODELESS = "ISM"
_KINDS = {"country": "1", "city": "4", "admin": "5"}
_ROOT_DIGITS, _BASE_DIGITS = 2, 3
# A claim is one mention of one source in one article.
_ONE = "1"
_DAYS_OF_YEAR = 365
_MOST_FRACTION = 0.9999


class Gdelt:
    """GDELT 2.0: the story is its address there; here it is the id of the article."""

    header: tuple[str, ...] | None = None

    def rows(self, claim: Claim, day: date) -> Iterator[Sequence[str]]:
        """Yield a row for each pair."""
        code = code_of(claim)
        passed = min(day.timetuple().tm_yday / _DAYS_OF_YEAR, _MOST_FRACTION)
        shared = {
            0: claim.id,
            1: f"{day:%Y%m%d}",
            2: f"{day:%Y%m}",
            3: f"{day:%Y}",
            4: f"{day.year + passed:.4f}",
            26: code,
            27: code[:_BASE_DIGITS],
            28: code[:_ROOT_DIGITS],
            29: str(plover.QUADS.index(plover.quad(claim.event_type)) + 1),
            30: str(cameo.goldstein(code)),
            31: _ONE,
            32: _ONE,
            33: _ONE,
            59: f"{claim.published.replace('-', '')}000000" if claim.published else "",
            60: cell(claim.article),
        } | (_place(claim.where[0]) if claim.where else {})
        for source, target in pairs(claim):
            cells = shared | _side(source, _FIRST) | _side(target, _SECOND)
            yield [cells.get(column, "") for column in range(_COLUMNS)]

    def unsaid(self, claim: Claim) -> Iterator[str]:
        """Yield what a pair cannot say, and what GDELT has no column or code for."""
        yield from unsaid_in_pairs(claim)
        if any(one.actor.country == _CODELESS for one in claim.actors + claim.recipients):
            yield "country code"
        if claim.where and claim.where[0].kind not in _KINDS:
            yield "place"
        if claim.outlet is not None:
            yield "outlet"


def _side(party: Participant | None, at: int) -> dict[int, str]:
    """Return the cells of an actor that say something, by column."""
    if party is None:
        return {}
    country, sector = party.actor.country or "", party.actor.sector or ""
    is_state = country not in {"", _CODELESS, *_NON_STATES, *_GROUPS}
    state = _COUNTRIES.get(country, country) if is_state else ""
    group = _GROUPS.get(country, "")
    roles = [role for role in (country if country in _NON_STATES else "",) if role]
    roles += [_ROLES.get(sector, sector)] if sector else []
    return {
        at: "".join((state or group, *roles)),
        at + 1: name_of(party),
        at + 2: state,
        at + 3: group,
        **dict(enumerate(roles, start=at + 7)),
    }


def _place(place: Place) -> dict[int, str]:
    if place.kind not in _KINDS:
        return {}
    cells = {
        _PLACE: _KINDS[place.kind],
        _PLACE + 1: cell(place.name),
        _PLACE + 2: fips.fips_of(place.country or "") or "",
    }
    if place.lat is not None:
        cells |= {_PLACE + 5: str(place.lat), _PLACE + 6: str(place.lon)}
    return cells
