"""A saying is a cue with the content beside it and the nearest source."""

from dragoman.coding.reader import Role
from dragoman.coding.speech import sayings
from dragoman.model import Span


def role(name: str, start: int, end: int) -> Role:
    return Role(role=name, span=Span(start, end), probability=0.9)


def test_a_cue_takes_its_source_and_its_content() -> None:
    (saying,) = sayings([role("source", 0, 5), role("cue", 6, 10), role("content", 11, 40)])
    assert (saying.source, saying.cue) == (Span(0, 5), Span(6, 10))
    assert saying.contents == (Span(11, 40),)


def test_each_content_goes_to_the_cue_nearest_to_it() -> None:
    heard = [role("cue", 6, 10), role("content", 11, 40), role("cue", 60, 64)]
    heard += [role("content", 65, 90)]
    assert [s.contents for s in sayings(heard)] == [(Span(11, 40),), (Span(65, 90),)]


def test_a_cue_without_content_says_nothing() -> None:
    assert sayings([role("source", 0, 5), role("cue", 6, 10)]) == ()


def test_a_source_far_away_is_not_its_own() -> None:
    (saying,) = sayings([role("source", 0, 5), role("cue", 200, 204), role("content", 205, 240)])
    assert saying.source is None


def test_a_quotation_around_its_cue_is_one_saying() -> None:
    heard = [role("content", 0, 20), role("source", 22, 30), role("cue", 31, 35)]
    heard += [role("content", 37, 60)]
    (saying,) = sayings(heard)
    assert saying.contents == (Span(0, 20), Span(37, 60))
