"""Small files of coded events, made by hand in the layouts of the datasets."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from dragoman.model import Claim
from dragoman.model.wire import claim_from_json
from dragoman.record.imports.compose import Composer
from dragoman.record.imports.drafts import Layout
from dragoman.record.imports.slices import slices
from dragoman.record.rows import Row

ICEWS_HEADER = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code"
    "|Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher"
    "|City|District|Province|Country|Latitude|Longitude"
).split("|")
ICEWS_ROW = (
    "100|2018-06-01|Foreign Affairs (Russia)|Executive,Foreign Ministry,Government"
    "|Russian Federation|Make a visit|042|1.9|Iran|NA|Iran|7|2|Example Agency|Tehran|NA|NA|Iran"
    "|35.7|51.4"
).split("|")
POLECAT_HEADER = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name"
    "|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw"
    "|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector"
    "|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City"
    "|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source"
    "|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
POLECAT_ROW = (
    "20230103-12-0a1b2c3d4e5f_CONSULT_V|2023-01-03|CONSULT|visit|4|1|military; weather"
    "|Sergei Example|RUS|365|GOV|GOV; LEG|minister|Example|None|Iran|IRN|630|GOV|GOV|None|Iran"
    "|None|Tehran|Tehran|None|Tehran|IRN|35.7|51.4|112931|Tehran|PPLC|Example Agency|2023-01-04"
    "|None|None|None|en|NGEC"
).split("|")


def gdelt_row(**cells: str) -> list[str]:
    """A row of GDELT 2.0; a cell is given as c5="RUSGOV"."""
    row = [""] * 61
    usual = {0: "900", 1: "20200131", 5: "RUSGOV", 6: "RUSSIA", 7: "RUS", 12: "GOV"}
    usual |= {15: "IRN", 16: "IRAN", 17: "IRN", 26: "042", 51: "4", 52: "Tehran, Iran", 53: "IR"}
    usual |= {56: "35.7", 57: "51.4", 59: "20200201101500", 60: "https://www.example.com/a"}
    for column, words in (usual | {int(name[1:]): words for name, words in cells.items()}).items():
        row[column] = words
    return row


def row_with(header: list[str], row: list[str], changes: Mapping[str, str]) -> list[str]:
    """A row with other words under some names."""
    return [changes.get(name, cell) for name, cell in zip(header, row, strict=True)]


def icews_row(**changes: str) -> list[str]:
    """The row of ICEWS; a cell is given as source_name="Iran"."""
    return row_with(ICEWS_HEADER, ICEWS_ROW, _titled(changes, ICEWS_HEADER))


def polecat_row(**changes: str) -> list[str]:
    """The row of POLECAT; a cell is given as event_mode="None"."""
    return row_with(POLECAT_HEADER, POLECAT_ROW, _titled(changes, POLECAT_HEADER))


def text_of(*rows: list[str]) -> str:
    """Rows as the lines of a file."""
    return "".join("\t".join(row) + "\n" for row in rows)


def composed(
    folder: Path, layout: Layout, content: str | bytes, *, has_header: bool = True
) -> tuple[pa.Table, list[Row]]:
    """What the rows of a small file become."""
    path = folder / "events.tab"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (part,) = slices(path, "text/x", has_header=has_header)
    return Composer(layout, "test import 1", part.file).compose(part, "un_1")


def claims_of(table: pa.Table) -> list[Claim]:
    """The claims of a table, as nouns."""
    wires: list[Any] = table["wire"].to_pylist()
    return [claim_from_json(json.loads(wire)) for wire in wires]


def _titled(changes: Mapping[str, str], header: list[str]) -> dict[str, str]:
    names = {name.lower().replace(" ", "_"): name for name in header}
    return {names[name]: words for name, words in changes.items()}
