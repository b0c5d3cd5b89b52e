"""PLOVER whole: types, modes, contexts, quads and scores, held to the published files."""

import csv
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UnknownCode
from dragoman.ontology import plover

DATA = Path(os.environ.get("DRAGOMAN_DATA", "../shared/data"))
PLOVER = DATA / "plover"
needs_data = pytest.mark.skipif(
    not PLOVER.is_dir(), reason=f"no research data at {DATA}; set DRAGOMAN_DATA to run this"
)
QUAD_OF = {
    "verbal cooperation": {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    "material cooperation": {"COOPERATE", "AID", "RETREAT"},
    "verbal conflict": {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    "material conflict": {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}
# The structured codebook splits or names these apart from the manual, which we follow.
NAMED_OTHERWISE = {
    ("ASSAULT", "assassinate"),
    ("ASSAULT", "execute"),
    ("ASSAULT", "massacre"),
    ("ASSAULT", "cleansing"),
    ("COERCE", "ban"),
    ("THREATEN", "ban"),
    ("THREATEN", "rights"),
    ("RETREAT", "return"),
}

types = st.sampled_from(plover.EVENT_TYPES)


def published_scores() -> dict[tuple[str, str], float]:
    with (PLOVER / "plover_scores.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {(row["event"], row["mode"]): float(row["score"]) for row in rows}


def our_scores() -> dict[tuple[str, str], float]:
    ours = {(entry.code, ""): entry.score for entry in plover.EVENT_TYPES}
    modes = [mode for entry in plover.EVENT_TYPES for mode in entry.modes]
    return ours | {(mode.event_type, mode.code): mode.score for mode in modes}


# What the codebook holds


def test_there_are_sixteen_types_in_four_quads() -> None:
    by_quad = {
        quad: {entry.code for entry in plover.EVENT_TYPES if entry.quad == quad}
        for quad in plover.QUADS
    }
    assert by_quad == QUAD_OF
    assert len(plover.EVENT_TYPES) == 16


def test_there_are_66_modes_and_37_contexts() -> None:
    assert sum(len(entry.modes) for entry in plover.EVENT_TYPES) == 66
    assert len(plover.CONTEXTS) == 37


def test_the_auxiliary_modes_are_four() -> None:
    assert set(plover.AUXILIARY_MODES) == {"historical", "future", "hypothetical", "negation"}


def test_five_types_go_without_modes() -> None:
    without = {entry.code for entry in plover.EVENT_TYPES if not entry.modes}
    assert without == {"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID"}


def test_three_types_need_a_recipient() -> None:
    needing = {entry.code for entry in plover.EVENT_TYPES if entry.needs_recipient}
    assert needing == {"COOPERATE", "AID", "SANCTION"}


def test_every_code_is_given_once() -> None:
    modes = [f"{mode.event_type} {mode.code}" for kind in plover.EVENT_TYPES for mode in kind.modes]
    countries = [entry.code for entry in plover.NON_STATES]
    tables = (
        [entry.code for entry in plover.EVENT_TYPES],
        [entry.code for entry in plover.SECTORS],
        [entry.code for entry in plover.CONTEXTS],
        modes,
        countries,
    )
    assert [sorted(codes) for codes in tables] == [sorted(set(codes)) for codes in tables]


def test_every_code_is_defined_in_a_sentence() -> None:
    definitions = [
        *(entry.definition for entry in plover.EVENT_TYPES),
        *(mode.definition for entry in plover.EVENT_TYPES for mode in entry.modes),
        *(entry.definition for entry in plover.CONTEXTS),
        *(entry.definition for entry in plover.SECTORS),
        *(entry.definition for entry in plover.NON_STATES),
        *plover.AUXILIARY_MODES.values(),
    ]
    assert [text for text in definitions if not text.endswith(".")] == []


@given(types)
def test_a_score_has_the_sign_of_its_quad(entry: plover.EventType) -> None:
    if "cooperation" in entry.quad:
        assert entry.score > 0
    else:
        assert entry.score <= 0


@given(types, st.data())
def test_of_several_modes_the_farthest_from_zero_counts(
    entry: plover.EventType, data: st.DataObject
) -> None:
    codes = [mode.code for mode in entry.modes]
    chosen = data.draw(st.lists(st.sampled_from(codes), min_size=1)) if codes else []
    scores = [plover.mode(entry.code, code).score for code in chosen] or [entry.score]
    assert abs(plover.score(entry.code, chosen)) == max(map(abs, scores))


# Against the published files


@pytest.mark.data
@needs_data
def test_modes_are_those_of_the_published_scores() -> None:
    assert set(our_scores()) == set(published_scores())


@pytest.mark.data
@needs_data
def test_scores_are_the_published_ones_but_for_the_lost_minus_of_accuse() -> None:
    theirs, ours = published_scores(), our_scores()
    assert {key: (theirs[key], ours[key]) for key in ours if theirs[key] != ours[key]} == {
        ("ACCUSE", ""): (3.0, -3.0)
    }


@pytest.mark.data
@needs_data
def test_modes_of_the_structured_codebook_are_ours_or_known_to_be_split() -> None:
    with (PLOVER / "structured_codebook.csv").open(encoding="utf-8", newline="") as file:
        theirs = {(row["event"], row["mode"]) for row in csv.DictReader(file)}
    assert theirs - set(our_scores()) == NAMED_OTHERWISE


@pytest.mark.data
@needs_data
def test_contexts_are_those_of_the_manual() -> None:
    manual = (PLOVER / "PLOVER_MANUAL.tex").read_text(encoding="utf-8")
    table = manual.partition("START CONTEXTS TABLE")[2].partition("END CONTEXTS TABLE")[0]
    rows = re.findall(
        r"^(?:\\hyperref\[context:[^\]]*\]\{)?([a-z\\_]+)\}?\s*&", table, re.MULTILINE
    )
    theirs = {name.replace("\\_", "_") for name in rows}
    assert {entry.code for entry in plover.CONTEXTS} == theirs


# Codes that nobody knows


@pytest.mark.parametrize(
    ("look_up", "code", "nearest"),
    [
        pytest.param(plover.event_type, "COPERATE", "COOPERATE", id="type"),
        pytest.param(plover.quad, "CONSULTE", "CONSULT", id="quad"),
        pytest.param(plover.context, "militery", "military", id="context"),
        pytest.param(plover.sector, "GOVT", "GOV", id="sector"),
        pytest.param(plover.non_state, "IGOO", "IGO", id="non-state"),
        pytest.param(lambda code: plover.mode("ASSAULT", code), "firearm", "firearms", id="mode"),
    ],
)
def test_an_unknown_code_names_the_nearest(
    look_up: Callable[[str], object], code: str, nearest: str
) -> None:
    with pytest.raises(UnknownCode, match=f"{code}.*{nearest}"):
        look_up(code)


def test_a_mode_of_another_type_is_unknown() -> None:
    with pytest.raises(UnknownCode, match="PLOVER CONSULT"):
        plover.mode("CONSULT", "beat")


# Contexts by their words


@given(st.text())
def test_contexts_of_any_text_are_codes_in_order_and_once(text: str) -> None:
    found = plover.contexts_of(text)
    known = [entry.code for entry in plover.CONTEXTS]
    assert list(found) == [code for code in known if code in found]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Voters went to the polls in the presidential election.", "election"),
        ("The central bank raised its inflation forecast.", "economic"),
        ("Hackers broke into the ministry's network in a cyberattack.", "cyber"),
        ("Inspectors found enriched uranium at the site.", "cbrn"),
    ],
)
def test_a_context_is_told_by_its_words(text: str, context: str) -> None:
    assert context in plover.contexts_of(text)


def test_a_text_without_cue_words_has_no_context() -> None:
    assert plover.contexts_of("He walked home.") == ()
