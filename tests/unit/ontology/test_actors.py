"""The gazetteer of actors: names that everybody knows, and names that deceive."""

import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import pairwise

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UnknownCode
from dragoman.model import Actor
from dragoman.ontology import actors

Seen = list[tuple[str, str, str | None]]


def names_and_ids(text: str, on: date | None = None) -> Seen:
    return [(hit.kind, text[hit.start : hit.end], hit.actor.id) for hit in actors.find(text, on)]


# The table itself


def test_every_state_of_the_standard_and_kosovo_is_known() -> None:
    standard = {entry.alpha_3 for entry in pycountry.countries}
    assert {entry.code for entry in actors.countries()} == standard | {"XKX"}


def test_no_two_states_share_a_name() -> None:
    names = Counter(name for entry in actors.countries() for name in (entry.name, *entry.variants))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_states_share_a_demonym() -> None:
    demonyms = Counter(name for entry in actors.countries() for name in entry.demonyms)
    assert [name for name, count in demonyms.items() if count > 1] == []


# Codes from words


@pytest.mark.parametrize("words", ["Russia", "RUS", "russian", "the Kremlin", "Kremlin", "Moscow"])
def test_a_code_is_resolved_from_any_name(words: str) -> None:
    assert actors.resolve_code(words) == "RUS"


def test_every_state_is_resolved_from_its_code_and_name() -> None:
    codes = [entry.code for entry in actors.countries()]
    assert [actors.resolve_code(code.lower()) for code in codes] == codes
    assert [actors.resolve_code(entry.name.upper()) for entry in actors.countries()] == codes


def test_a_code_that_is_no_state_is_resolved() -> None:
    assert [actors.resolve_code(words) for words in ("UNO", "united nations", "the UN")] == [
        "UNO"
    ] * 3
    assert actors.resolve_code("E.U.") == "EUR"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownCode, match="did you mean 'Azerbaijan'"):
        actors.resolve_code("Azerbajan")


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownCode, match="did you mean 'IRN'"):
        actors.country("IRNN")


