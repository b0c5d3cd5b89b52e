"""geoparsing: which words are places, and where those are, on TR-News, LGL and GeoVirus.

PATH is an XML file of articles. Gold are the toponyms that are tied to a gazetteer (a `gaztag`;
every `location` of GeoVirus); a place found on another word counts as wrong, also where the
corpus names a toponym and ties it to nothing. The corpora take adjectives of peoples ("Russian")
for toponyms, so the table of states adds them here; nothing else is added to what
`dragoman.coding` sees. A match is an overlap, one to one, left to right.

accuracy_161km is over matched toponyms, by great circle. A country has no point with us and
counts as right where the gazetteer's id is the same, a place with the same id too. GeoVirus has
no ids; a country is right there where its name is one of ours for it.
"""

import argparse
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from dragoman.ontology import places
from dragoman.ontology.countries import countries
from dragoman.ontology.gazetteer import Gazetteer
from dragoman.ontology.places import PlaceHit
from eval.events import Tally
from eval.report import BadPath, print_report

# 100 miles: the distance within which the field calls a place found.
NEAR_KM = 161.0
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place that people marked: its words, its id in GeoNames where known, its point."""

    start: int
    end: int
    name: str
    geonames: int | None
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An article with its toponyms."""

    name: str
    text: str
    toponyms: tuple[Toponym, ...]


def read_articles(path: Path) -> Iterator[Marked]:
    """Yield the articles of a corpus.

    Raises:
        BadPath: the file is no XML of articles with marked toponyms.
    """
    if not path.is_file():
        raise BadPath(f"{path} is not a file; give TR-News.xml, lgl.xml or GeoVirus.xml")
    try:
        root = ET.parse(path).getroot()  # noqa: S314 - research data that the caller names
        for number, article in enumerate(root.iter("article")):
            found = [*_linked(article), *_located(article)]
            yield Marked(
                name=article.get("docid") or str(number),
                text=article.findtext("text") or "",
                toponyms=tuple(sorted(found, key=lambda toponym: toponym.start)),
            )
    except (ET.ParseError, TypeError, ValueError) as error:
        raise BadPath(f"{path} is not in the format of LGL or GeoVirus: {error}") from error


def _linked(article: ET.Element) -> Iterator[Toponym]:
    """Yield the toponyms of LGL and TR-News that have a gaztag."""
    for toponym in article.iter("toponym"):
        tag = toponym.find("gaztag")
        if tag is None:
            continue
        yield Toponym(
            start=int(toponym.findtext("start") or ""),
            end=int(toponym.findtext("end") or ""),
            name=tag.findtext("name") or "",
            geonames=int(tag.get("geonameid") or 0) or None,
            lat=float(tag.findtext("lat") or ""),
            lon=float(tag.findtext("lon") or ""),
        )


def _located(article: ET.Element) -> Iterator[Toponym]:
    """Yield the locations of GeoVirus."""
    for location in article.iter("location"):
        yield Toponym(
            start=int(location.findtext("start") or ""),
            end=int(location.findtext("end") or ""),
            name=location.findtext("name") or "",
            geonames=None,
            lat=float(location.findtext("lat") or ""),
            lon=float(location.findtext("lon") or ""),
        )


@cache
def _peoples() -> Gazetteer[PlaceHit]:
    """Return the adjectives of peoples, each as a hit of its country."""
    ids = {hit.country: hit.geonames for c in countries() for hit in places.find(c.name)}
    return Gazetteer(
        (
            demonym,
            PlaceHit(
                start=0,
                end=1,
                name=entry.name,
                kind="country",
                country=entry.code,
                geonames=ids.get(entry.code),
            ),
        )
        for entry in countries()
        for demonym in entry.demonyms
    )


def found_in(text: str) -> list[tuple[int, int, PlaceHit]]:
    """Return the toponyms of a text with their offsets: places, then peoples between them."""
    found = [(hit.start, hit.end, hit) for hit in places.find(text)]
    for match in _peoples().matches(text):
        if all(match.end <= start or end <= match.start for start, end, _ in found):
            found.append((match.start, match.end, match.value))
    return sorted(found, key=lambda row: row[:2])


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great circle between two points in degrees.

    >>> round(kilometres((51.5, -0.13), (48.86, 2.35)))
    343
    """
    lat, lon, other_lat, other_lon = map(radians, (*one, *other))
    half = sin((other_lat - lat) / 2) ** 2
    half += cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def is_near(gold: Toponym, hit: PlaceHit) -> bool:
    """Tell whether a place was found where people have it."""
    if gold.geonames is not None and gold.geonames == hit.geonames:
        return True
    if hit.kind == "country" and gold.geonames is None:
        return [place.country for place in places.find(gold.name)] == [hit.country]
    if hit.lat is None or hit.lon is None:
        return False
    return kilometres((gold.lat, gold.lon), (hit.lat, hit.lon)) <= NEAR_KM


def matched(
    gold: Sequence[Toponym], found: Sequence[tuple[int, int, PlaceHit]]
) -> Iterator[tuple[Toponym, PlaceHit]]:
    """Yield toponyms with the hits that overlap them, one to one."""
    rest = list(found)
    for toponym in gold:
        for row in rest:
            if row[0] < toponym.end and toponym.start < row[1]:
                rest.remove(row)
                yield toponym, row[2]
                break


def score(
    rows: Sequence[tuple[Marked, Sequence[tuple[int, int, PlaceHit]]]],
) -> dict[str, float | int | None]:
    """Return the benchmark's metrics for articles with what was found in them."""
    tagging, ending, gold, near = Tally(), Tally(), 0, 0
    for article, found in rows:
        pairs = list(matched(article.toponyms, found))
        right = sum(is_near(toponym, hit) for toponym, hit in pairs)
        for tally, hits in ((tagging, len(pairs)), (ending, right)):
            tally.add(right=hits, said=len(found), gold=len(article.toponyms))
        gold, near = gold + len(pairs), near + right
    return {
        "articles": len(rows),
        "toponyms": tagging.gold,
        "tagging_f1": round(tagging.f1, 4),
        "tagging_p": round(tagging.right / tagging.said, 4) if tagging.said else None,
        "tagging_r": round(tagging.right / tagging.gold, 4) if tagging.gold else None,
        "accuracy_161km": round(near / gold, 4) if gold else None,
        "end_to_end_f1": round(ending.f1, 4),
    }


def _line(article: Marked, row: tuple[int, int, PlaceHit]) -> str:
    """Return a found toponym as a line of the predictions."""
    start, end, hit = row
    at = {"article": article.name, "start": start, "end": end, "exact": article.text[start:end]}
    place = {"name": hit.name, "kind": hit.kind, "country": hit.country}
    return json.dumps(at | place | {"lat": hit.lat, "lon": hit.lon, "geonames": hit.geonames})


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval geoparsing", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--predictions", type=Path, help="write what was found here, as JSONL")
    parser.add_argument("--limit", type=int, help="read only the first articles")
    given = parser.parse_args(argv)
    articles = list(read_articles(given.path))[: given.limit]
    if not any(article.toponyms for article in articles):
        raise BadPath(f"{given.path} has no article with marked toponyms")
    rows = [(article, found_in(article.text)) for article in articles]
    if given.predictions:
        lines = [_line(article, row) for article, found in rows for row in found]
        given.predictions.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    protocol = f"{given.path}, whole articles, overlap, {NEAR_KM:.0f} km, adjectives of peoples in"
    print_report("geoparsing", score(rows), protocol=protocol)
    return 0
