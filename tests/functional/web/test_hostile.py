"""Whatever a page on the web says, ours hold it as text: nothing in it runs, anywhere."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree, html
from starlette.testclient import TestClient

from dragoman.faces.web.app import create_app
from tests.functional.browser.examples import every_address, filled
from tests.functional.web.hostile import HOW_MANY
from tests.functional.web.hostile_record import TEXTS, make_hostile_record

# Elements that run or load something, or lead away; of ours, what loads is under /static/.
ACTIVE = {"script", "iframe", "object", "embed", "base", "style", "math", "link"}
# Attributes that hold an address.
LOADING = ("src", "href", "data", "action", "formaction", "poster", "xlink:href", "srcdoc")


@pytest.fixture(scope="module")
def hostile_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_hostile_record(tmp_path_factory.mktemp("hostile") / "record")


@pytest.fixture(scope="module")
def hostile(hostile_record: Path) -> Iterator[TestClient]:
    with TestClient(create_app(hostile_record, hosts=("testserver",))) as opened:
        yield opened


def faults_of(page: bytes) -> list[str]:
    """Return what a browser would run or load of a page."""
    found = []
    for element in html.document_fromstring(page).iter(etree.Element):
        tag = str(element.tag)
        for name, text in element.items():
            value = text.strip().lower()
            if name.startswith("on") or name in {"style", "srcdoc"}:
                found.append(f"<{tag} {name}>")
            if name in LOADING and value and not _is_safe(value):
                found.append(f"<{tag} {name}={value[:60]!r}>")
        loads = element.get("src") or element.get("href") or ""
        refreshes = tag == "meta" and element.get("http-equiv") is not None
        # A feed is named for whoever wants to read it; the browser does not ask for it.
        names = tag == "link" and element.get("rel") == "alternate" and loads.startswith("/v1/")
        if (tag in ACTIVE or refreshes) and not (loads.startswith("/static/") or names):
            found.append(f"<{tag}>")
    return found


def _is_safe(address: str) -> bool:
    """Tell whether an address leads to this server, or to a page of another to be read there."""
    return address.startswith(("/", "#", "?", "http:", "https:")) and not address.startswith("//")


def test_there_are_a_hundred_and_a_browser_would_take_most_for_markup() -> None:
    assert len(set(TEXTS)) == HOW_MANY
    assert sum(bool(faults_of(f"<p>{words}</p>".encode())) for words in TEXTS) > HOW_MANY / 2


def test_every_page_holds_hostile_texts_as_text(hostile: TestClient, hostile_record: Path) -> None:
    for example in every_address():
        answer = hostile.get(filled(example, hostile_record))
        assert faults_of(answer.content) == [], example
        assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.slow
def test_every_article_holds_its_hostile_text_as_text(hostile: TestClient) -> None:
    moment = hostile.app.state.desk.moments.now()  # type: ignore[attr-defined]
    articles = sorted({claim.article for claim in moment.view.claims()})
    assert len(articles) == HOW_MANY
    for article in articles:
        answer = hostile.get(f"/articles/{article}")
        assert (answer.status_code, faults_of(answer.content)) == (200, [])


# Where a page shows what its address says.
SHOWN = (
    "/search?q={}",
    "/claims?outlet={}",
    "/claims?since={}",
    "/sources/{}",
    "/dyads/{}-IRN",
    "/behind/dyad?first=RUS&second=IRN&at={}",
    "/?as_of={}",
    "/nowhere/{}",
)


@pytest.mark.slow
@pytest.mark.parametrize("path", SHOWN)
def test_a_hostile_address_is_shown_as_text(hostile: TestClient, path: str) -> None:
    for words in TEXTS[::4]:
        answer = hostile.get(path.format(quote(words, safe="")))
        assert faults_of(answer.content) == [], words
        assert answer.status_code < 500 or path.startswith("/?as_of")


def test_what_programs_read_is_never_taken_for_a_page(hostile: TestClient) -> None:
    for path in (
        "claims",
        "claims.jsonl",
        "claims.csv",
        "claims.geojson",
        "claims.atom",
        "events",
        "outlets",
    ):
        answer = hostile.get(f"/v1/{path}")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "html" not in answer.headers["content-type"]


def test_no_cell_of_a_sheet_is_a_formula(hostile: TestClient) -> None:
    sheet = hostile.get("/v1/claims.csv").text
    assert "=cmd" in sheet
    assert ",=cmd" not in sheet
    assert ',"=cmd' not in sheet
