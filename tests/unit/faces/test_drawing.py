"""Maps and matrices: areas stay true, names never cover each other, states keep their place."""

from itertools import combinations
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.faces.web.lettering import LETTER, LINE, Lettering, Words
from dragoman.faces.web.projection import HALF_EQUATOR, RADIUS, WORLD_WIDTH, project

LONGITUDES, LATITUDES = st.floats(-180, 180), st.floats(-89, 89)


@given(LONGITUDES, LATITUDES)
def test_the_map_is_the_same_on_both_sides_of_the_equator(lon: float, lat: float) -> None:
    north, south = project(lon, lat), project(lon, -lat)
    assert north[0] == pytest.approx(south[0])
    assert north[1] == pytest.approx(-south[1])


@given(LONGITUDES, st.floats(-80, 80))
def test_equal_areas_of_the_globe_are_equal_on_the_map(lon: float, lat: float) -> None:
    step = 1e-3
    across = (project(lon + step, lat)[0] - project(lon, lat)[0]) / step
    down = (project(lon, lat)[1] - project(lon, lat + step)[1]) / step
    # x does not move down with the longitude, so the area is the product of the two.
    globe = cos(radians(lat)) * radians(1) ** 2 * RADIUS**2
    assert across * down == pytest.approx(globe, rel=1e-3)


def test_the_equator_is_as_long_as_the_map_is_wide() -> None:
    assert project(180, 0)[0] - project(-180, 0)[0] == pytest.approx(WORLD_WIDTH)
    assert pytest.approx(2.7066, abs=1e-3) == HALF_EQUATOR


def ends(written: Words) -> tuple[float, float]:
    long = LETTER * len(written.words)
    left = written.x - {"start": 0.0, "middle": long / 2, "end": long}[written.anchor]
    return left, left + long


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 200), st.text("abc", min_size=1, max_size=9)),
        max_size=20,
    )
)
def test_no_name_covers_another_or_leaves_the_sheet(
    names: list[tuple[float, float, str]],
) -> None:
    sheet = Lettering(300, 200)
    for x, y, words in names:
        sheet.write_beside((x, y), 5, words, "major")
    for one in sheet.written:
        assert ends(one)[0] >= 0
        assert ends(one)[1] <= 300
    for one, other in combinations(sheet.written, 2):
        (left, right), (first, last) = ends(one), ends(other)
        assert right <= first or last <= left or abs(one.y - other.y) >= LINE
