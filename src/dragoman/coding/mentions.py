"""Who is named in a sentence: known names, agent nouns with their country, proper names.

Every mention says how we came to its actors; where that is a guess the reason begins with
"guess". Words for somebody named before are in standins.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from dragoman.coding.lexicon import any_of, lexicon
from dragoman.coding.memory import AT_HOME, NO_STATES, ArticleMemory
from dragoman.coding.standins import (
    AGENT,
    BORDERLESS,
    NO_COUNTRY,
    SUCH,
    Found,
    again,
    borderless,
    displaces,
    duals,
    is_it,
    joined,
    owned,
    shortened,
)
from dragoman.model import Actor, Mention, Passage, Sentence, Span
from dragoman.ontology import actors, sectors

# Words between a country and its agent: more than three are another phrase.
GAP = re.compile(r"^(?:['’]s?)?(?:[\s-]+[\w'’-]+){0,3}[\s-]*$")
OWNERS = frozenset(
    {"state", "demonym", "capital", "organisation", "group", "office", "seat", "person"}
)
# Names that stand behind a noun for what they are.
HOLDERS = frozenset({"person", "organisation", "group", "outlet"})
UNKNOWN = "proper name, unknown"
NAME = r"(?:[A-Z][\w’'-]+|[A-Z]\.)"


def find_mentions(sentence: Sentence, memory: ArticleMemory) -> tuple[Mention, ...]:
    """Return who a sentence names, left to right, none inside another; the memory learns."""
    text = sentence.text
    known = actors.find(text, on=memory.published)
    hits = sorted([*known, *shortened(text, known, memory)], key=lambda hit: hit.start)
    found = list(_agents(text, hits, memory))
    found += [_known(hit) for hit in hits if _free(Span(hit.start, hit.end), found)]
    found += [name for name in _names(text, memory) if _free(name.span, found)]
    found.sort(key=lambda mention: mention.span)
    found = [_introduced(text, mention, found) for mention in found]
    found = [owned(text, mention, found, memory) for mention in found]
    _learn(text, hits, found, memory)
    pair = joined(text, found)
    named = frozenset(m.actors[0].country or "" for m in found if m.is_body)
    for dual in duals(text, pair or memory.last_two(named)):
        found = [m for m in found if not displaces(text, dual, m)]
        found += [dual] if _free(dual.span, found) else []
    for other in again(text, found, memory):
        found += [other] if _free(other.span, found) else []
    memory.turn(pair, next((m.actors[0] for m in found if is_it(text, m)), None))
    return tuple(
        Mention(
            passage=Passage(span=mention.span.shift(sentence.start), exact=mention.span.cut(text)),
            actors=mention.actors,
            reason=mention.reason,
        )
        for mention in sorted(found, key=lambda mention: mention.span)
    )


def _known(hit: actors.NameHit) -> Found:
    """Return the mention of a name the gazetteer knows."""
    person = hit.actor.name if hit.kind == "person" else None
    span = Span(hit.start, hit.end)
    return Found(span, (hit.actor,), hit.told, person, kind=hit.kind)


def _introduced(text: str, mention: Found, found: Sequence[Found]) -> Found:
    """Return a person of no known country with that of the words behind the name.

    "Sali Berisha, a former prime minister of Albania": newspapers say once who somebody is.
    """
    name = mention.person or (mention.actors[0].name if mention.reason == UNKNOWN else None)
    if name is None or mention.actors[0].country is not None:
        return mention
    for other in found:
        between = text[mention.span.end : max(other.span.start, mention.span.end)]
        if other.span > mention.span and _introduces(mention, other, between):
            actor = other.actors[0]
            sector = mention.actors[0].sector or actor.sector
            named = Actor(name=name, country=actor.country, sector=sector)
            return Found(mention.span, (named,), "introduced behind the name", name)
    return mention


def _introduces(mention: Found, other: Found, between: str) -> bool:
    """Tell whether a mention behind a name says who that is, or of which body."""
    if other.actors[0].country is None or not (other.kind == AGENT or other.is_body):
        return False
    is_who = mention.person is not None and other.kind == AGENT and _is_who().fullmatch(between)
    return bool(is_who or _is_of().fullmatch(between))


@cache
def _is_who() -> re.Pattern[str]:
    """Return the pattern of what may stand between a name and who that is."""
    return re.compile(r",\s+(?:(?:an?|the|who is an?|who was an?)\s+)?(?:[a-z][\w’'-]*\s+){0,3}")


@cache
def _is_of() -> re.Pattern[str]:
    """Return the pattern of what may stand between a name and the body somebody is of.

    "Jane Doe, director of the office of Amnesty", "Jane Doe, who heads the U.N. mission".
    """
    role = r"(?:(?:an?|the)\s+)?(?:[\w’'-]+\s+){1,6}?(?:of|for|at|with|from)"
    return re.compile(
        rf",\s+(?:{role}|of|from|with|who\s+(?:heads|leads|runs|represents))\s+(?:the\s+)?"
    )


def _free(span: Span, taken: Sequence[Found]) -> bool:
    return not any(span.overlaps(other.span) for other in taken)


def _agents(text: str, hits: Sequence[actors.NameHit], memory: ArticleMemory) -> Iterator[Found]:
    """Yield agent nouns with the country and the proper name that belong to them."""
    taken: list[Found] = []
    for agent in sectors.find(text):
        if any(hit.start <= agent.start and agent.end <= hit.end for hit in hits):
            continue
        owner = _owner(text, agent, hits)
        start = min(agent.start, owner.start) if owner else agent.start
        end = max(agent.end, owner.end) if owner else agent.end
        named = _named(text, end, hits)
        holder = _holder(named, hits)
        if named and holder and _is_apart(text, agent.end, named, holder):
            named = holder = None
        span = Span(start, named.end if named else end)
        if not _free(span, taken):
            continue
        found = (
            replace(_known(holder), span=span)
            if holder
            else _agent(text, span, agent, owner, named, memory)
        )
        taken.append(found)
        yield found


def _is_apart(text: str, end: int, named: Span, holder: actors.NameHit) -> bool:
    """Tell whether a body behind a noun is somebody else: "deportees from Chad, Reuters wrote".

    A person may stand behind a comma ("the minister, Zarif"), a body only right behind.
    """
    return holder.kind != "person" and text[end : named.start].strip() != ""


def _holder(named: Span | None, hits: Sequence[actors.NameHit]) -> actors.NameHit | None:
    """Return the known person or body whose name stands behind a title: "news agency KCNA"."""
    if named is None:
        return None
    inside = (hit for hit in hits if named.start <= hit.start < named.end)
    return next((hit for hit in inside if hit.kind in HOLDERS), None)


def _agent(
    text: str,
    span: Span,
    agent: sectors.SectorHit,
    owner: actors.NameHit | None,
    named: Span | None,
    memory: ArticleMemory,
) -> Found:
    """Return the mention of one agent noun."""
    sector = agent.sector
    country = owner.actor.country if owner else None
    own_sector = owner.actor.sector if owner and owner.kind in {"organisation", "group"} else None
    name = named.cut(text) if named else owner.actor.name if owner else span.cut(text)
    person = name if named else None
    if owner:
        if owner.kind == "person" and named is None:
            person = owner.actor.name
        actor = Actor(name=name, country=country, sector=own_sector or sector)
        return Found(span, (actor,), "agent noun of a named country", person, kind=AGENT)
    known = memory.recall(name) if named else None
    if known is not None:
        return Found(span, (known,), "named before in this article", person)
    alone = None if named else _alone(text, span, agent, memory)
    if alone is not None:
        return alone
    home = memory.home()
    local = sector in lexicon("mentions")["home_sectors"] and person is None
    if home is not None and local:
        actor = Actor(name=name, country=home, sector=sector)
        return Found(span, (actor,), AT_HOME)
    return Found(span, (Actor(name=name, sector=sector),), NO_COUNTRY, person)


def _alone(text: str, span: Span, agent: sectors.SectorHit, memory: ArticleMemory) -> Found | None:
    """Return an agent noun without a name as who that is by itself, or was before."""
    name = span.cut(text)
    code = borderless(name)
    if code is not None:
        actor = Actor(name=name, country=code, sector=agent.sector)
        return Found(span, (actor,), BORDERLESS)
    if _is_group_again(text, span, agent.sector, memory.last_group):
        assert memory.last_group is not None
        return Found(span, (memory.last_group,), "guess: group named last")
    again = memory.heads.get(_head(text[agent.start : agent.end]))
    if again is None:
        return None
    actor = Actor(name=name, country=again.country, sector=again.sector or agent.sector)
    return Found(span, (actor,), SUCH)


def _owner(
    text: str, agent: sectors.SectorHit, hits: Sequence[actors.NameHit]
) -> actors.NameHit | None:
    """Return the name whose agent a noun is: before it, or after "of"."""
    for hit in hits:
        if hit.kind not in OWNERS:
            continue
        between = text[hit.end : agent.start]
        if hit.end <= agent.start and _is_gap(between):
            # A person owns by the possessive alone: "Rubio told reporters" names two.
            if hit.kind != "person" or between.startswith(("'", "’")):
                return hit
            continue
        if hit.start >= agent.end and _of().fullmatch(text[agent.end : hit.start]):
            return hit
    return None


def _is_gap(words: str) -> bool:
    """Tell whether words between a country and an agent keep the two in one phrase."""
    if not GAP.match(words):
        return False
    breakers = lexicon("mentions")["phrase_breakers"]
    return not any(word.lower() in breakers for word in re.findall(r"\w+", words))


def _is_group_again(text: str, span: Span, sector: str, group: Actor | None) -> bool:
    """Tell whether a noun with "the" before it ("the militants") is the group named last."""
    if group is None or group.sector not in GROUP_SECTORS or sector not in GROUP_SECTORS:
        return False
    return text[: span.start].lower().endswith("the ")


@cache
def _of() -> re.Pattern[str]:
    return re.compile(rf"\s+{any_of(lexicon('mentions')['of_words'])}\s+(?:the\s+)?")


@cache
def _proper() -> re.Pattern[str]:
    """Return the pattern of a proper name of two words or more, or of one."""
    particles = any_of(lexicon("mentions")["name_particles"])
    joint = rf"(?:\s+(?:{particles}\s+)*|\s+(?:{particles}[-’']))"
    return re.compile(rf"{NAME}(?:{joint}{NAME})*")


def _named(text: str, end: int, hits: Sequence[actors.NameHit]) -> Span | None:
    """Return the proper name right behind a title: "foreign minister Sergei Lavrov"."""
    match = re.match(r",?\s+", text[end:])
    if match is None:
        return None

    start = end + match.end()
    name = _proper().match(text, start)
    if name is None or _is_plain(name.group()):
        return None
    if any(hit.start == start and hit.kind in {"state", "demonym", "capital"} for hit in hits):
        return None
    return Span(name.start(), name.start() + len(_bare(name.group())))


def _bare(name: str) -> str:
    """Return a name without its possessive ending."""
    return re.sub(r"['’]s?$", "", name)


def _is_plain(words: str) -> bool:
    """Tell whether a capitalised word is nobody's name."""
    plain = lexicon("mentions")["not_names"]
    return words.split(maxsplit=1)[0] in plain


