"""The events benchmark says what the reference scorer says."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.events import score
from eval.gate import research_folder
from tests.eval.reference import REFERENCE, reference_score

Json = dict[str, Any]

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_file(), reason=f"the reference scorer is not at {REFERENCE}"
)

COUNTRIES = st.lists(st.sampled_from(["RUS", "IRN", "USA", None]), max_size=3)
TYPES = st.sampled_from(["CONSULT", "CONCEDE", "RETREAT", "ASSAULT", "YIELD"])
SENTENCES = ["Russia met Iran in Tehran on Monday.", "Moscow met Tehran.", "They fought."]
STATUSES = st.sampled_from(["actual", "future", "negated"])
DAYS = st.sampled_from(["2020-01-01", "2020-02-01"])
WORDS = st.sampled_from(["a Moscow paper", "the Moscow paper said", "officials"])


def parties(codes: list[str | None]) -> list[Json]:
    return [{"text": "x", "exact": "x", "country": code} for code in codes]


@st.composite
def gold_events(draw: st.DrawFn) -> Json:
    day = draw(st.none() | DAYS)
    return {
        "sentence": draw(st.sampled_from(SENTENCES)),
        "trigger": draw(st.sampled_from(["met", "fought"])),
        "event_type": draw(TYPES),
        "actors": parties(draw(COUNTRIES)),
        "recipients": parties(draw(COUNTRIES)),
        "status": draw(STATUSES),
        "hedged": draw(st.booleans()),
        "source": draw(st.none() | st.builds(lambda words: {"text": words}, WORDS)),
        "date": {"start": day, "end": day} if day else None,
        "place": draw(st.none() | st.just({"text": "Tehran", "country": "IRN"})),
    }


@st.composite
def claims(draw: st.DrawFn) -> Json:
    day = draw(DAYS)
    return {
        "article": "1",
        "evidence": {"exact": draw(st.sampled_from(SENTENCES))},
        "trigger": {"exact": draw(st.sampled_from(["met", "fought"]))},
        "event_type": draw(TYPES.filter(lambda code: code != "YIELD")),
        "actors": parties(draw(COUNTRIES)),
        "recipients": parties(draw(COUNTRIES)),
        "status": draw(STATUSES),
        "hedged": draw(st.booleans()),
        "voices": draw(st.lists(st.builds(lambda words: {"exact": words}, WORDS), max_size=2)),
        "when": draw(st.none() | st.just({"start": day, "end": day})),
        "where": parties(draw(COUNTRIES)),
    }


@needs_reference
@given(st.lists(gold_events(), max_size=6), st.lists(claims(), max_size=6))
@settings(max_examples=200)
def test_any_claims_get_the_figures_of_the_reference(gold: list[Json], coded: list[Json]) -> None:
    stories = [{"id": "1", "text": "", "events": gold}]
    ours, theirs = score(stories, coded), reference_score(stories, coded)
    assert ours == {key: theirs[key] for key in ours}


@needs_reference
@pytest.mark.data
@pytest.mark.slow
def test_the_dev_stories_get_the_figures_of_the_reference(tmp_path: Path) -> None:
    gold = research_folder() / "gold/dev.jsonl"
    if not gold.is_file():
        pytest.skip(f"no research data at {gold}; set DRAGOMAN_DATA")
    said = tmp_path / "claims.jsonl"
    run = [sys.executable, "-m", "eval", "events", str(gold), "--predictions", str(said)]
    spoken = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    ours = json.loads(spoken.strip().splitlines()[-1])
    del ours["benchmark"]
    stories = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    coded = [json.loads(line) for line in said.read_text(encoding="utf-8").splitlines()]
    theirs = reference_score(stories, coded)
    assert ours == {key: theirs[key] for key in ours}
