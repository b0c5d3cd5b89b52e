"""Series: the pairs of all claims by period, as one question for each would count them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, combinations, product

import pytest

from dragoman.errors import AnswerError
from dragoman.model import Basis, Precision, When
from dragoman.record import Record, View
from dragoman.record.series import PairCount
from tests.unit.record.readings import (
    CODER,
    article_of_page,
    claim_in,
    page_of,
    party,
    passage,
    reading_of,
)

CODES = ("AZE", "IRN", "RUS")
PARTIES = [party(name, code) for name, code in zip(("Baku", "Iran", "Russia"), CODES, strict=True)]
SIDES = list(chain.from_iterable(combinations(PARTIES, size) for size in (0, 1, 2)))


def _on(day: date) -> When:
    return When(
        start=day, end=day, precision=Precision.DAY, basis=Basis.SAID, passage=passage("Monday")
    )


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """Return a record in which any two sides of up to two countries act, face and oppose."""
    claim = claim_in(article_of_page(page_of(1)))
    claims = [
        replace(claim, id=f"cl_{number}", actors=actors, recipients=recipients, against=against)
        for number, (actors, recipients, against) in enumerate(product(SIDES, repeat=3))
    ]
    with Record.create(tmp_path_factory.mktemp("series") / "record") as record:
        record.add([page_of(1)])
        record.write([reading_of(page_of(1), *claims)], CODER)
        yield record.view()


@pytest.fixture(scope="module")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """Return a record of four acts of Russia and Iran, one of them undated."""
    claim = replace(
        claim_in(article_of_page(page_of(1))), actors=(PARTIES[2],), recipients=(PARTIES[1],)
    )
    days = (date(2020, 9, 30), date(2020, 10, 1), date(2020, 10, 4), None)
    quads = ("verbal cooperation", "material conflict", "material cooperation", "verbal conflict")
    claims = [
        replace(claim, id=quad, quad=quad, when=_on(day) if day else None)
        for day, quad in zip(days, quads, strict=True)
    ]
    with Record.create(tmp_path_factory.mktemp("autumn") / "record") as record:
        record.add([page_of(1)])
        record.write([reading_of(page_of(1), *claims)], CODER)
        yield record.view()


@pytest.mark.parametrize("pair", list(combinations(CODES, 2)))
def test_a_series_adds_up_to_the_claims_that_a_question_for_the_pair_means(
    pair: tuple[str, str], everyone: View
) -> None:
    assert sum(row.claims for row in everyone.series(pair)) == everyone.count(dyad=pair)


def test_all_series_are_those_of_each_pair(everyone: View) -> None:
    one_by_one = [everyone.series(pair, "year") for pair in combinations(CODES, 2)]
    assert list(everyone.all_series("year")) == list(chain.from_iterable(one_by_one))


def test_both_axes_are_counted_by_month_and_undated_claims_come_last(autumn: View) -> None:
    assert autumn.series(("RUS", "IRN")) == [
        PairCount("IRN", "RUS", date(2020, 9, 1), claims=1, cooperation=1, conflict=0),
        PairCount("IRN", "RUS", date(2020, 10, 1), claims=2, cooperation=1, conflict=1),
        PairCount("IRN", "RUS", None, claims=1, cooperation=0, conflict=1),
    ]


def test_a_week_begins_on_monday(autumn: View) -> None:
    assert [row.start for row in autumn.series(("RUS", "IRN"), "week")] == [date(2020, 9, 28), None]


def test_a_pair_that_never_meets_has_no_series(autumn: View) -> None:
    assert autumn.series(("RUS", "AZE")) == []


def test_a_unit_that_is_none_is_refused(autumn: View) -> None:
    with pytest.raises(AnswerError, match="no series by 'fortnight'; say one of day, week"):
        autumn.series(("RUS", "IRN"), "fortnight")
