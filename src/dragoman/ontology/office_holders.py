"""Who held an office on a day, and whom a title with a name means: looked up by date."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.ontology.gazetteer import without_accents
from dragoman.ontology.known_names import KnownName, Spell, known_names
from dragoman.ontology.tables import listed, read_rows

__all__ = ["Bearer", "Title", "bearers", "holders", "holders_of_post", "namesake", "titles"]

# A title is used from the election on, which may come this many days before the office.
ELECTED_BEFORE = 100
# "President Kim" of thirty years later is somebody else; who left office keeps the title so long.
REMEMBERED = 20 * 365
# Where the family name stands first, "President Lee" is Lee Jae-myung.
SURNAME_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "PRK", "SGP", "TWN", "VNM"})
PARTICLE = r"(?:da|de|del|den|der|di|do|dos|la|van|von)"
ARTICLE = re.compile(r"^(?:al|el|ul|an|as|ad|ar)-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A word for an office: "premier" is one for the head of government.

    `holder` begins the post of those who bear it, None where any holder does; `country` is
    the one that is meant where no other is named.
    """

    name: str
    office: str
    holder: str | None
    country: str | None

    def is_of(self, spell: Spell) -> bool:
        """Tell whether who is in this spell bears the title."""
        if spell.office != self.office:
            return False
        return self.holder is None or (spell.post or "").startswith(self.holder)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody known, and the spell for which they bear a title."""

    known: KnownName
    spell: Spell

    @property
    def code(self) -> str | None:
        """The country of the office."""
        return self.spell.actor.country

    def is_short_for(self, words: str) -> bool:
        """Tell whether words leave out a particle of the surname: "Santos" for dos Santos."""
        pattern = re.compile(rf"\b{PARTICLE} {re.escape(words)}$")
        return pattern.search(_folded(self.known.name)) is not None


@cache
def titles() -> tuple[tuple[str, Title], ...]:
    """Return the words for offices as they are printed, in small letters and with capitals."""
    found: list[tuple[str, Title]] = []
    for row in read_rows("office_titles.tsv"):
        title = Title(
            name=row["title"],
            office=row["office"],
            holder=row["holder"] or None,
            country=row["country"] or None,
        )
        for words in (row["title"], *listed(row["variants"])):
            found += [(words, title), (_capitals(words), title)]
    return tuple(found)


def _capitals(words: str) -> str:
    """Return a title as it stands before a name: "Minister of Foreign Affairs"."""
    small = {"of", "for"}
    return " ".join(
        word if word in small else word[:1].upper() + word[1:] for word in words.split()
    )


@cache
def _in_office() -> tuple[Bearer, ...]:
    """Return every spell of a person in an office that every state may have."""
    people = (known for known in known_names() if known.kind == "person")
    return tuple(Bearer(known, spell) for known in people for spell in known.spells if spell.office)


@cache
def _by_office() -> Mapping[tuple[str | None, str | None], tuple[Bearer, ...]]:
    found: dict[tuple[str | None, str | None], tuple[Bearer, ...]] = {}
    for bearer in _in_office():
        key = (bearer.code, bearer.spell.office)
        found[key] = (*found.get(key, ()), bearer)
    return found


@cache
def _by_post() -> Mapping[str, tuple[Bearer, ...]]:
    found: dict[str, tuple[Bearer, ...]] = {}
    for known in known_names():
        for spell in known.spells if known.kind == "person" else ():
            if spell.post:
                found[spell.post] = (*found.get(spell.post, ()), Bearer(known, spell))
    return found


@cache
def _by_words() -> Mapping[str, tuple[Bearer, ...]]:
    found: dict[str, list[Bearer]] = {}
    for bearer in _in_office():
        parts = {
            part for name in (bearer.known.name, *bearer.known.variants) for part in _parts(name)
        }
        if bearer.code in SURNAME_FIRST:
            parts |= {_folded(bearer.known.name).split()[0]}
        for part in parts:
            found.setdefault(part, []).append(bearer)
    return {part: tuple(bearing) for part, bearing in found.items()}


def _folded(words: str) -> str:
    """Return words in small letters without accents, hyphens or Arabic articles."""
    plain = without_accents(words).casefold().replace("’", "'")
    bare = (ARTICLE.sub("", word) for word in plain.replace(".", " ").split())
    return " ".join(bare).replace("-", " ")


def _parts(name: str) -> Iterator[str]:
    """Yield what may stand for a name behind a title: all of it, its end, one of its surnames.

    >>> sorted(_parts("Cristina Fernandez de Kirchner"))[:3]
    ['cristina fernandez de kirchner', 'de kirchner', 'fernandez']
    """
    words = _folded(name).split()
    yield " ".join(words)
    for start in range(1, len(words)):
        yield " ".join(words[start:])
        if re.fullmatch(PARTICLE, words[start]) is None:
            yield words[start]


def holders(title: Title, country: str, first: date, last: date) -> tuple[Bearer, ...]:
    """Return who held an office of a country on one of some days, the earliest first."""
    return tuple(
        bearer
        for bearer in _by_office().get((country, title.office), ())
        if title.is_of(bearer.spell) and _overlaps(bearer.spell, first, last)
    )


def holders_of_post(post: str, first: date, last: date) -> tuple[Bearer, ...]:
    """Return who held a post ("secretary general of NATO") on one of some days."""
    found = (b for b in _by_post().get(post, ()) if _overlaps(b.spell, first, last))
    return tuple(found)


def _overlaps(spell: Spell, first: date, last: date) -> bool:
    begun = spell.since is None or spell.since <= last
    return begun and (spell.until is None or first < spell.until)


def bearers(words: str, title: Title, code: str | None, day: date | None) -> tuple[Bearer, ...]:
    """Return whom a title and a name may mean on a day, the likeliest first, each once.

    In office comes before out of it, a whole surname before a part of one, and who left last
    before those who left earlier. None for the day asks for the latest that we know; None for
    the country asks for all.
    """
    folded = _folded(words)
    ranked: list[tuple[tuple[bool, bool, int], Bearer]] = []
    for bearer in _by_words().get(folded, ()):
        days = _distance(bearer.spell, day) if title.is_of(bearer.spell) else None
        if days is not None and code in {None, bearer.code}:
            ranked.append(((days > 0, bearer.is_short_for(folded), days), bearer))
    found: dict[str, Bearer] = {}
    for _, bearer in sorted(ranked, key=lambda one: one[0]):
        found.setdefault(bearer.known.name, bearer)
    return tuple(found.values())


def namesake(known: KnownName, surname: str, day: date) -> KnownName:
    """Return who led a country under the surname of a later or earlier leader on a day.

    "Assad" of 1999 is the father. Where nobody did, it is the one who was asked for.
    """
    if any(spell.office and spell.holds_on(day) for spell in known.spells):
        return known
    code = known.spells[-1].actor.country
    leading = {
        bearer.known.name: bearer.known
        for bearer in _by_words().get(_folded(surname), ())
        if bearer.code == code and bearer.spell.rank == 0 and bearer.spell.holds_on(day)
    }
    return next(iter(leading.values())) if len(leading) == 1 else known


def _distance(spell: Spell, day: date | None) -> int | None:
    """Return how many days lie between a day and a spell; None where it is out of reach."""
    if day is None:
        return -(spell.since or date.min).toordinal()
    days = spell.days_from(day)
    if spell.since is not None and day < spell.since:
        return days if days <= ELECTED_BEFORE else None
    return days if days <= REMEMBERED else None
