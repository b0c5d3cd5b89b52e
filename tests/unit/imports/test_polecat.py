from pathlib import Path

from dragoman.model import Claim
from dragoman.record.imports.polecat import Polecat
from tests.unit.imports.rows import POLECAT_HEADER, claims_of, composed, polecat_row, text_of


def the_claim(folder: Path, **changes: str) -> Claim:
    content = text_of(POLECAT_HEADER, polecat_row(**changes))
    table, _ = composed(folder, Polecat(POLECAT_HEADER), content)
    (claim,) = claims_of(table)
    return claim


def named(claim: Claim) -> list[tuple[str, str | None]]:
    return [(party.passage.exact, party.actor.id) for party in claim.actors]


def test_a_row_is_in_plover_already(tmp_path: Path) -> None:
    claim = the_claim(tmp_path)
    assert (claim.event_type, claim.modes, claim.contexts) == ("CONSULT", ("visit",), ("military",))


def test_a_word_that_the_codebook_lacks_is_kept_in_the_reasons(tmp_path: Path) -> None:
    assert "POLECAT also says: weather" in the_claim(tmp_path).reasons


def test_rows_of_one_story_share_its_id(tmp_path: Path) -> None:
    assert the_claim(tmp_path).article == "polecat:20230103-12-0a1b2c3d4e5f"


def test_the_place_has_its_number_in_geonames(tmp_path: Path) -> None:
    (place,) = the_claim(tmp_path).where
    assert (place.name, place.kind, place.country, place.geonames) == (
        *("Tehran", "city", "IRN", 112931),
    )


def test_the_publication_day_is_the_claims(tmp_path: Path) -> None:
    assert the_claim(tmp_path).published == "2023-01-04"


def test_as_many_countries_as_names_belong_to_them(tmp_path: Path) -> None:
    claim = the_claim(tmp_path, actor_name="A B; C D", actor_country="RUS; IRN")
    assert named(claim) == [("A B", "RUS.GOV"), ("C D", "IRN.GOV")]


def test_one_country_is_that_of_all_names(tmp_path: Path) -> None:
    claim = the_claim(tmp_path, actor_name="A B; C D", actor_country="RUS")
    assert named(claim) == [("A B", "RUS.GOV"), ("C D", "RUS.GOV")]
    assert claim.actors[0].reason == "country of the whole side"


def test_where_nobody_knows_whose_countries_they_are_the_countries_act(tmp_path: Path) -> None:
    claim = the_claim(tmp_path, actor_name="A; B; C", actor_country="RUS; IRN")
    assert named(claim) == [("RUS", "RUS.GOV"), ("IRN", "IRN.GOV")]
    assert claim.actors[0].reason == "a country of the side 'A; B; C'"


def test_a_type_that_plover_lacks_is_kept_aside(tmp_path: Path) -> None:
    content = text_of(POLECAT_HEADER, polecat_row(event_type="YIELD"))
    _, refused = composed(tmp_path, Polecat(POLECAT_HEADER), content)
    assert [row["reason"] for row in refused] == ["unknown_code"]
