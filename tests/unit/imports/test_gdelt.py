from pathlib import Path

import pytest

from dragoman.model import Claim
from dragoman.record.imports.gdelt import Gdelt
from tests.unit.imports.rows import claims_of, composed, gdelt_row, text_of


def the_claim(folder: Path, **cells: str) -> Claim:
    table, _ = composed(folder, Gdelt(), text_of(gdelt_row(**cells)), has_header=False)
    (claim,) = claims_of(table)
    return claim


def test_a_row_becomes_who_did_what_to_whom(tmp_path: Path) -> None:
    claim = the_claim(tmp_path)
    assert (claim.event_type, claim.modes) == ("CONSULT", ("visit",))
    assert [p.actor.id for p in claim.actors] == ["RUS.GOV"]
    assert [p.actor.id for p in claim.recipients] == ["IRN"]


def test_the_address_is_the_story_and_its_domain_the_outlet(tmp_path: Path) -> None:
    claim = the_claim(tmp_path)
    assert (claim.article, claim.outlet) == ("https://www.example.com/a", "example.com")


def test_the_day_it_was_added_is_that_of_publication(tmp_path: Path) -> None:
    assert the_claim(tmp_path).published == "2020-02-01"


def test_the_place_has_its_country_from_fips(tmp_path: Path) -> None:
    (place,) = the_claim(tmp_path).where
    assert (place.kind, place.country, place.lat) == ("city", "IRN", 35.7)


def test_a_country_has_no_coordinates(tmp_path: Path) -> None:
    (place,) = the_claim(tmp_path, c51="1", c52="Iran").where
    assert (place.kind, place.lat) == ("country", None)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"c7": "EUR"}, None, id="the-continent-is-no-union"),
        pytest.param({"c7": "", "c12": "IGO"}, "IGO", id="organisation"),
        pytest.param({"c12": "MED"}, "RUS.JRN", id="media-are-no-medicine"),
        pytest.param({"c12": "HLH"}, "RUS.MED", id="health"),
        pytest.param({"c12": "INS"}, "RUS.REB", id="insurgents"),
        pytest.param({"c7": "ROM", "c12": ""}, "ROU", id="an-older-code"),
    ],
)
def test_roles_and_countries_of_cameo(
    tmp_path: Path, cells: dict[str, str], expected: str | None
) -> None:
    assert the_claim(tmp_path, **cells).actors[0].actor.id == expected


def test_an_actor_without_a_name_is_named_by_its_code(tmp_path: Path) -> None:
    (actor,) = the_claim(tmp_path, c6="").actors
    assert (actor.passage.exact, actor.actor.country) == ("RUSGOV", "RUS")


def test_a_row_of_58_cells_is_no_gdelt_2(tmp_path: Path) -> None:
    content = text_of(gdelt_row()[:58])
    _, refused = composed(tmp_path, Gdelt(), content, has_header=False)
    assert [row["detail"] for row in refused] == ["58 cells for 61 columns"]
