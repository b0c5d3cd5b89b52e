"""The tables of organisations, groups, offices and people hold to their own rules."""

from collections import Counter
from datetime import date
from itertools import pairwise

from dragoman.model import Actor
from dragoman.ontology import actors, plover
from dragoman.ontology.known_names import KnownName, Spell, known_names


def test_names_of_organisations_groups_and_people_are_unique() -> None:
    names = Counter(known.name for known in known_names())
    assert [name for name, count in names.items() if count > 1] == []


def test_no_variant_belongs_to_two() -> None:
    variants = Counter(name for known in known_names() for name in {known.name, *known.variants})
    assert [name for name, count in variants.items() if count > 1] == []


def test_everybody_known_has_codes_of_the_codebook() -> None:
    countries = {entry.code for entry in actors.countries()}
    countries |= {entry.code for entry in plover.NON_STATES}
    sectors = {None, *(entry.code for entry in plover.SECTORS)}
    everybody = [spell.actor for known in known_names() for spell in known.spells]
    assert [actor for actor in everybody if actor.country not in countries] == []
    assert [actor for actor in everybody if actor.sector not in sectors] == []


def spells_by_post() -> dict[str, list[tuple[Spell, str]]]:
    posts: dict[str, list[tuple[Spell, str]]] = {}
    for known in known_names():
        for spell in known.spells:
            if spell.post is not None:
                posts.setdefault(spell.post, []).append((spell, known.name))
    return posts


def test_a_post_has_one_holder_at_a_time() -> None:
    clashes = []
    for post, held in spells_by_post().items():
        in_order = sorted(held, key=lambda one: one[0].since or date.min)
        clashes += [
            (post, one, other)
            for (earlier, one), (later, other) in pairwise(in_order)
            if (earlier.until or date.max) > (later.since or date.min)
        ]
    assert clashes == []


def test_a_spell_ends_after_it_began() -> None:
    spells = [(known.name, spell) for known in known_names() for spell in known.spells]
    wrong = [
        name for name, spell in spells if (spell.since or date.min) >= (spell.until or date.max)
    ]
    assert wrong == []


def test_the_tables_are_as_wide_as_the_news() -> None:
    kinds = Counter(known.kind for known in known_names())
    assert kinds["organisation"] >= 320
    assert kinds["group"] >= 150
    assert kinds["person"] >= 250


def test_a_gap_between_offices_is_spent_out_of_office() -> None:
    minister = Actor(name="A", country="FRA", sector="GOV")
    known = KnownName(
        name="A",
        kind="person",
        variants=(),
        spells=(Spell(actor=minister, since=date(2012, 1, 1), until=date(2014, 1, 1)),),
    )
    days = (date(2011, 12, 31), date(2012, 1, 1), date(2013, 12, 31), date(2014, 1, 1))
    assert [known.actor_on(day).sector for day in days] == ["ELI", "GOV", "GOV", "ELI"]


def test_without_a_day_the_latest_spell_counts() -> None:
    (pompeo,) = [known for known in known_names() if known.name == "Mike Pompeo"]
    assert pompeo.actor_on(None).sector == "GOV"
