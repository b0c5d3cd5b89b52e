"""What an article has said so far: full names behind short ones, states behind "both sides"."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from dragoman.model import Actor, When
from dragoman.ontology import plover

NO_STATES = frozenset(entry.code for entry in plover.NON_STATES)
# The reason of a party whose country no word gives; see `home_of`.
AT_HOME = "guess: the country this article names most"
# News of everywhere names the United States; a third of its places count. Of 166 locals
# without a country on the train stories 148 are at home where this says, 140 without it.
WEIGHT_EVERYWHERE = {"USA": 0.3}


def home_of(countries: Iterable[str | None]) -> str | None:
    """Return the country whose places an article names most, None when it names none.

    Args:
        countries: those of its places, one for each time a place is named.
    """
    named = Counter(code for code in countries if code)
    weighed = {code: count * WEIGHT_EVERYWHERE.get(code, 1.0) for code, count in named.items()}
    return min(weighed, key=lambda code: (-weighed[code], code), default=None)


class ArticleMemory:
    """Names and states of one article, in the order they came.

    A newspaper names somebody in full once and briefly afterwards; nothing here
    outlives the article.
    """

    def __init__(self, published: date | None = None, home: str | None = None) -> None:
        self.published = published
        self._home = home
        self.last_person: Actor | None = None
        self.last_group: Actor | None = None
        self.last_time: When | None = None
        self.organisations: dict[str, Actor] = {}
        self.recent_pair: tuple[Actor, ...] = ()
        self.topic: Actor | None = None
        self._pairs: list[tuple[Actor, ...]] = []
        self._short: dict[str, Actor] = {}
        self._states: dict[str, Actor] = {}
        self._seen: Counter[str] = Counter()

    def remember_name(self, name: str, actor: Actor) -> None:
        """Keep who a proper name is, under its full form and its last word."""
        self._short[name] = actor
        last = name.rsplit(maxsplit=1)[-1]
        if last[:1].isupper() or "-" in last:
            self._short[last] = actor

    def remember_organisation(self, name: str, actor: Actor) -> None:
        """Keep an organisation under the last word of its name: "the Union"."""
        words = name.split()
        if len(words) > 1 and words[-1].istitle():
            self.organisations[words[-1]] = actor

    def turn(self, pair: tuple[Actor, ...], topic: Actor | None) -> None:
        """Note what a sentence is about: two states side by side, and the body named first.

        `recent_pair` is that of the sentence before; "their" reaches no farther back.
        """
        self.recent_pair = pair
        if pair:
            self._pairs.append(pair)
        self.topic = topic

    def recall(self, name: str) -> Actor | None:
        """Return who a name was when it was given in full, None when it never was."""
        return self._short.get(name)

    def see(self, actor: Actor) -> None:
        """Note that an actor was named; states are kept, the newest last."""
        if actor.country is None or actor.country in NO_STATES:
            return
        self._seen[actor.country] += 1
        self._states.pop(actor.country, None)
        self._states[actor.country] = actor

    @property
    def last_state(self) -> Actor | None:
        """The state that was named last, None before any."""
        return next(reversed(self._states.values()), None)

    @property
    def last_pair(self) -> tuple[Actor, ...]:
        """The two states that stood side by side last, none before any did."""
        return self._pairs[-1] if self._pairs else ()

    def last_two(self, named: frozenset[str] = frozenset()) -> tuple[Actor, ...]:
        """Return the two states named side by side last, else the two named last.

        Args:
            named: countries that the sentence names itself. They are neither of "both sides":
                "Georgia called on both sides".
        """
        others = (p for p in reversed(self._pairs) if not named & {a.country for a in p})
        pair = next(others, None)
        if pair is not None:
            return pair
        states = [actor for code, actor in self._states.items() if code not in named]
        return tuple(states[-2:]) if len(states) > 1 else ()

    def home(self) -> str | None:
        """Return the country the article is about, as far as we know; None before any is named."""
        if self._home is not None:
            return self._home
        common = self._seen.most_common(1)
        return common[0][0] if common else None
