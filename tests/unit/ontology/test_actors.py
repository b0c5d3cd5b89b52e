"""The gazetteer of actors: names that everybody knows, and names that deceive."""

import pycountry
import pytest

from dragoman.errors import UnknownCode
from dragoman.ontology import actors


def names_and_ids(text: str) -> list[tuple[str, str, str | None]]:
    return [(hit.kind, text[hit.start : hit.end], hit.actor.id) for hit in actors.find(text)]


def test_every_state_of_the_standard_and_kosovo_is_known() -> None:
    standard = {entry.alpha_3 for entry in pycountry.countries}
    assert {entry.code for entry in actors.countries()} == standard | {"XKX"}


@pytest.mark.parametrize("words", ["Russia", "RUS", "russian", "the Kremlin", "Kremlin", "Moscow"])
def test_a_code_is_resolved_from_any_name(words: str) -> None:
    assert actors.resolve_code(words) == "RUS"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownCode, match="did you mean 'Azerbaijan'"):
        actors.resolve_code("Azerbajan")


def test_a_capital_stands_for_its_government() -> None:
    assert names_and_ids("Talks between Tehran and Ankara") == [
        ("capital", "Tehran", "IRN.GOV"),
        ("capital", "Ankara", "TUR.GOV"),
    ]
