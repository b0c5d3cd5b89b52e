import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import MalformedInput, MissingInput
from dragoman.record.imports.slices import Slice, lines_of, row_id, slices

ROWS = b"head\n" + b"".join(b"row %d\n" % number for number in range(2, 12))


def cut(path: Path, size: int = 20) -> list[Slice]:
    return list(slices(path, "text/x", has_header=True, size=size))


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.tab"
    path.write_bytes(ROWS)
    return path


def test_each_page_is_a_small_file_under_the_header(rows: Path) -> None:
    raws = [part.page.raw for part in cut(rows)]
    assert len(raws) > 1
    assert [raw for raw in raws if not raw.startswith(b"head\nrow ")] == []


def test_no_row_is_lost_and_none_comes_twice(rows: Path) -> None:
    joined = b"".join(part.page.raw.removeprefix(b"head\n") for part in cut(rows))
    assert b"head\n" + joined == ROWS


def test_a_page_knows_the_number_of_its_first_row(rows: Path) -> None:
    parts = cut(rows)
    assert [lines_of(part.page.raw)[1].text for part in parts] == [f"row {p.first}" for p in parts]
    assert parts[0].page.origin == "rows.tab#2-5"


def test_the_same_file_is_cut_the_same_way(rows: Path) -> None:
    assert cut(rows) == cut(rows)


def test_a_packed_file_has_the_pages_of_the_plain_one(rows: Path, tmp_path: Path) -> None:
    packed = tmp_path / "rows.tab.gz"
    packed.write_bytes(gzip.compress(ROWS))
    assert cut(packed) == cut(rows)


def test_every_member_of_a_zip_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("in/b.tab", ROWS)
        archive.writestr("in/a.tab", ROWS)
    assert list(dict.fromkeys(part.file for part in cut(path))) == ["a.tab", "b.tab"]


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no file"):
        cut(tmp_path / "none.tab")


def test_a_broken_archive_is_malformed(tmp_path: Path) -> None:
    path = tmp_path / "rows.zip"
    path.write_bytes(b"no archive")
    with pytest.raises(MalformedInput, match="cannot be read"):
        cut(path)


@given(st.binary())
def test_any_bytes_have_lines(raw: bytes) -> None:
    assert all("\n" not in line.text for line in lines_of(raw))


def test_two_rows_have_two_ids() -> None:
    assert row_id("a\tb") != row_id("a\tc")
