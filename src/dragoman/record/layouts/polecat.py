"""POLECAT: the forty columns of NGEC's files, one row a claim, several names in a cell."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.model import Claim, Participant, Place
from dragoman.ontology import plover
from dragoman.record.layouts.sayable import cell, name_of, sayable

HEADER = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code"),
    *("Contexts", "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector"),
    *("Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector"),
    *("Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
_NOTHING = "None"
_BETWEEN = "; "
# Among several parties each needs a code, or nobody knows whose the others are. XXX is the
# code of a person of unspecified nationality (ICAO Doc 9303), which no country and no sector has.
_UNSPECIFIED = "XXX"
# The features of GeoNames that say what a place is to the importer; of others it says "site".
_FEATURES = {"city": "PPL", "admin": "ADM1", "country": "PCLI"}
_OTHER_FEATURE = "SITE"
# Letters of the digest that names a story, as many as POLECAT has.
_STORY_LETTERS = 12


class Polecat:
    """POLECAT: in PLOVER as we are, so type, modes, contexts and all parties come back."""

    header: tuple[str, ...] | None = HEADER

    def rows(self, claim: Claim, day: date) -> Iterator[Sequence[str]]:
        """Yield the one row of a claim."""
        cells = {
            "Event ID": f"{_story(claim)}_{claim.id}",
            "Event Date": day.isoformat(),
            "Event Type": claim.event_type,
            "Event Mode": _BETWEEN.join(claim.modes),
            "Intensity": str(claim.score),
            "Quad Code": str(plover.QUADS.index(plover.quad(claim.event_type)) + 1),
            "Contexts": _BETWEEN.join(claim.contexts),
            "Source": cell(claim.outlet or ""),
            "Publication Date": claim.published or "",
            "Version": "Dragoman",
            **_side("Actor", claim.actors),
            **_side("Recipient", claim.recipients),
            **(_place(claim.where[0]) if claim.where else {}),
        }
        yield [cells.get(name) or _NOTHING for name in HEADER]

    def unsaid(self, claim: Claim) -> Iterator[str]:
        """Yield that a strait or a sea is but a site here."""
        if claim.where and claim.where[0].kind not in {*_FEATURES, "site"}:
            yield "kind of place"


def _story(claim: Claim) -> str:
    """Return the story of a claim as POLECAT names one: day, number, digest."""
    day = (claim.published or "00000000").replace("-", "")
    digest = hashlib.sha256(claim.article.encode("utf-8", "replace")).hexdigest()
    return f"{day}-0-{digest[:_STORY_LETTERS]}"


def _side(side: str, parties: Sequence[Participant]) -> dict[str, str]:
    named = sayable(parties)
    sectors = _aligned([one.actor.sector for one in named])
    return {
        f"{side} Name": _BETWEEN.join(name_of(one).replace(";", ",") for one in named),
        f"{side} Country": _aligned([one.actor.country for one in named]),
        f"Primary {side} Sector": sectors,
        f"{side} Sectors": sectors,
    }


def _aligned(codes: Sequence[str | None]) -> str:
    """Return one code for each party, or nothing where none has any."""
    if not any(codes):
        return ""
    return _BETWEEN.join(code or _UNSPECIFIED for code in codes)


def _place(place: Place) -> dict[str, str]:
    name = cell(place.name)
    is_point = place.lat is not None and place.lon is not None
    return {
        "Placename": name,
        "City": name if place.kind == "city" else "",
        "Province": name if place.kind == "admin" else "",
        "Country": place.country or "",
        "Latitude": str(place.lat) if is_point else "",
        "Longitude": str(place.lon) if is_point else "",
        "GeoNames ID": str(place.geonames) if place.geonames is not None else "",
        "Raw Placename": cell(place.passage.exact),
        "Feature Type": _FEATURES.get(place.kind, _OTHER_FEATURE),
    }
