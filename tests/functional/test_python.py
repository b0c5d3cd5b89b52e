"""What `import dragoman` gives."""

import subprocess
import sys
from pathlib import Path

import pytest

import dragoman


@pytest.mark.parametrize("name", dragoman.__all__)
def test_every_name_that_is_promised_is_there(name: str) -> None:
    assert getattr(dragoman, name).__name__ == name


def test_a_name_that_is_not_promised_is_told() -> None:
    with pytest.raises(AttributeError, match="no attribute 'frobnicate'"):
        _ = dragoman.frobnicate


def test_to_import_it_is_cheap() -> None:
    script = "import sys, dragoman; print('numpy' in sys.modules, 'click' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False False\n"


def test_a_record_answers(read_record: Path) -> None:
    with dragoman.open(read_record) as record:
        view = record.view()
        found = dragoman.dyad(view, "RUS", "IRN")
        assert {said.id for said in found.sentences} == set(found.total.claims)
        assert next(view.claims(limit=1)).id


@pytest.mark.slow
def test_a_page_gives_claims_whose_words_are_its_own() -> None:
    page = "Iran and Russia signed an agreement in Moscow on Monday, the ministry said."
    reading = dragoman.code(page, published="2020-10-06", outlet="Example Wire")
    assert [claim.outlet for claim in reading.claims] == ["Example Wire"] * len(reading.claims)
    assert reading.claims
    for claim in reading.claims:
        span = claim.evidence
        assert span is not None
        assert reading.article.text[span.start : span.end] == span.exact


def test_a_client_without_its_library_says_what_brings_it() -> None:
    asked = "import sys; sys.modules['httpx'] = None; import dragoman; dragoman.Client"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False
    )
    assert "needs httpx; install the part: pip install 'dragoman[web]'" in done.stderr
