"""ICEWS: the twenty columns of its files, one row a pair."""

from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.errors import UnknownCode
from dragoman.model import Claim, Participant, Place
from dragoman.ontology import actors, cameo
from dragoman.record.imports.parties import country_named
from dragoman.record.layouts.pairs import code_of, pairs, unsaid_in_pairs
from dragoman.record.layouts.sayable import cell, name_of

HEADER = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country"),
    *("Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors"),
    *("Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District"),
    *("Province", "Country", "Latitude", "Longitude"),
)
_NOTHING = "NA"
# The sectors of ICEWS by the code that the importer gives them; PLOVER's others have none.
_SECTORS = {
    "AGR": "Agricultural",
    "BUS": "Business",
    "COP": "Police",
    "CRM": "Criminals / Gangs",
    "CVL": "General Population / Civilian / Social",
    "EDU": "Education",
    "ELI": "Elite",
    "GOV": "Government",
    "JRN": "Media",
    "JUD": "Judicial",
    "LAB": "Labor",
    "LEG": "Legislative / Parliamentary",
    "MED": "Medical / Health",
    "MIL": "Military",
    "OPP": "Opposition Major Party (Out Of Government)",
    "PTY": "Parties",
    "REB": "Rebel",
    "REF": "Refugees / Displaced",
    "REL": "National Religious",
    "SOC": "Nongovernmental Organizations / Activists",
    "SPY": "Military Intelligence",
    "UAF": "Unidentified Forces",
}
_COLUMN_OF_KIND = {"city": "City", "admin": "Province", "country": "Country"}


class Icews:
    """ICEWS: names, sectors in words, countries by name."""

    header: tuple[str, ...] | None = HEADER

    def rows(self, claim: Claim, day: date) -> Iterator[Sequence[str]]:
        """Yield a row for each pair."""
        code = code_of(claim)
        shared = {
            "Event ID": claim.id,
            "Event Date": day.isoformat(),
            "Event Text": cameo.name(code),
            "CAMEO Code": code,
            "Intensity": str(cameo.goldstein(code)),
            "Story ID": cell(claim.article),
            "Publisher": cell(claim.outlet or ""),
            **(_place(claim.where[0]) if claim.where else {}),
        }
        for source, target in pairs(claim):
            cells = shared | _side("Source", source) | _side("Target", target)
            yield [cells.get(name) or _NOTHING for name in HEADER]

    def unsaid(self, claim: Claim) -> Iterator[str]:
        """Yield what a pair cannot say, and what has no word in ICEWS."""
        yield from unsaid_in_pairs(claim)
        if any(one.actor.sector not in {None, *_SECTORS} for one in _parties(claim)):
            yield "sector"
        if claim.where and claim.where[0].kind not in _COLUMN_OF_KIND:
            yield "place"
        if claim.published is not None:
            yield "day of publication"


def _parties(claim: Claim) -> tuple[Participant, ...]:
    return claim.actors + claim.recipients


def _side(side: str, party: Participant | None) -> dict[str, str]:
    if party is None:
        return {}
    actor = party.actor
    return {
        f"{side} Name": name_of(party),
        f"{side} Sectors": _SECTORS.get(actor.sector or "", ""),
        f"{side} Country": _country(actor.country),
    }


def _country(code: str | None) -> str:
    """Return the name of a country where it leads back to its code, else the code."""
    if code is None:
        return ""
    try:
        name = actors.country(code).name
    except UnknownCode:
        # A record may be older than the table.
        return code
    return name if country_named(name) == code else code


def _place(place: Place) -> dict[str, str]:
    column = _COLUMN_OF_KIND.get(place.kind)
    if column is None:
        return {}
    cells = {"Country": _country(place.country), column: cell(place.name)}
    if place.kind == "city" and place.lat is not None:
        cells |= {"Latitude": str(place.lat), "Longitude": str(place.lon)}
    return cells
