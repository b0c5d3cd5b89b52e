"""Claims as a feed: well-formed whatever a page says, newest first, each entry for good."""

from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from dragoman.faces.atom import ATOM
from dragoman.faces.claim_feed import feed_of_claims
from dragoman.model import Claim, ImportedRow, Passage, Span
from dragoman.record import Question

TODAY = date(2020, 6, 1)
PLACE = "http://localhost:8400/v1/claims.atom?actor=RUS"
XML = "{http://www.w3.org/XML/1998/namespace}"
CLAIM = Claim(
    id="cl_1",
    article="ar_1",
    evidence=Passage(span=Span(0, 19), exact="Russia praised Iran"),
    trigger=Passage(span=Span(7, 14), exact="praised"),
    event_type="SUPPORT",
    published="2020-05-30",
    outlet="Wire",
)


def feed(*claims: Claim, question: Question | None = None, place: str | None = None) -> Element:
    text = feed_of_claims(claims, question or {}, TODAY, place)
    element: Element = ElementTree.fromstring(text.encode())
    return element


def part(element: Element, name: str) -> str:
    found = element.find(f"{{{ATOM}}}{name}")
    assert found is not None, name
    return found.text or found.get("href") or ""


def entries(element: Element) -> list[Element]:
    return list(element.findall(f"{{{ATOM}}}entry"))


def test_an_entry_leads_to_its_sentence_in_the_article() -> None:
    (entry,) = entries(feed(CLAIM))
    assert part(entry, "link") == "/articles/ar_1#cl_1"
    assert part(entry, "content").startswith("Russia praised Iran\n")


def test_an_imported_claim_leads_to_its_record_for_it_has_no_sentence() -> None:
    row = ImportedRow(dataset="ICEWS", file="events.tab", number=7)
    (entry,) = entries(feed(replace(CLAIM, evidence=None, row=row)))
    assert part(entry, "link") == "/v1/claims/cl_1"


def test_a_feed_is_as_new_as_its_newest_entry_and_an_empty_one_as_today() -> None:
    older = replace(CLAIM, id="cl_2", published="2020-05-01")
    assert part(feed(CLAIM, older), "updated") == "2020-05-30T00:00:00Z"
    assert part(feed(), "updated") == "2020-06-01T00:00:00Z"


def test_a_claim_without_a_day_is_in_no_feed() -> None:
    assert entries(feed(replace(CLAIM, published=None))) == []


def test_the_same_question_is_the_same_feed_however_it_is_asked() -> None:
    one = part(feed(question={"actor": "RUS", "limit": None, "event_type": "CONSULT"}), "id")
    other = part(feed(CLAIM, question={"event_type": "CONSULT", "actor": "RUS"}, place=PLACE), "id")
    assert one == other
    assert one != part(feed(question={"recipient": "RUS", "event_type": "CONSULT"}), "id")


def test_a_feed_of_a_server_says_where_it_stands() -> None:
    served = feed(CLAIM, place=PLACE)
    assert served.get(f"{XML}base") == PLACE
    assert part(served, "link") == PLACE


@given(words=st.text(st.characters(), min_size=1), outlet=st.text(st.characters()))
def test_whatever_a_page_says_the_feed_is_whole_and_holds_it_as_text(
    words: str, outlet: str
) -> None:
    evidence = Passage(span=Span(0, len(words)), exact=words)
    (entry,) = entries(feed(replace(CLAIM, evidence=evidence, outlet=outlet)))
    required = {f"{{{ATOM}}}{name}" for name in ("id", "title", "updated", "link", "content")}
    assert required <= {child.tag for child in entry}
    assert all(len(child) == 0 for child in entry)
