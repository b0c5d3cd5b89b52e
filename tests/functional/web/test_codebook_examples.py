"""Each type of the codebook has examples of our own, the same behind every door."""

import json

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.ontology import plover
from dragoman.ontology.examples import examples_of
from tests.functional.conftest import Dragoman


@pytest.mark.parametrize("code", [entry.code for entry in plover.EVENT_TYPES])
def test_a_type_has_two_sentences_that_it_is_and_two_that_it_is_not(code: str) -> None:
    assert [example.is_coded for example in examples_of(code)] == [True, True, False, False]


def test_command_page_and_interface_show_the_same_sentences(
    client: TestClient, dragoman: Dragoman
) -> None:
    said = json.loads(dragoman("codebook", "aid").stdout.splitlines()[0])["examples"]
    types = client.get("/v1/codebook").json()["event_types"]
    told = next(entry["examples"] for entry in types if entry["code"] == "AID")
    page = html.fromstring(client.get("/codebook/AID").text)
    shown = [item.text.strip() for item in page.cssselect(".examples li")]
    sentences = [example.sentence for example in examples_of("AID")]
    assert [one["sentence"] for one in said] == sentences == shown
    assert told == said


def test_a_person_reads_why_a_sentence_is_not_of_the_type(dragoman: Dragoman) -> None:
    words = " ".join(dragoman("codebook", "AID", "-f", "table").stdout.split())
    for example in examples_of("AID"):
        assert example.why.split(".")[0] in words
