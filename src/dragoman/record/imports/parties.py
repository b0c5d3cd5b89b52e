"""Whom the cells of a dataset name, in the codes of PLOVER; what has no code keeps its words."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from dragoman.model import Actor
from dragoman.ontology import actors, plover, sectors
from dragoman.record.imports.drafts import PARTS_HELD, Party, party

# How the files write that they say nothing.
NOTHING = frozenset({"", "NA", "N/A", "None", "NULL", "nan"})

# Names of countries in ICEWS that no table of states has in this form.
_COUNTRY_NAMES = {
    "Moldova, Republic of": "MDA",
    "Palestinian Territory, Occupied": "PSE",
    "the former Yugoslav Republic of Macedonia": "MKD",
}
# CAMEO's codes of countries are those of ISO but for these, which ISO gave up or never had.
# Its EUR is the continent, not the Union, and stands for no country.
_CAMEO_COUNTRIES: Mapping[str, str | None] = {
    "EUR": None,
    "ROM": "ROU",
    "TMP": "TLS",
    "ZAR": "COD",
    "KSV": "XKX",
}
_CAMEO_GROUPS = {"UNO": "UNO", "EEC": "EUR"}

# The parts of society of ICEWS, most telling first: a general is "Military, Government".
_ICEWS_SECTORS: tuple[tuple[str, frozenset[str], tuple[str, ...]], ...] = tuple(
    (code, frozenset(names.split("|")), tuple(endings.split("|")) if endings else ())
    for code, names, endings in (
        ("SPY", "Intelligence Ministry|Military Intelligence", ""),
        (
            "MIL",
            "Military|Army|Navy|Air Force|Marines|Coast Guard|Army Special Forces"
            "|Defense / Security Ministry",
            "",
        ),
        ("COP", "Police|National / Border Divisions|Municipal Divisions|Provincial Divisions", ""),
        ("JUD", "Judicial", "Court"),
        ("LEG", "Legislative / Parliamentary|Upper House|Lower House|Unicameral", ""),
        ("JRN", "Media|News|Print News|Television News|Radio News|State Media|Internet News", ""),
        (
            "OPP",
            "Opposition Major Party (Out Of Government)|Opposition Minor Party (Out Of Government)"
            "|Opposition Provincial Party|Banned Parties|Exiles",
            "",
        ),
        (
            "REB",
            "Rebel|Insurgents|International Insurgents|Separatists|International Separatists",
            "",
        ),
        ("UAF", "Unidentified Forces", ""),
        ("CRM", "Criminals / Gangs|International Criminals / Gangs|Drug Lords", ""),
        ("GOV", "Government|Executive|Executive Office|Cabinet", "Ministry"),
        ("PTY", "Parties|(National) Major Party|(National) Minor Party", "Party"),
        ("REF", "Refugees / Displaced", ""),
        ("SOC", "Nongovernmental Organizations / Activists|Human Rights NGOs", "NGOs"),
        ("EDU", "Education", ""),
        ("MED", "Medical / Health", ""),
        ("LAB", "Labor", ""),
        ("AGR", "Agricultural", ""),
        ("BUS", "Business|Multinational Corporation|State Owned Enterprises", "Business"),
        (
            "REL",
            "National Religious|International Religious|Government Religious|Religious Minority",
            "",
        ),
        ("ELI", "Elite", ""),
        (
            "CVL",
            "General Population / Civilian / Social|Protestors / Popular Opposition / Mobs"
            "|National Ethnic|National Ethnic Minority",
            "",
        ),
    )
)
_ICEWS_NON_STATES = (
    ("International Government Organization", "IGO"),
    ("Nongovernmental Organization (International)", "NGO"),
    ("Multinational Corporation", "MNC"),
)

# The roles of CAMEO by their PLOVER code; codes that both have are not listed.
_CAMEO_ROLES = {"INS": "REB", "SEP": "REB", "MED": "JRN", "HLH": "MED", "MOB": "CVL"}
_CAMEO_NON_STATES = {"IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "IMG": "IMG", "MNC": "MNC"}
# MED is medicine in PLOVER and media in CAMEO.
_SECTORS = frozenset(sector.code for sector in plover.SECTORS)


def is_given(cell: str) -> bool:
    """Tell whether a cell says anything."""
    return cell not in NOTHING


@lru_cache(PARTS_HELD)
def country_named(words: str) -> str | None:
    """Return the code of a country by name or ISO code, None when nobody has this name."""
    if words in NOTHING:
        return None
    return _COUNTRY_NAMES.get(words) or _country_codes().get(words.casefold())


@cache
def _country_codes() -> Mapping[str, str]:
    """Return the code of each name and code; a miss is common here, and is no error."""
    codes = {entry.code.casefold(): entry.code for entry in plover.NON_STATES}
    codes |= {entry.code.casefold(): entry.code for entry in actors.countries()}
    for entry in actors.countries():
        for name in (entry.name, *entry.variants):
            codes.setdefault(name.casefold(), entry.code)
    return codes


@lru_cache(PARTS_HELD)
def icews_party(name: str, sector_cell: str, country: str, column: int) -> Party | None:
    """Return the party of the three cells of ICEWS, None when they name nobody."""
    if not is_given(name):
        return None
    named = [part.strip() for part in sector_cell.split(",") if is_given(part.strip())]
    code, told = country_named(country), []
    if code is None and is_given(country):
        told.append(f"country {country!r} has no code here")
    if code is None:
        known = _known(name)
        listed = (code for part, code in _ICEWS_NON_STATES if part in named)
        code = known.country if known is not None else next(listed, None)
    sector = _icews_sector(tuple(named))
    if named:
        told.append(f"sectors in ICEWS: {', '.join(named)}")
    actor = Actor(name=name, country=code, sector=sector)
    return party(name, actor, "; ".join(told) or "as in ICEWS", column=column)


@lru_cache(PARTS_HELD)
def _icews_sector(named: tuple[str, ...]) -> str | None:
    for code, names, endings in _ICEWS_SECTORS:
        if any(name in names or (endings and name.endswith(endings)) for name in named):
            return code
    return None


@lru_cache(PARTS_HELD)
def named_party(words: str, on: date, column: int) -> Party:
    """Return the party of a bare name such as "Police_(Australia)": our tables say who it is.

    Args:
        words: the cell.
        on: the day for which to say who somebody was.
        column: of the cell.
    """
    name = words.replace("_", " ").strip()
    noun, _, rest = name.partition(" (")
    home = rest.removesuffix(")")
    country = country_named(home) or country_named(name)
    if country is not None:
        sector = sectors.sector_of(noun) if rest else None
        actor = Actor(name=name, country=country, sector=sector)
        return party(words, actor, "country named in the cell", column=column)
    known = _known(name, on) or _known(home, on)
    if known is None:
        actor = Actor(name=name, sector=sectors.sector_of(noun))
        return party(words, actor, "no country known", column=column)
    actor = Actor(name=name, country=known.country, sector=known.sector)
    return party(words, actor, f"known as {known.name}", column=column)


@lru_cache(PARTS_HELD)
def _known(name: str, on: date | None = None) -> Actor | None:
    """Return who has this very name, None when nobody we know."""
    hits = actors.find(name, on) if name else ()
    whole = [hit for hit in hits if (hit.start, hit.end) == (0, len(name))]
    return whole[0].actor if whole else None


@lru_cache(PARTS_HELD)
def cameo_party(code: str, name: str, codes: tuple[str, ...], column: int) -> Party | None:
    """Return the party of an actor of GDELT, None when its cells name nobody.

    Args:
        code: the whole CAMEO code, "RUSGOV"; it stands in the column before the name.
        name: the name, mostly in capitals, or nothing.
        codes: country, known group, three types.
        column: of the name.
    """
    words = name if is_given(name) else code
    if not is_given(words):
        return None
    country_code, group, *roles = codes
    if country_code in _CAMEO_COUNTRIES:
        country = _CAMEO_COUNTRIES[country_code]
    else:
        country = _state(country_code)
    if country is None:
        groups = (_CAMEO_NON_STATES[role] for role in roles if role in _CAMEO_NON_STATES)
        country = _CAMEO_GROUPS.get(group) or next(groups, None)
    sector = next((s for s in map(_cameo_sector, roles) if s is not None), None)
    told = f"CAMEO {code}" if is_given(code) else "as in GDELT"
    at = column if is_given(name) else column - 1
    return party(words, Actor(name=words, country=country, sector=sector), told, column=at)


def _cameo_sector(role: str) -> str | None:
    return _CAMEO_ROLES.get(role) or (role if role in _SECTORS else None)


def _state(code: str) -> str | None:
    """Return a code when a state has it."""
    return code if code in _states() else None


@cache
def _states() -> frozenset[str]:
    return frozenset(entry.code for entry in actors.countries())


@lru_cache(PARTS_HELD)
def polecat_parties(
    names: str, countries: str, primary: str, columns: tuple[int, int]
) -> tuple[Party, ...]:
    """Return the parties of one side of POLECAT, whose cells list several behind ";".

    Names and countries belong together where there are as many of one as of the other, or
    one country for all. Else nobody knows whose they are: then the countries are the parties.

    Args:
        names: the cell "Actor Name".
        countries: the cell of their codes.
        primary: the first sector of each.
        columns: of the names and of the countries.
    """
    named, coded, parts = (_listed(cell) for cell in (names, countries, primary))
    codes = [code for _, code in coded]
    column = columns[0]
    if named and len(codes) in {0, 1, len(named)}:
        shared = codes * len(named) if len(codes) == 1 else codes or [""] * len(named)
        told = [(at, words, code) for (at, words), code in zip(named, shared, strict=True)]
        reason = "as in POLECAT" if len(codes) == len(named) else "country of the whole side"
    else:
        told = [(at, code, code) for at, code in coded]
        column = columns[1]
        reason = f"a country of the side {names!r}"
    sector = [code for _, code in parts]
    own = sector if len(sector) == len(told) else sector[:1] * len(told) or [""] * len(told)
    return tuple(
        party(words, _polecat_actor(words, code, part), reason, column=column, at=at)
        for (at, words, code), part in zip(told, own, strict=True)
    )


def _polecat_actor(words: str, code: str, part: str) -> Actor:
    sector = part if part in _SECTORS else None
    return Actor(name=words, country=country_named(code), sector=sector)


def _listed(cell: str) -> list[tuple[int, str]]:
    """Return the values of a cell with where each begins."""
    found, at = [], 0
    for part in cell.split(";"):
        words = part.strip()
        if is_given(words):
            found.append((at + part.index(words), words))
        at += len(part) + 1
    return found