def _names(text: str, memory: ArticleMemory) -> Iterator[Found]:
    """Yield proper names the gazetteer does not know: of two words, or known by now."""
    for match in _proper().finditer(text):
        words = match.group()
        start = match.start()
        while words and words.split()[0] in lexicon("mentions")["not_names"]:
            rest = words.split(None, 1)
            start += len(words) - len(rest[1]) if len(rest) > 1 else len(words)
            words = rest[1] if len(rest) > 1 else ""
        if not words:
            continue
        bare = _bare(words)
        known = memory.recall(bare) or memory.recall(bare.split()[-1])
        span = Span(start, start + len(bare))
        if known is not None:
            yield Found(span, (known,), "named before in this article", known.name)
        elif " " in bare:
            person = bare if _speaks().match(text, span.end) else None
            yield Found(span, (Actor(name=bare),), UNKNOWN, person)


@cache
def _speaks() -> re.Pattern[str]:
    """Return the pattern of what follows the name of a person: speech, or who that is."""
    verbs = any_of(lexicon("attribution")["speech"])
    return re.compile(rf"\s+{verbs}\b|,\s+(?:\d\d,|who\b|an?\s|the\s+(?:head|leader|founder)\b)")


def _learn(
    text: str, hits: Sequence[actors.NameHit], found: Sequence[Found], memory: ArticleMemory
) -> None:
    """Let the memory keep the names and states of a sentence."""
    for hit in hits:
        if hit.kind == "organisation":
            memory.remember_organisation(text[hit.start : hit.end], hit.actor)
    for mention in found:
        for head in _heads(text, mention):
            memory.heads[head] = mention.actors[0]
        for actor in mention.actors:
            if not mention.is_guess:
                memory.see(actor)
            if actor.sector in GROUP_SECTORS or actor.country in NO_STATES:
                memory.last_group = actor
        if mention.person is not None:
            actor = mention.actors[0]
            memory.remember_name(mention.person, actor)


def _heads(text: str, mention: Found) -> Iterator[str]:
    """Yield the nouns that may stand alone for somebody later: "president" of "President Lee".

    The same head is the surest sign that two noun phrases are of the same (Raghunathan et al.
    2010). It finds 5 dyads of the held-out stories and 30 of the gold train stories.
    """
    if mention.is_guess or mention.actors[0].country is None:
        return
    words = mention.span.cut(text)
    if mention.kind == AGENT or mention.person is not None:
        yield from (_head(words[agent.start : agent.end]) for agent in sectors.find(words))
    if mention.kind in {"organisation", "office"} and " " in words:
        yield _head(words)


def _head(words: str) -> str:
    """Return the last word of a noun phrase in small letters."""
    return words.rsplit(maxsplit=1)[-1].lower()


# Actors that "the group" may stand for.
GROUP_SECTORS = frozenset({"REB", "UAF", "PTY", "SOC", "CRM"})
