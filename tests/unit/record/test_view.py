"""A view answers what it is asked, from the nouns themselves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman.model import Basis, Claim, Precision, Status, When
from dragoman.record import Record, View
from tests.unit.record.readings import (
    CODER,
    article_of_page,
    claim_in,
    page_of,
    party,
    passage,
    reading_of,
    unreadable,
)

RUSSIA, IRAN, AZERBAIJAN = party("Russia", "RUS"), party("Iran", "IRN"), party("Baku", "AZE")
NOBODY = party("Tehran", None)


def _when(start: date, end: date) -> When:
    return When(
        start=start, end=end, precision=Precision.RANGE, basis=Basis.SAID, passage=passage("Monday")
    )


def _claims() -> dict[str, Claim]:
    article = article_of_page(page_of(1))
    both = claim_in(article, id="both")
    october = _when(date(2020, 10, 5), date(2020, 10, 20))
    return {
        "both": both,
        "facing": replace(
            both, id="facing", actors=(RUSSIA,), recipients=(IRAN, AZERBAIJAN), hedged=False
        ),
        "reverse": replace(both, id="reverse", actors=(IRAN,), recipients=(RUSSIA,), when=october),
        "against": replace(
            both,
            id="against",
            actors=(RUSSIA, AZERBAIJAN),
            against=(IRAN,),
            event_type="MOBILIZE",
            quad="material conflict",
            status=Status.FUTURE,
        ),
        "receivers": replace(
            both, id="receivers", actors=(NOBODY,), recipients=(RUSSIA, IRAN), outlet="TASS"
        ),
        "undated": replace(both, id="undated", actors=(NOBODY,), when=None, outlet=None),
    }


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with Record.create(tmp_path_factory.mktemp("view") / "record") as record:
        record.add([page_of(1), page_of(2)])
        record.write([reading_of(page_of(1), *_claims().values()), unreadable(page_of(2))], CODER)
        yield record.view()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param({"dyad": ("RUS", "IRN")}, {"both", "facing", "reverse", "against"}, id="dyad"),
        pytest.param({"dyad": ("IRN", "AZE")}, {"against"}, id="dyad-by-against"),
        pytest.param({"dyad": ("RUS", "AZE")}, {"facing", "against"}, id="dyad-in-one-list"),
        pytest.param(
            {"dyad": ("RUS.GOV", "IRN")}, {"both", "facing", "reverse", "against"}, id="s"
        ),
        pytest.param({"dyad": ("RUS.MIL", "IRN")}, set(), id="dyad-of-another-sector"),
        pytest.param({"actor": "AZE"}, {"against"}, id="actor"),
        pytest.param({"actor": "IRN.GOV"}, {"both", "reverse"}, id="actor-with-sector"),
        pytest.param({"recipient": "RUS"}, {"reverse", "receivers"}, id="recipient"),
        pytest.param({"event_type": "MOBILIZE"}, {"against"}, id="type"),
        pytest.param({"quad": "material conflict"}, {"against"}, id="quad"),
        pytest.param({"status": "future"}, {"against"}, id="status"),
        pytest.param({"status": Status.FUTURE}, {"against"}, id="status-as-enum"),
        pytest.param({"hedged": False}, {"facing"}, id="not-hedged"),
        pytest.param({"outlet": "tass"}, {"receivers"}, id="outlet-in-any-case"),
        pytest.param({"since": date(2020, 10, 20)}, {"reverse"}, id="since-is-inclusive"),
        pytest.param({"since": date(2020, 10, 21)}, set(), id="since-past-the-end"),
        pytest.param({"until": date(2020, 10, 4)}, set(), id="until-before-the-start"),
        pytest.param({"article": "nowhere"}, set(), id="article"),
        pytest.param({"actor": "RUS", "recipient": "AZE"}, {"facing"}, id="all-must-hold"),
        pytest.param({"outlet": "x' or '1'='1"}, set(), id="values-are-bound"),
    ],
)
def test_claims_are_chosen_by(question: dict[str, object], expected: set[str], view: View) -> None:
    assert {claim.id for claim in view.claims(**question)} == expected  # type: ignore[arg-type]


def test_a_filter_that_is_none_asks_nothing(view: View) -> None:
    assert len(list(view.claims(actor=None, hedged=None, limit=None))) == len(_claims())


def test_a_filter_that_is_not_one_is_refused(view: View) -> None:
    with pytest.raises(TypeError, match="claims have no filter colour"):
        list(view.claims(colour="red"))  # type: ignore[call-arg]


def test_until_is_inclusive(view: View) -> None:
    found = {claim.id for claim in view.claims(until=date(2020, 10, 5))}
    assert found == set(_claims()) - {"undated"}


def test_claims_come_earliest_first_and_undated_last(view: View) -> None:
    ids = [claim.id for claim in view.claims()]
    assert ids == ["against", "both", "facing", "receivers", "reverse", "undated"]
    assert [claim.id for claim in view.claims(limit=2)] == ids[:2]


def test_one_claim_is_found_by_its_id(view: View) -> None:
    assert view.claim("both") == _claims()["both"]
    assert view.claim("nothing") is None


def test_one_article_is_found_by_its_id(view: View) -> None:
    article = article_of_page(page_of(1))
    assert view.article(article.id) == article
    assert view.article("nothing") is None


def test_articles_are_chosen_by_verdict(view: View) -> None:
    assert [article.origin for article in view.articles(verdict="empty")] == ["folder/2.html"]
    assert len(list(view.articles())) == 2


def test_rejections_are_chosen_by_article(view: View) -> None:
    article = article_of_page(page_of(1))
    assert [r.reason for r in view.rejections(article=article.id)] == ["citation_hole"]
    assert len(list(view.rejections())) == 2


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        pytest.param(None, None, 1, id="all"),
        pytest.param(date(2021, 5, 31), None, 1, id="ends-on-the-day"),
        pytest.param(date(2021, 6, 1), None, 0, id="over"),
        pytest.param(None, date(2021, 4, 30), 0, id="not-yet"),
    ],
)
def test_the_agenda_is_chosen_by_days(
    since: date | None, until: date | None, count: int, view: View
) -> None:
    assert len(list(view.agenda(since=since, until=until))) == count


def test_the_pages_add_up(view: View) -> None:
    counts = view.counts()
    assert counts.pop("pages") == sum(counts.values()) == 2


def test_a_view_without_a_name_is_called_by_its_digest(view: View) -> None:
    assert view.snapshot == view.digest()
    assert len(view.digest()) == 64


def test_an_empty_record_answers_with_nothing(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        view = record.view()
        assert [*view.claims(), *view.articles(), *view.agenda(), *view.rejections()] == []
        assert view.sql("select count(*) from claims").rows == ((0,),)
