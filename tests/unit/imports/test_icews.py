import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import MalformedInput
from dragoman.model import Claim
from dragoman.record.imports.icews import BOTH_ACT, icews
from tests.unit.imports.rows import ICEWS_HEADER, claims_of, composed, icews_row, text_of

BARE_HEADER = ["source", "event", "target", "date"]
DATA = Path(os.environ.get("DRAGOMAN_DATA", Path(__file__).parents[3] / "../shared/data"))


def the_claim(folder: Path, **changes: str) -> Claim:
    table, _ = composed(folder, icews(ICEWS_HEADER), text_of(ICEWS_HEADER, icews_row(**changes)))
    (claim,) = claims_of(table)
    return claim


def the_reason(folder: Path, **changes: str) -> str:
    row = icews_row(**changes)
    table, refused = composed(folder, icews(ICEWS_HEADER), text_of(ICEWS_HEADER, row))
    assert table.num_rows == 0
    return str(refused[0]["reason"])


def bare_claim(folder: Path, *cells: str) -> Claim:
    table, _ = composed(folder, icews(BARE_HEADER), text_of(BARE_HEADER, list(cells)))
    (claim,) = claims_of(table)
    return claim


def ids(claim: Claim) -> tuple[list[str | None], list[str | None]]:
    return [p.actor.id for p in claim.actors], [p.actor.id for p in claim.recipients]


def test_a_cameo_code_becomes_a_type_with_its_mode(tmp_path: Path) -> None:
    claim = the_claim(tmp_path)
    assert (claim.event_type, claim.modes) == ("CONSULT", ("visit",))


def test_countries_become_codes_and_sectors_those_of_plover(tmp_path: Path) -> None:
    assert ids(the_claim(tmp_path)) == (["RUS.GOV"], ["IRN"])


def test_who_hosts_a_visit_is_the_recipient(tmp_path: Path) -> None:
    assert ids(the_claim(tmp_path, cameo_code="043")) == (["IRN"], ["RUS.GOV"])


def test_who_meet_both_act(tmp_path: Path) -> None:
    assert ids(the_claim(tmp_path, cameo_code="040")) == (["RUS.GOV", "IRN"], [])


def test_the_day_is_the_datasets_and_says_so(tmp_path: Path) -> None:
    when = the_claim(tmp_path).when
    assert when is not None
    assert (when.start, when.basis.value) == (date(2018, 6, 1), "imported")


def test_claims_of_one_story_are_of_one_article(tmp_path: Path) -> None:
    assert the_claim(tmp_path).article == the_claim(tmp_path, event_id="2").article == "icews:7"


def test_a_country_that_no_table_has_keeps_its_words(tmp_path: Path) -> None:
    (party,) = the_claim(tmp_path, source_country="Zembla").actors
    assert party.actor.country is None
    assert party.reason.startswith("country 'Zembla' has no code here")


@pytest.mark.parametrize(
    ("sectors", "expected"),
    [
        pytest.param("Military,Government", "MIL", id="telling-before-general"),
        pytest.param("Police,Government", "COP", id="police"),
        pytest.param("Parties,Opposition Major Party (Out Of Government)", "OPP", id="opposition"),
        pytest.param("Tourism Ministry,Executive", "GOV", id="any-ministry"),
        pytest.param("Ideological", None, id="no-part-of-society"),
        pytest.param("NA", None, id="nothing"),
    ],
)
def test_sectors_become_one(tmp_path: Path, sectors: str, expected: str | None) -> None:
    (party,) = the_claim(tmp_path, source_sectors=sectors).actors
    assert party.actor.sector == expected


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"cameo_code": "010"}, "not_an_act", id="statement"),
        pytest.param({"cameo_code": "13y"}, "unknown_code", id="impossible-code"),
        pytest.param({"event_date": "06/01/2018"}, "bad_date", id="other-form"),
        pytest.param({"event_date": "0025-06-01"}, "bad_date", id="year-of-a-slip"),
        pytest.param({"source_name": "", "target_name": "NA"}, "nobody", id="nobody"),
    ],
)
def test_a_row_that_is_no_claim_says_why(
    tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    assert the_reason(tmp_path, **changes) == reason


def test_aid_to_nobody_says_what_it_lacks(tmp_path: Path) -> None:
    claim = the_claim(tmp_path, cameo_code="071", target_name="NA")
    assert claim.incomplete == ("recipient",)


def test_a_bare_name_takes_its_country_from_its_brackets(tmp_path: Path) -> None:
    claim = bare_claim(tmp_path, "Police_(Australia)", "Make_a_visit", "China", "2014-01-01")
    assert ids(claim) == (["AUS.COP"], ["CHN"])
    assert claim.actors[0].passage.exact == "Police_(Australia)"


def test_a_bare_name_is_who_held_the_office_that_day(tmp_path: Path) -> None:
    claim = bare_claim(tmp_path, "Vladimir Putin", "Make a visit", "Iran", "2014-01-01")
    assert claim.actors[0].actor.country == "RUS"


def test_a_bare_name_that_nobody_knows_has_no_country(tmp_path: Path) -> None:
    claim = bare_claim(tmp_path, "Xyzzy Qwerty", "Make a visit", "Iran", "2014-01-01")
    assert claim.actors[0].actor.country is None
    assert claim.actors[0].reason == "no country known"


def test_a_header_without_its_columns_is_refused_by_name() -> None:
    with pytest.raises(MalformedInput, match="no column Event Date"):
        icews(["Event ID", "Source Name"])


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason=f"needs the research data in {DATA}")
def test_codes_that_both_do_are_those_that_icews_writes_twice() -> None:
    path = DATA / "event_dev/icews_rows_2018-06.tab"
    header, *rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    at = {name: header.index(name) for name in header}
    keys = ("Story ID", "Sentence Number", "CAMEO Code", "Source Name", "Target Name")
    seen = {tuple(row[at[key]] for key in keys) for row in rows}
    told, twice = Counter[str](), Counter[str]()
    for row in rows:
        story, sentence, code, source, target = (row[at[key]] for key in keys)
        told[code] += 1
        twice[code] += (story, sentence, code, target, source) in seen and source != target
    mirrored = {code for code, n in told.items() if n >= 10 and twice[code] / n > 0.95}
    assert mirrored == BOTH_ACT
