"""`dragoman network` as it is typed: the same pairs in every form."""

import csv
import io
import json
from pathlib import Path

import networkx as nx

from tests.functional.conftest import Dragoman, only_line


def test_every_form_holds_the_same_pairs(dragoman: Dragoman, read_record: Path) -> None:
    line = dragoman("network", "--least", 1, record=read_record).stdout
    pairs = {(tie["first"], tie["second"]) for tie in json.loads(line)["ties"]}
    assert ("IRN", "RUS") in pairs
    rows = dragoman("network", "--least", 1, "-f", "csv", record=read_record).stdout
    assert {(row["first"], row["second"]) for row in csv.DictReader(io.StringIO(rows))} == pairs
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        file = dragoman("network", "--least", 1, "-f", form, record=read_record).stdout
        graph = read(io.BytesIO(file.encode()))
        assert {tuple(sorted(edge)) for edge in graph.edges} == pairs


def test_a_person_reads_blocs_and_pairs(dragoman: Dragoman, read_record: Path) -> None:
    text = dragoman("network", "--least", 1, "-f", "table", record=read_record).stdout
    assert "BLOCS" in text
    assert "IRN RUS" in text


def test_too_few_pairs_say_how_to_ask_for_more(dragoman: Dragoman, read_record: Path) -> None:
    done = dragoman("network", "--least", 999, "-f", "table", "--fail-empty", record=read_record)
    assert done.returncode == 3
    assert "--least 1" in done.stdout


def test_a_graph_goes_into_a_file(dragoman: Dragoman, read_record: Path, tmp_path: Path) -> None:
    done = dragoman("network", "--least", 1, "-f", "gexf", "-o", "net.gexf", record=read_record)
    assert done.stdout == ""
    assert len(nx.read_gexf(tmp_path / "net.gexf")) == 4


def test_a_least_of_none_is_refused(dragoman: Dragoman, read_record: Path) -> None:
    done = dragoman("network", "--least", 0, record=read_record)
    assert done.returncode == 2
    assert "--least" in only_line(done.stderr)
