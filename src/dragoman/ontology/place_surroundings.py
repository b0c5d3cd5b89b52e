"""What stands around a name that may be a place: words of place, people's names, sums."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dragoman.ontology.name_guards import name_guards
from dragoman.ontology.place_matches import Option, names_in
from dragoman.ontology.tables import DATA

__all__ = ["Surroundings", "is_money", "people_in", "surroundings"]

# Words that only a place stands behind; "from" and "to" also lead to people.
PLACE_WORD = re.compile(
    r"\b(?:in|near|outside|around|across|throughout|through|inside|via|reach(?:ed|es)?|"
    r"(?:city|town|village|port|port city|coast|north|south|east|west|streets|outskirts|suburb)"
    r" of)\s+(?:downtown\s+|central\s+|nearby\s+)?$",
    re.IGNORECASE,
)
# What a division is called, behind its name or before it.
DIVISION_WORD = re.compile(
    r"[ -](?:[Pp]rovince|[Gg]overnorate|[Oo]blast|[Rr]egion|[Ss]tate|[Cc]ounty|[Dd]istrict|"
    r"[Pp]refecture|[Dd]epartment|[Pp]arish|[Cc]anton)\b(?! [A-Z])"
)
DIVISION_OF = re.compile(
    r"\b(?:province|governorate|region|state|county|district|prefecture|department) of $",
    re.IGNORECASE,
)
# The longest of these words with its adjective; keeps the search from the start of the text.
REACH = 32
# What stands before a surname: a title, a given name or an initial.
TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Prof|Senator|Judge|Justice|Professor|"
    r"Officer|Detective|Mayor|President|Minister|Chief|Coach|Sheriff|Governor|General|Colonel|"
    r"Captain|Commissioner|Councilman|Congressman|Representative|Sir|Lord|Lady)\.? $"
)
GIVEN_NAME = re.compile(r"(?<![\w'’-])(?P<word>[A-Z](?:\.|[a-z]+)) (?:[A-Z]\. )?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a name.

    `is_guarded` tells a name of the guards that also is a word or a person's, `is_word` one
    that English texts print in small letters, `is_person` one beside a given name or a surname.
    """

    surface: str
    has_place_word: bool = False
    has_division_word: bool = False
    is_guarded: bool = False
    is_word: bool = False
    is_person: bool = False


@cache
def _words() -> frozenset[str]:
    """Return the names that are words (`python -m training.gazetteer.words` lists them)."""
    lines = (DATA / "place_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def surroundings(text: str, option: Option, people: frozenset[str]) -> Surroundings:
    """Return what stands around a name; `people` are the surnames of the text."""
    since = max(0, option.start - REACH)
    return Surroundings(
        surface=option.surface,
        has_place_word=PLACE_WORD.search(text, since, option.start) is not None,
        has_division_word=DIVISION_WORD.match(text, option.end) is not None
        or DIVISION_OF.search(text, since, option.start) is not None,
        is_guarded=option.surface in names_in("guarded"),
        is_word=option.surface in _words(),
        is_person=name_guards().is_person(text, option.start, option.end)
        or TITLE.search(text, since, option.start) is not None
        or option.surface in people,
    )


def people_in(text: str, options: Iterable[Option]) -> frozenset[str]:
    """Return the names that the text somewhere gives a title or a given name to."""
    return frozenset(
        option.surface for option in options if " " not in option.surface and _named(text, option)
    )


def _named(text: str, option: Option) -> bool:
    """Tell whether a title or a given name stands before a name."""
    since = max(0, option.start - REACH)
    if TITLE.search(text, since, option.start):
        return True
    given = GIVEN_NAME.search(text, since, option.start)
    if given is None:
        return False
    guards = name_guards()
    word = given["word"]
    return word not in guards.office_words and not word.endswith(guards.office_endings)


def is_money(text: str, option: Option) -> bool:
    """Tell whether the name belongs to a sum ("US$5 million", "$US 5 million")."""
    return "$" in (text[option.end : option.end + 1], text[max(0, option.start - 1) : option.start])
