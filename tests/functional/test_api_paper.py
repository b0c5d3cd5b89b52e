"""docs/api.md says what the interface does: its requests are answered, its program runs."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.faces.api.forms import MEDIA_TYPES
from dragoman.faces.web.app import create_app

PAPER = Path(__file__).parents[2] / "docs" / "api.md"
TEXT = PAPER.read_text(encoding="utf-8")
REQUESTS = re.findall(r"^GET (\S+)$", TEXT, re.MULTILINE)
# A row of the table of addresses: the addresses, and the forms of each.
ROW = re.compile(r"^\| (?P<paths>`/v1/.*?) \| .* \| (?P<forms>[\w, ]+) \|$", re.MULTILINE)
# What an address must be asked with.
REQUIRED = {
    "/v1/outlook": "?first=RUS",
    "/v1/brief/list": "?today=2020-10-10&at=/told/claims",
}


@pytest.fixture(scope="module")
def client(read_record: Path) -> TestClient:
    return TestClient(create_app(read_record, hosts=("testserver",)))


@pytest.mark.parametrize("request_line", REQUESTS)
def test_a_request_of_the_paper_is_answered(client: TestClient, request_line: str) -> None:
    assert client.get(request_line).status_code == 200


def test_the_paper_holds_every_address(client: TestClient) -> None:
    document = client.get("/v1/openapi.json").json()
    told = {
        path.replace("{a}", "{first}").replace("{b}", "{second}")
        for row in ROW.finditer(TEXT)
        for path in re.findall(r"`/v1([^`]*)`", row["paths"])
    }
    named = {re.sub(r"\{(claim|event|article)\}", "{id}", path) for path in document["paths"]}
    assert told == named


def test_an_address_has_the_forms_that_the_paper_tells(client: TestClient) -> None:
    document = client.get("/v1/openapi.json").json()
    answered = {"{a}": "RUS", "{b}": "IRN", "{code}": "RUS"}
    for row in ROW.finditer(TEXT):
        forms = set(row["forms"].split(", "))
        for path in re.findall(r"`(/v1[^`]*)`", row["paths"]):
            if "{id}" in path or path == "/v1/sql":
                continue
            described = path.removeprefix("/v1").replace("{a}-{b}", "{first}-{second}")
            told = document["paths"][described]["get"]["responses"]["200"]["content"]
            assert set(told) == {MEDIA_TYPES[form] for form in forms}
            for name, value in answered.items():
                path = path.replace(name, value)  # noqa: PLW2901 - a template filled in
            asked = REQUIRED.get(path, "")
            given = {f for f in MEDIA_TYPES if client.get(f"{path}.{f}{asked}").status_code == 200}
            assert given == forms, path


def test_the_program_of_the_paper_runs(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"^```py\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    code = program.replace("http://localhost:8400", address)
    exec(compile(code, PAPER.name, "exec"), {"__name__": "example"})  # noqa: S102 - our own paper
    assert "/v1/claims?dyad=RUS,IRN&hedged=false" in capsys.readouterr().out
