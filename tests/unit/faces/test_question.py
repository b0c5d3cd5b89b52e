"""A question survives its way through an address, and a wrong one says what is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DragomanError, InputError
from dragoman.faces.question import (
    STATUSES,
    address_of,
    command_of,
    parameters_of,
    question_of,
)
from dragoman.ontology import plover
from dragoman.record.filters import Question

CODES = st.sampled_from(("RUS", "IRN", "USA", "CHN.MIL", "TUR.GOV", "UNO"))
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
QUESTIONS = st.fixed_dictionaries(
    {},
    optional={
        "dyad": st.tuples(CODES, CODES),
        "actor": CODES,
        "recipient": CODES,
        "event_type": st.sampled_from([entry.code for entry in plover.EVENT_TYPES]),
        "quad": st.sampled_from(plover.QUADS),
        "since": DAYS,
        "until": DAYS,
        "outlet": st.from_regex(r"[A-Za-z&=#+ ]*[A-Za-z]", fullmatch=True).map(str.strip),
        "status": st.sampled_from(STATUSES),
        "hedged": st.booleans(),
        "limit": st.integers(1, 10_000),
    },
)


@given(QUESTIONS)
def test_a_question_comes_back_from_its_parameters(question: Question) -> None:
    assert question_of(parameters_of(question)) == question


def test_names_become_codes() -> None:
    asked = question_of({"dyad": "the Kremlin,Iran", "actor": "rus.mil"})
    assert asked == {"dyad": ("RUS", "IRN"), "actor": "RUS.MIL"}


def test_a_month_is_its_first_day_since_and_its_last_until() -> None:
    asked = question_of({"since": "2020-02", "until": "2020-02"})
    assert (asked["since"], asked["until"]) == (date(2020, 2, 1), date(2020, 2, 29))


def test_an_empty_parameter_asks_nothing() -> None:
    assert question_of({"outlet": "", "since": " "}) == {}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("colour", "red", "no parameter 'colour'"),
        ("since", "soon", "'soon' is no day"),
        ("dyad", "RUS", "names nobody"),
        ("hedged", "perhaps", "neither true nor false"),
        ("limit", "-1", "no number above 0"),
        ("limit", "²", "no number above 0"),
        ("status", "done", "is none of actual"),
        ("quad", "loud", "is none of verbal cooperation"),
    ],
)
def test_a_wrong_parameter_says_what_is_wrong(name: str, value: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        question_of({name: value})


def test_a_country_that_is_none_names_the_nearest() -> None:
    with pytest.raises(DragomanError, match="did you mean"):
        question_of({"actor": "Rusia"})


def test_an_address_and_a_command_ask_the_same() -> None:
    question: Question = {"dyad": ("RUS", "IRN"), "event_type": "CONSULT", "hedged": False}
    assert address_of("/v1/claims", question) == "/v1/claims?dyad=RUS,IRN&type=CONSULT&hedged=false"
    assert command_of(question) == "dragoman claims --dyad RUS IRN --type CONSULT --unhedged"
