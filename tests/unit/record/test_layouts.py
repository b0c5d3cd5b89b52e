"""Claims in the layouts of datasets: what goes out comes back, and what does not is counted."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Actor, Basis, Claim, Participant, Passage, Precision, Span, Status, When
from dragoman.model.claim import Voice
from dragoman.model.place import Place
from dragoman.ontology import actors, cameo, plover
from dragoman.record import Record, export
from dragoman.record.importing import import_files
from dragoman.record.layouts import LAYOUTS, Losses
from dragoman.record.layouts.pairs import cameo_code

WORDS = Passage(span=Span(0, 5), exact="words")
# GDELT has no code for a movement.
CODES = [
    *(entry.code for entry in actors.countries()),
    *(entry.code for entry in plover.NON_STATES if entry.code != "ISM"),
]
# ICEWS has no word for the others.
SECTORS = [kind.code for kind in plover.SECTORS if kind.code not in {"PRM", "UNK"}]
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
Back = Callable[[str, list[Claim]], list[Claim]]


def party(country: str | None, sector: str | None = None, name: str = "The Party") -> Participant:
    return Participant(passage=WORDS, actor=Actor(name=name, country=country, sector=sector))


def when(start: date, end: date | None = None) -> When:
    return When(
        start=start,
        end=end or start,
        precision=Precision.DAY,
        basis=Basis.SAID,
        passage=WORDS,
    )


CLAIM = Claim(
    id="cl_1",
    article="art_1",
    evidence=WORDS,
    trigger=WORDS,
    event_type="CONSULT",
    quad="verbal cooperation",
    modes=("visit",),
    actors=(party("RUS", "GOV"),),
    recipients=(party("IRN", "MIL"),),
    when=when(date(2020, 10, 6)),
    outlet="Example Agency",
    published="2020-10-07",
)


@pytest.fixture
def back(tmp_path: Path) -> Back:
    """What a fresh record reads from an export of some claims."""

    def through(layout: str, claims: list[Claim]) -> list[Claim]:
        return read_back(layout, claims, tmp_path)

    return through


def read_back(layout: str, claims: list[Claim], folder: Path) -> list[Claim]:
    path = folder / f"claims.{layout}"
    written = export(claims, layout, path)
    with Record.create(folder / f"from-{layout}") as record:
        report = import_files(record, layout, [path])
        assert (report.claims, dict(report.aside)) == (written, {})
        return list(record.view().claims())


def sides(claim: Claim) -> tuple[list[str | None], list[str | None]]:
    return [one.actor.id for one in claim.actors], [one.actor.id for one in claim.recipients]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_act_its_day_and_its_sides_come_back(layout: str, back: Back) -> None:
    (read,) = back(layout, [CLAIM])
    assert (read.event_type, read.modes, read.when and read.when.start) == (
        *("CONSULT", ("visit",), date(2020, 10, 6)),
    )
    assert sides(read) == (["RUS.GOV"], ["IRN.MIL"])


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_type_comes_back_with_its_sides_in_their_places(layout: str, back: Back) -> None:
    claims = [
        replace(CLAIM, id=f"cl_{kind.code}", event_type=kind.code, modes=())
        for kind in plover.EVENT_TYPES
    ]
    read = back(layout, claims)
    assert sorted(claim.event_type for claim in read) == sorted(c.event_type for c in claims)
    assert {str(sides(claim)) for claim in read} == {str(sides(CLAIM))}


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_country_and_sector_comes_back(layout: str, back: Back) -> None:
    sectors = SECTORS * (len(CODES) // len(SECTORS) + 1)
    claims = [
        replace(CLAIM, id=f"cl_{code}", actors=(party(code, sector),))
        for code, sector in zip(CODES, sectors, strict=False)
    ]
    read = back(layout, claims)
    assert sorted(str(sides(claim)) for claim in read) == sorted(str(sides(c)) for c in claims)


@pytest.mark.parametrize("layout", ["icews", "gdelt"])
def test_two_sides_of_two_are_four_pairs(layout: str, back: Back) -> None:
    claim = replace(
        CLAIM,
        event_type="ASSAULT",
        quad="material conflict",
        modes=(),
        actors=(party("RUS"), party("SYR")),
        recipients=(party("UKR"), party("USA")),
    )
    pairs = [(a, b) for one in back(layout, [claim]) for (a,), (b,) in [sides(one)]]
    expected = [("RUS", "UKR"), ("RUS", "USA"), ("SYR", "UKR"), ("SYR", "USA")]
    assert sorted(pairs, key=str) == expected


@pytest.mark.parametrize("layout", ["icews", "gdelt"])
def test_two_who_meet_both_act(layout: str, back: Back) -> None:
    claim = replace(CLAIM, modes=(), actors=(party("RUS"), party("IRN")), recipients=())
    (read,) = back(layout, [claim])
    assert sides(read) == (["RUS", "IRN"], [])


@pytest.mark.parametrize("layout", ["icews", "gdelt"])
def test_two_who_stand_against_a_third_are_no_pair(layout: str, back: Back) -> None:
    claim = replace(
        CLAIM,
        event_type="ACCUSE",
        quad="verbal conflict",
        modes=(),
        actors=(party("RUS"), party("IRN")),
        recipients=(),
        against=(party("USA"),),
    )
    assert sorted(str(sides(one)) for one in back(layout, [claim])) == [
        "(['IRN'], [])",
        "(['RUS'], [])",
    ]


def test_polecat_keeps_all_parties_of_one_claim_in_one_row(back: Back) -> None:
    claim = replace(CLAIM, actors=(party("RUS", "GOV"), party(None), party("IRN")))
    (read,) = back("polecat", [claim])
    assert sides(read)[0] == ["RUS.GOV", None, "IRN"]


def test_polecat_keeps_outlet_publication_and_contexts(back: Back) -> None:
    (read,) = back("polecat", [replace(CLAIM, contexts=("military", "diplomatic"))])
    assert (read.outlet, read.published, read.contexts) == (
        *("Example Agency", "2020-10-07", ("military", "diplomatic")),
    )


def test_claims_of_one_article_stay_together(back: Back) -> None:
    claims = [CLAIM, replace(CLAIM, id="cl_2"), replace(CLAIM, id="cl_3", article="art_2")]
    for layout in LAYOUTS:
        read = back(layout, claims)
        assert sorted(sum(one.article == other.article for one in read) for other in read) == [
            *(1, 2, 2),
        ]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_a_city_comes_back_as_a_point(layout: str, back: Back) -> None:
    city = Place(passage=WORDS, name="Tehran", kind="city", country="IRN", lat=35.7, lon=51.4)
    (place,) = back(layout, [replace(CLAIM, where=(city,))])[0].where
    assert (place.name, place.kind, place.country, place.lat, place.lon) == (
        *("Tehran", "city", "IRN", 35.7, 51.4),
    )


@pytest.mark.parametrize("status", [Status.FUTURE, Status.HYPOTHETICAL, Status.NEGATED])
def test_what_was_not_done_is_left_out_and_counted(status: Status) -> None:
    losses = Losses()
    claims = [CLAIM, replace(CLAIM, status=status)]
    assert export(claims, "polecat", io.BytesIO(), losses=losses) == 1
    assert losses.left_out == {status.value: 1}


def test_doubt_and_voice_are_counted_as_lost() -> None:
    losses = Losses()
    voice = Voice(passage=WORDS, actor=Actor(name="The Party"))
    told = [replace(CLAIM, hedged=True), replace(CLAIM, voices=(voice,)), CLAIM]
    assert export(told, "polecat", io.BytesIO(), losses=losses) == 3
    assert losses.lines == ("written without: 1 doubt, 1 voice",)


def test_an_undated_act_has_the_day_it_was_told(back: Back) -> None:
    (read,) = back("polecat", [replace(CLAIM, when=None)])
    assert read.when is not None
    assert read.when.start == date(2020, 10, 7)


def test_what_has_no_day_at_all_is_left_out() -> None:
    losses = Losses()
    undated = replace(CLAIM, when=None, published=None)
    assert export([undated], "gdelt", io.BytesIO(), losses=losses) == 0
    assert losses.left_out == {"without a day": 1}


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_no_cell_of_text_is_a_formula(layout: str) -> None:
    out = io.BytesIO()
    export([replace(CLAIM, actors=(party("RUS", name="=cmd|' /C calc'!A0"),))], layout, out)
    cells = [cell for row in out.getvalue().decode().splitlines() for cell in row.split("\t")]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@settings(max_examples=25)  # each makes a record
@given(names=st.lists(NAMES, min_size=1, max_size=3))
def test_no_name_breaks_a_row(
    layout: str, names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    parties = tuple(party("RUS", name=name) for name in names)
    claim = replace(CLAIM, actors=parties)
    read = read_back(layout, [claim], tmp_path_factory.mktemp("names"))
    assert {one.actor.country for claim in read for one in claim.actors} == {"RUS"}


@given(
    kind=st.sampled_from(plover.EVENT_TYPES),
    contexts=st.sets(st.sampled_from([entry.code for entry in plover.CONTEXTS])),
    chosen=st.data(),
)
def test_a_code_says_nothing_that_the_act_is_not(
    kind: plover.EventType, contexts: set[str], chosen: st.DataObject
) -> None:
    modes = (
        chosen.draw(st.sets(st.sampled_from([m.code for m in kind.modes]))) if kind.modes else ()
    )
    found = cameo.to_plover(cameo_code(kind.code, tuple(modes), tuple(contexts)))
    assert found.event_type == kind.code
    assert set(found.modes) <= set(modes)
    assert set(found.contexts) <= contexts
