from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.record.imports.gdelt import Gdelt
from dragoman.record.imports.icews import icews
from dragoman.record.imports.polecat import Polecat
from dragoman.record.passages import claim_passages
from dragoman.record.rows import claim_row
from tests.unit.imports.rows import (
    ICEWS_HEADER,
    POLECAT_HEADER,
    claims_of,
    composed,
    gdelt_row,
    icews_row,
    polecat_row,
    text_of,
)

# What stands in cells, the odd with the usual: no tab and no end of line, which no cell has.
CELLS = st.one_of(
    st.sampled_from(["", "NA", "None", "Iran", "RUS", "042", "040", "2018-06-01", "MIL", "a; b"]),
    st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"]), max_size=9),
)
FEW = settings(max_examples=40, suppress_health_check=list(HealthCheck))


def check_rows_are_their_claims(layout: object, content: str, *, has_header: bool = True) -> None:
    with TemporaryDirectory() as folder:
        table, _ = composed(Path(folder), layout, content, has_header=has_header)  # type: ignore[arg-type]
    for row, claim in zip(table.to_pylist(), claims_of(table), strict=True):
        keys = {"page": row["page"], "unit": "un_1"}
        assert row == claim_row(claim) | keys


@FEW
@given(st.dictionaries(st.sampled_from(range(20)), CELLS, max_size=5))
def test_a_row_of_icews_is_the_row_of_its_claim(changed: dict[int, str]) -> None:
    cells = [changed.get(column, cell) for column, cell in enumerate(icews_row())]
    check_rows_are_their_claims(icews(ICEWS_HEADER), text_of(ICEWS_HEADER, icews_row(), cells))


@FEW
@given(st.dictionaries(st.sampled_from(range(40)), CELLS, max_size=5))
def test_a_row_of_polecat_is_the_row_of_its_claim(changed: dict[int, str]) -> None:
    cells = [changed.get(column, cell) for column, cell in enumerate(polecat_row())]
    content = text_of(POLECAT_HEADER, polecat_row(), cells)
    check_rows_are_their_claims(Polecat(POLECAT_HEADER), content)


@FEW
@given(st.dictionaries(st.sampled_from(range(61)), CELLS, max_size=5))
def test_a_row_of_gdelt_is_the_row_of_its_claim(changed: dict[int, str]) -> None:
    cells = gdelt_row(**{f"c{column}": words for column, words in changed.items()})
    check_rows_are_their_claims(Gdelt(), text_of(gdelt_row(), cells), has_header=False)


@FEW
@given(st.dictionaries(st.sampled_from(range(20)), CELLS, max_size=5))
def test_every_passage_holds_the_words_of_its_cell(changed: dict[int, str]) -> None:
    cells = [changed.get(column, cell) for column, cell in enumerate(icews_row())]
    line = "\t".join(cells)
    with TemporaryDirectory() as folder:
        table, _ = composed(Path(folder), icews(ICEWS_HEADER), text_of(ICEWS_HEADER, cells))
    for claim in claims_of(table):
        assert all(p.span.cut(line) == p.exact for p in claim_passages(claim))


def test_an_imported_claim_has_its_row_and_no_sentence(tmp_path: Path) -> None:
    content = text_of(ICEWS_HEADER, icews_row(), icews_row(event_id="101"))
    table, _ = composed(tmp_path, icews(ICEWS_HEADER), content)
    claim = claims_of(table)[1]
    assert claim.evidence is None
    assert claim.row is not None
    assert claim.row.words == "imported from ICEWS, row 3 of events.tab"
    assert claim.row.key == "101"


def test_a_row_with_too_few_cells_is_kept_aside_with_its_words(tmp_path: Path) -> None:
    content = text_of(ICEWS_HEADER, icews_row()[:-1])
    table, refused = composed(tmp_path, icews(ICEWS_HEADER), content)
    assert table.num_rows == 0
    assert [(row["reason"], row["origin"]) for row in refused] == [("columns", "events.tab#2")]
    assert refused[0]["words"] == "\t".join(icews_row()[:-1])


def test_an_empty_line_is_no_row_and_counts_in_the_numbers(tmp_path: Path) -> None:
    content = text_of(ICEWS_HEADER) + "\n" + text_of(icews_row())
    table, refused = composed(tmp_path, icews(ICEWS_HEADER), content)
    assert table["dataset_row"].to_pylist() == [3]
    assert refused == []


def test_a_row_that_is_no_utf8_is_read_as_latin_and_says_so(tmp_path: Path) -> None:
    content = text_of(ICEWS_HEADER, icews_row(publisher="El País")).encode("latin-1")
    table, _ = composed(tmp_path, icews(ICEWS_HEADER), content)
    (claim,) = claims_of(table)
    assert claim.outlet == "El País"
    assert claim.reasons[-1] == "the row is no UTF-8 and was read as ISO-8859-1"
