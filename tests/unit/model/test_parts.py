"""Claims that are read together share what is equal in them, and say the same."""

import json
from datetime import date

from dragoman.model import Actor, Basis, Claim, Participant, Passage, Place, Precision, Span, When
from dragoman.model.parts import Parts
from dragoman.model.wire import claim_from_json, claim_to_json


def _claim(number: int, lat: float = 7.0) -> str:
    """Return a claim as a line; all of them say the same of different articles."""
    town = Passage(span=Span(30, 36), exact="Town 7")
    claim = Claim(
        id=f"cl_{number}",
        article=f"ar_{number}",
        evidence=Passage(span=Span(0, 40), exact="The minister met his colleague in Town 7"),
        trigger=Passage(span=Span(13, 16), exact="met"),
        event_type="CONSULT",
        modes=("meet",),
        actors=(
            Participant(
                passage=Passage(span=Span(number, number + 12), exact="The minister"),
                actor=Actor(name="Minister", country="RUS", sector="GOV"),
            ),
        ),
        when=When(
            start=date(2020, 10, 6),
            end=date(2020, 10, 6),
            precision=Precision.DAY,
            basis=Basis.ASSUMED,
        ),
        where=(Place(passage=town, name="Town 7", kind="city", lat=lat, lon=1.5),),
        quad="verbal cooperation",
    )
    return json.dumps(claim_to_json(claim))


def test_what_two_claims_read_together_have_in_common_is_there_once() -> None:
    parts = Parts()
    one, other = (claim_from_json(json.loads(_claim(number)), parts) for number in (1, 2))
    assert one.actors[0].actor is other.actors[0].actor
    assert one.when is other.when
    assert one.where[0] is other.where[0]
    assert one.trigger is other.trigger
    assert one.modes is other.modes
    assert one.actors[0].passage == Passage(span=Span(1, 13), exact="The minister")


def test_claims_read_together_are_those_read_alone() -> None:
    parts = Parts()
    for line in map(_claim, range(5)):
        assert claim_from_json(json.loads(line), parts) == claim_from_json(json.loads(line))


def test_numbers_that_are_written_differently_stay_apart() -> None:
    parts = Parts()
    rows = [json.loads(_claim(1, lat)) for lat in (7.0, 7)]
    written = [json.dumps(claim_to_json(claim_from_json(row, parts))) for row in rows]
    assert ['"lat": 7.0' in line for line in written] == [True, False]
