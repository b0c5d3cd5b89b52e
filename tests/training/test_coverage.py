"""The countries that our tables of bodies give are those that people marked, or we know why not."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from dragoman.model import Span
from training.actors.coverage import Answer, answers, share
from training.annotations.standoff import annotated_sentences, held_sentences
from training.corpus.check import read_corpus
from training.corpus.markup import MarkedSentence, Who, parse

DATA = Path(os.environ.get("DRAGOMAN_DATA", Path(__file__).parents[2] / "../shared/data"))
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"no research data at {DATA}; set DRAGOMAN_DATA to run this"
)
# The reasons of a mention that a table of bodies alone accounts for.
NAMES = frozenset({"organisation name", "group name", "outlet name"})
# Where the mark and the table differ and the table stays: an annotator settled it otherwise
# elsewhere (the World Bank is of the UN once, an organisation of its own five times), or the
# sentence means the country where somebody fights rather than the one they are of.
SETTLED = frozenset(
    {
        ("Hizbul Mujahideen", "IND"),
        ("the PKK", "IMG"),
        ("PKK caves", "IRQ"),
        ("the FDLR", "COD"),
        ("Islamic State", "IRQ"),
        ("the KGB", "BLR"),
        ("The World Bank", "UNO"),
        ("the International Court of Justice", "IGO"),
        ("a European convention on violence against women", "IGO"),
        ("El Nuevo Dia", "USA"),
        ("The Royal Gazette", "GBR"),
        ("Radio Azattyk", "KGZ"),
        ("an Islamic State affiliate", "MOZ"),
        ("the Red Crescent", "BGD"),
        # Two bodies share the letters: Reporters sans frontières and Sudan's Rapid Support Forces.
        ("Media watchdog RSF", "NGO"),
    }
)
# The same in the annotated stories. The synthetic ones invent: Latvia has no army of liberation.
SETTLED_IN_STORIES = frozenset(
    {
        ("Facebook creator Mark Zuckerberg", "USA"),
        ("YouTube", "USA"),
        ("US-led coalition", "USA"),
        ("the US-led coalition", "USA"),
        ("the counter-ISIL coalition", "USA"),
        ("al Qaeda in Iraq", "IMG"),
        ("al-Qaeda in the Arabian Peninsula", "YEM"),
        ("al-Qaeda in Yemen", "YEM"),
        ("the National Liberation Army (KNL)", "LVA"),
        ("A United Nations-mandated African force", "IGO"),
        ("the International Court of Arbitration", "IGO"),
        ("Facebook", "USA"),
        ("the anti-EU 5-Star Movement", "ITA"),
        ("the National Liberation Army (NLA, formerly the NDF)", "SYR"),
        ("al Shabaab", "IMG"),
        ("Al Shabaab", "IMG"),
        ("the coalition against the Islamic State group", "IGO"),
        ("A group calling itself Ansar al-Islam", "EGY"),
        ("Ansar al-Islam", "EGY"),
        ("the Saudi-led coalition", "SAU"),
        ("The Saudi-led coalition", "SAU"),
        ("the Foreign Office", "NLD"),
        ("The Republican Party", "GBR"),
        ("As-Safir", "SAU"),
    }
)


def contradicted(sentences: Iterable[MarkedSentence]) -> set[tuple[str, str]]:
    found = (answer for sentence in sentences for answer in answers(sentence))
    wrong = (a for a in found if a.outcome == "wrong" and set(a.reasons) <= NAMES)
    return {(answer.words, answer.marked) for answer in wrong}


@pytest.mark.slow
def test_no_name_of_a_body_contradicts_our_own_sentences() -> None:
    assert contradicted(read_corpus()) <= SETTLED


@needs_data
@pytest.mark.data
@pytest.mark.slow
def test_no_name_of_a_body_contradicts_the_annotated_stories() -> None:
    assert contradicted([*annotated_sentences(DATA), *held_sentences(DATA)]) <= SETTLED_IN_STORIES


@pytest.mark.parametrize(
    ("line", "outcomes"),
    [
        ("[Iran|1A @IRN.GOV] [freed|1=RETREAT] [Kim|1R @KOR.CVL].", ["right", "silent"]),
        ("[Iran|1A @IRQ.GOV] [freed|1=RETREAT] [Kim|1R @?.CVL].", ["wrong"]),
    ],
)
def test_a_party_is_right_wrong_or_silent(line: str, outcomes: list[str]) -> None:
    assert [answer.outcome for answer in answers(parse(line))] == outcomes


def test_parties_without_a_marked_country_are_not_asked() -> None:
    sentence = MarkedSentence(text="Iran left.", place="-", who={Span(0, 4): Who(None, "GOV")})
    assert list(answers(sentence)) == []


def test_shares_add_up() -> None:
    rows = [Answer("-", "x", "IRN", found, ()) for found in (("IRN",), ("IRQ",), (), ())]
    assert share(rows) == {"parties": 4, "right": 0.25, "wrong": 0.25, "silent": 0.5}