# Names in a text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Talks between Tehran and Ankara went on.",
            [("capital", "Tehran", "IRN.GOV"), ("capital", "Ankara", "TUR.GOV")],
            id="capitals-are-governments",
        ),
        pytest.param(
            "The Kremlin, Downing Street and Foggy Bottom were silent.",
            [
                ("seat", "Kremlin", "RUS.GOV"),
                ("seat", "Downing Street", "GBR.GOV"),
                ("seat", "Foggy Bottom", "USA.GOV"),
            ],
            id="seats-are-governments",
        ),
        pytest.param(
            "Brussels warned Minsk.",
            [("seat", "Brussels", "EUR"), ("capital", "Minsk", "BLR.GOV")],
            id="brussels-is-the-union",
        ),
        pytest.param(
            "Iran and the Iranians differ from Iraqi and Iraqis.",
            [
                ("state", "Iran", "IRN"),
                ("demonym", "Iranians", "IRN"),
                ("demonym", "Iraqi", "IRQ"),
                ("demonym", "Iraqis", "IRQ"),
            ],
            id="demonyms",
        ),
        pytest.param(
            "Papua New Guinea, Guinea-Bissau, Equatorial Guinea and Guinea met.",
            [
                ("state", "Papua New Guinea", "PNG"),
                ("state", "Guinea-Bissau", "GNB"),
                ("state", "Equatorial Guinea", "GNQ"),
                ("state", "Guinea", "GIN"),
            ],
            id="longest-name-wins",
        ),
        pytest.param(
            "North Korea fired; South Korean officials and South Sudan watched.",
            [
                ("state", "North Korea", "PRK"),
                ("demonym", "South Korean", "KOR"),
                ("state", "South Sudan", "SSD"),
            ],
            id="compass-names",
        ),
        pytest.param(
            "U.S.-led forces and the UK's envoys left the UAE.",
            [("state", "U.S.", "USA"), ("state", "UK", "GBR"), ("state", "UAE", "ARE")],
            id="abbreviations",
        ),
        pytest.param(
            "ANKARA (AFP) — Türkiye called Côte d’Ivoire.",
            [
                ("capital", "ANKARA", "TUR.GOV"),
                ("outlet", "AFP", "FRA.JRN"),
                ("state", "Türkiye", "TUR"),
                ("state", "Côte d’Ivoire", "CIV"),
            ],
            id="dateline-accents-and-printers-marks",
        ),
        pytest.param(
            "The UN, the EU, NATO and OPEC+ disagreed.",
            [
                ("organisation", "UN", "UNO"),
                ("organisation", "EU", "EUR"),
                ("organisation", "NATO", "IGO"),
                ("organisation", "OPEC+", "IGO"),
            ],
            id="organisations-of-states",
        ),
        pytest.param(
            "Human Rights Watch wrote to the International Criminal Court.",
            [
                ("organisation", "Human Rights Watch", "NGO.SOC"),
                ("organisation", "International Criminal Court", "IGO.JUD"),
            ],
            id="organisations-without-borders",
        ),
        pytest.param(
            "The IRGC, the Pentagon, the CIA, the Duma and Rosoboronexport.",
            [
                ("organisation", "IRGC", "IRN.MIL"),
                ("organisation", "Pentagon", "USA.MIL"),
                ("organisation", "CIA", "USA.SPY"),
                ("organisation", "Duma", "RUS.LEG"),
                ("organisation", "Rosoboronexport", "RUS.BUS"),
            ],
            id="agencies",
        ),
        pytest.param(
            "Hezbollah, the Houthis, the PKK and Boko Haram are armed.",
            [
                ("group", "Hezbollah", "LBN.REB"),
                ("group", "Houthis", "YEM.REB"),
                ("group", "PKK", "TUR.REB"),
                ("group", "Boko Haram", "NGA.REB"),
            ],
            id="armed-groups",
        ),
        pytest.param(
            "Reuters, TASS and IRNA reported; so did The New York Times.",
            [
                ("outlet", "Reuters", "GBR.JRN"),
                ("outlet", "TASS", "RUS.JRN"),
                ("outlet", "IRNA", "IRN.JRN"),
                ("outlet", "The New York Times", "USA.JRN"),
            ],
            id="outlets",
        ),
        pytest.param(
            "Iran's Supreme Leader received the UN Secretary-General.",
            [
                ("office", "Iran's Supreme Leader", "IRN.GOV"),
                ("office", "UN Secretary-General", "UNO"),
            ],
            id="offices",
        ),
        pytest.param(
            "The former Soviet Union is gone, and so is the Gulf of Oman's calm.",
            [],
            id="blocks-take-their-words",
        ),
        pytest.param(
            "Michael Jordan, Chad Smith, George Washington and Paris Hilton.",
            [],
            id="people-are-no-states",
        ),
        pytest.param(
            "In Jordan, Foreign Minister Ayman Safadi spoke; Israel and Chad agreed.",
            [
                ("state", "Jordan", "JOR"),
                ("person", "Foreign Minister Ayman Safadi", "JOR.GOV"),
                ("state", "Israel", "ISR"),
                ("state", "Chad", "TCD"),
            ],
            id="guarded-states-are-still-states",
        ),
        pytest.param(
            "Male voters in Victoria and Hamilton stayed away.",
            [],
            id="capitals-that-are-common-words",
        ),
        pytest.param(
            "Republicans in Georgia voted, and all of Atlanta.",
            [("group", "Republicans", "USA.PTY")],
            id="georgia-the-other",
        ),
        pytest.param(
            "Georgia and Azerbaijan opened a railway.",
            [("state", "Georgia", "GEO"), ("state", "Azerbaijan", "AZE")],
            id="georgia-the-state",
        ),
        pytest.param(
            "Melania Trump smiled while Mr. Trump spoke of Trump Tower.",
            [("person", "Trump", "USA.GOV")],
            id="a-relative-is-somebody-else",
        ),
        pytest.param(
            "He left the Nelson Mandela Foundation; Joaquin Navarro-Valls spoke.",
            [],
            id="houses-and-double-names-are-nobody-known",
        ),
        pytest.param(
            "Russia's Putin phoned Turkish President Recep Tayyip Erdogan.",
            [
                ("state", "Russia", "RUS"),
                ("person", "Putin", "RUS.GOV"),
                ("person", "Turkish President Recep Tayyip Erdogan", "TUR.GOV"),
            ],
            id="a-title-joins-its-holder",
        ),
        pytest.param(
            "WHAT IS NEXT? Fighters of IS left.",
            [("group", "IS", "IMG.REB")],
            id="a-shouted-word-is-no-name",
        ),
        pytest.param(
            "The Washington Post quoted Bank of America.",
            [("outlet", "The Washington Post", "USA.JRN")],
            id="a-longer-name-hides-a-shorter",
        ),
        pytest.param(
            "Abdel Fattah Al-Burhan fled al Shabaab, whom Mr. Al-Sisi fears.",
            [
                ("person", "Abdel Fattah Al-Burhan", "SDN.MIL"),
                ("group", "al Shabaab", "SOM.REB"),
                ("person", "Al-Sisi", "EGY.GOV"),
            ],
            id="the-arabic-article-in-any-print",
        ),
        pytest.param("a polish turkey in chile sauce", [], id="small-letters-are-no-names"),
    ],
)
def test_find(text: str, expected: Seen) -> None:
    assert names_and_ids(text) == expected


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        pytest.param("Obama", date(2016, 5, 1), "USA.GOV", id="in-office"),
        pytest.param("Obama", date(2019, 5, 1), "USA.ELI", id="out-of-office"),
        pytest.param("Trump", date(2017, 1, 19), "USA.ELI", id="a-day-before-office"),
        pytest.param("Trump", date(2017, 1, 20), "USA.GOV", id="the-first-day"),
        pytest.param("Trump", date(2022, 1, 1), "USA.ELI", id="between-two-terms"),
        pytest.param("Hulusi Akar", date(2020, 10, 1), "TUR.MIL", id="a-defence-minister"),
        pytest.param("Mike Pompeo", date(2018, 1, 1), "USA.SPY", id="an-earlier-office"),
        pytest.param("Mike Pompeo", date(2020, 1, 1), "USA.GOV", id="a-later-office"),
        pytest.param("the Taliban", date(2020, 1, 1), "AFG.REB", id="rebels"),
        pytest.param("the Taliban", date(2022, 1, 1), "AFG.GOV", id="rebels-who-came-to-rule"),
        pytest.param("Osama bin Laden", date(2020, 1, 1), "IMG.REB", id="a-rebel-stays-one"),
        pytest.param("Stoltenberg", date(2020, 1, 1), "IGO", id="of-an-organisation"),
    ],
)
def test_who_somebody_is_hangs_on_the_day(text: str, on: date, expected: str) -> None:
    assert [hit.actor.id for hit in actors.find(text, on)] == [expected]


def test_a_hit_names_the_actor_as_the_record_does() -> None:
    (hit,) = actors.find("Moscow")
    assert hit.actor == Actor(name="Russia", country="RUS", sector="GOV")
    assert hit.key == "RUS"


# Laws

FRAGMENTS = (
    "Iran", "Moscow", "Jordan", " ", "  ", "'s", "U.S.", "Trump", "the", "Supreme Leader", "é",
    "İ", "IS", "(", ")", ",", ".", "\n", "Khamenei", "NATO", "-", "“", "Georgia", "Reuters", "x",
)  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_hits_are_in_order_apart_and_inside_the_text(text: str) -> None:
    hits = actors.find(text, date(2020, 1, 1))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(earlier.end <= later.start for earlier, later in pairwise(hits))
    assert all(hit.kind in actors.KINDS for hit in hits)


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(hit.actor.name for hit in actors.find(text))


# Speed


def test_the_names_load_in_a_fraction_of_a_second() -> None:
    # 85 ms alone; ten times that leaves room for a busy machine, not for a second index.
    code = (
        "import time; from dragoman.ontology import actors; begun = time.process_time();"
        "actors.find('x'); print(time.process_time() - begun)"
    )
    seconds = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout
    assert float(seconds) < 0.85
