"""What is known of a place: its kind, where it is, what holds it, how many live there."""

from dataclasses import dataclass

__all__ = ["KINDS", "Candidate", "KnownPlace"]

# Kinds of places; a country and a city of GeoNames have theirs without a row in places.tsv.
KINDS = (
    "country",
    "city",
    "admin",
    "region",
    "island",
    "mountain",
    "sea",
    "strait",
    "canal",
    "lane",
    "river",
    "lake",
    "base",
    "port",
    "airfield",
    "site",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place that a name may mean.

    `division` and `county` are codes of GeoNames ("US.CA", "US.CA.037") of the divisions that
    it is or lies in, `iso` is its own code of ISO 3166-2. `is_ours` tells a row of
    data/places.tsv or states.tsv, chosen by hand; `is_capital` the capital of a state.
    """

    name: str
    kind: str
    country: str | None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    division: str | None = None
    county: str | None = None
    iso: str | None = None
    inhabitants: int = 0
    reference: str = ""
    is_ours: bool = False
    is_capital: bool = False

    @property
    def is_county(self) -> bool:
        """Tell whether this is a division of the second level."""
        return self.kind == "admin" and self.county is not None

    def holds(self, other: "KnownPlace") -> bool:
        """Tell whether another place lies in this country, division or county."""
        if other.country != self.country or other.kind == "country":
            return False
        if self.kind == "country":
            return True
        if self.kind != "admin" or other.geonames == self.geonames:
            return False
        if self.is_county:
            return other.county == self.county and not other.is_county
        is_division = other.kind == "admin" and not other.is_county
        return not is_division and self.division is not None and other.division == self.division


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that some words may mean; `is_other_name` tells another name than its first.

    One that `needs_holder` is meant only behind the comma after what it holds ("Tyler, TX").
    """

    place: KnownPlace
    is_other_name: bool = False
    needs_holder: bool = False
