"""`dragoman export`: every form holds as many entries as the package says, and sums hold."""

import hashlib
import json
from pathlib import Path

import networkx as nx
import pytest
from icalendar import Calendar

from tests.functional.conftest import Dragoman

FORMS = ("csv", "geojson", "gexf", "graphml", "ics", "jsonl", "parquet")


@pytest.fixture
def exported(dragoman: Dragoman, placed_record: Path, tmp_path: Path) -> Path:
    asked = [word for form in FORMS for word in ("-f", form)]
    done = dragoman("export", "out", *asked, record=placed_record)
    assert done.returncode == 0, done.stderr
    return tmp_path / "out"


def test_every_form_holds_as_many_entries_as_the_package_says(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text())
    rows = {Path(entry["path"]).suffix[1:]: entry["rows"] for entry in package["resources"]}
    assert set(rows) == set(FORMS)
    assert rows["jsonl"] == len((exported / "claims.jsonl").read_text().splitlines())
    features = json.loads((exported / "claims.geojson").read_text())["features"]
    assert rows["geojson"] == rows["csv"] == rows["parquet"] == len(features)
    graph = nx.read_graphml(exported / "network.graphml")
    other = nx.read_gexf(exported / "network.gexf")
    assert rows["graphml"] == len(graph.edges) == rows["gexf"] == len(other.edges) > 0
    calendar = Calendar.from_ical((exported / "agenda.ics").read_bytes())
    assert rows["ics"] == len(calendar.walk("VEVENT"))


def test_the_sums_are_those_of_the_files(exported: Path) -> None:
    lines = (exported / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == len(FORMS) + 1
    for line in lines:
        said, name = line.split()
        assert hashlib.sha256((exported / name).read_bytes()).hexdigest() == said


def test_the_same_record_gives_the_same_files(
    dragoman: Dragoman, exported: Path, placed_record: Path, tmp_path: Path
) -> None:
    asked = [word for form in FORMS for word in ("-f", form)]
    dragoman("export", "again", *asked, record=placed_record)
    sums = (tmp_path / "again" / "SHA256SUMS").read_text()
    assert sums == (exported / "SHA256SUMS").read_text()
