"""Acts: counted as rows of numbers, they are what a look at each would count."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.acts import Act, Acts
from dragoman.answers.sides import Axis

FIRST = date(2020, 1, 1)
PAIRS = (("ARM", "AZE"), ("ARM", "IRN"), ("IRN", "RUS"))
STORIES = tuple("pqrst")
some_stories = st.frozensets(st.sampled_from(STORIES), min_size=1)
acts = st.lists(
    st.builds(
        Act,
        start=st.integers(0, 90).map(lambda days: FIRST + timedelta(days=days)),
        pair=st.sampled_from(PAIRS),
        axis=st.sampled_from(tuple(Axis)),
        recent=some_stories,
        origins=some_stories.map(lambda found: tuple(sorted(found))),
    ),
    max_size=12,
)
spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
    lambda days: (FIRST + timedelta(days=days[0]), FIRST + timedelta(days=sum(days)))
)
Days = tuple[date, date]


def within(found: list[Act], axis: Axis, days: Days) -> list[Act]:
    return [act for act in found if act.axis is axis and days[0] <= act.start <= days[1]]


@given(acts, st.sampled_from(tuple(Axis)), spans, st.sampled_from(PAIRS))
def test_a_pair_has_as_many_acts_as_a_look_at_each_finds(
    found: list[Act], axis: Axis, days: Days, pair: tuple[str, str]
) -> None:
    seen = within(found, axis, days)
    own = sum(act.pair == pair for act in seen)
    assert Acts(found).counts(axis, days, pair) == (own, len(seen))


@given(acts, st.sampled_from(tuple(Axis)), spans, st.sampled_from(PAIRS))
def test_others_are_the_stories_that_are_not_left_out(
    found: list[Act], axis: Axis, days: Days, pair: tuple[str, str]
) -> None:
    counted = Acts(found)
    seen = within(found, axis, days)
    own = {story for act in seen if act.pair == pair for story in act.recent}
    left_out = counted.stories_of(pair, axis, days)
    assert {counted.stories[place] for place in left_out} == own
    parties = ({story for act in seen for story in act.recent if s in act.pair} for s in pair)
    whole = {story for act in seen for story in act.recent}
    expected = tuple(len(part - own) for part in (whole, *parties))
    assert counted.others(axis, days, pair, [left_out]) == expected


@given(acts, spans)
def test_loudest_is_the_pair_of_most_stories_in_one_month(found: list[Act], days: Days) -> None:
    months: dict[tuple[str, str], dict[tuple[int, int], set[str]]] = {}
    for act in found:
        if days[0] <= act.start <= days[1]:
            month = act.start.year, act.start.month
            told = months.setdefault(act.pair, {}).setdefault(month, set())
            told.update(act.origins)
    peaks = {pair: max(map(len, told.values())) for pair, told in months.items()}
    expected = sorted(peaks, key=lambda pair: (-peaks[pair], pair))[:2]
    assert list(Acts(found).loudest(days)) == expected
