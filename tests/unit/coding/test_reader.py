"""The model's readings: shares that sum to one, spans inside the sentence, no chance in them."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.reader import WIDE_SUMS, Proposal, Reader, grown
from dragoman.errors import CoderError
from dragoman.model import Span
from dragoman.ontology import plover


@cache
def reader() -> Reader:
    """Return the reader with the shipped weights, loaded once."""
    return Reader()


PACT = "Russia and Iran signed an agreement on military cooperation on Friday."


def test_the_types_of_the_weights_are_those_of_the_codebook() -> None:
    assert {plover.event_type(code).code for code in reader().labels.types} == set(
        reader().labels.types
    )


def test_sums_are_as_wide_on_a_processor_without_products_of_bytes() -> None:
    name, value = WIDE_SUMS
    assert reader().session.get_session_options().get_session_config_entry(name) == value


def test_a_signing_is_found_where_it_stands() -> None:
    assert any(found.span.cut(PACT).startswith("signed") for found in reader().find(PACT))


def test_the_shares_of_a_reading_sum_to_one() -> None:
    reading = reader().read(PACT, Span(16, 22))
    assert sum(reading.types.values()) + reading.none == pytest.approx(1, abs=1e-4)
    assert sum(reading.statuses.values()) == pytest.approx(1, abs=1e-4)
    assert 0 <= reading.hedged <= 1


def test_the_parties_of_a_signing_are_read() -> None:
    reading = reader().read(PACT, Span(16, 22))
    assert {role.span.cut(PACT) for role in reading.of_role("actor")} >= {"Russia", "Iran"}


def test_a_pair_gives_a_second_view_of_the_type() -> None:
    shares, none = reader().pair("Russia sold tanks to Iran.", Span(0, 6), Span(21, 25))
    assert sum(shares.values()) + none == pytest.approx(1, abs=1e-4)


def test_a_folder_without_weights_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(CoderError, match=r"python -m training\.reader\.export"):
        Reader(tmp_path)


@pytest.mark.parametrize("piece", ["with", "holding"])
def test_a_piece_of_a_word_is_the_whole_word(piece: str) -> None:
    text = "Norway is withholding aid."
    span = Span(text.index(piece), text.index(piece) + len(piece))
    (found,) = grown(text, [Proposal(span=span, probability=0.9)])
    assert found.span.cut(text) == "withholding"


def test_what_begins_with_a_hyphen_is_the_whole_compound() -> None:
    text = "Fire fell on state-run lines."
    start = text.index("-run")
    (found,) = grown(text, [Proposal(span=Span(start, start + 4), probability=0.9)])
    assert found.span.cut(text) == "state-run"


def test_of_two_pieces_of_one_word_the_surer_stands() -> None:
    text = "Netanyahu spoke."
    pieces = [
        Proposal(span=Span(0, 3), probability=0.6),
        Proposal(span=Span(3, 9), probability=0.9),
    ]
    assert [found.probability for found in grown(text, pieces)] == [0.9]


WORDS = st.lists(
    st.sampled_from("Russia Iran signed met “ ” , . 🙂 ’s \u00a0 в 2020 attack to".split(" ")),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40)
@given(WORDS)
def test_every_span_lies_in_its_sentence_and_reading_twice_is_the_same(words: list[str]) -> None:
    text = " ".join(words)
    found = reader().find(text)
    assert found == reader().find(text)
    assert all(role.span.end <= len(text) for role in reader().hear(text).speech)
    for proposal in found:
        assert proposal.span.end <= len(text)
        reading = reader().read(text, proposal.span)
        assert reading == reader().read(text, proposal.span)
        assert all(role.span.end <= len(text) for role in reading.roles)


def test_of_a_sentence_longer_than_the_model_reads_the_head_is_read() -> None:
    text = "Russia condemned Iran on Monday, " + "and it rained in the hills, " * 200
    found = [proposal.span for proposal in reader().find(text)]
    assert "condemned" in [text[span.start : span.end] for span in found]


def test_the_reader_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    script = "from dragoman.coding.reader import Reader; Reader().find('Iran fired two missiles.')"
    given = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], env=given, check=True)
    assert list(tmp_path.iterdir()) == []
