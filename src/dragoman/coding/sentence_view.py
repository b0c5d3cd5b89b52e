"""All that is known of a sentence before its acts are looked at."""

from dataclasses import dataclass
from datetime import date

from dragoman.coding.attribution import Attribution
from dragoman.model import Actor, Article, Mention, Place, Sentence, When


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """All that is known of a sentence before its acts are looked at.

    Spans of mentions, times, places and attributions are in article offsets. `pair` are the
    two states that stood side by side last, here or before.
    """

    article: Article
    sentence: Sentence
    published: date
    mentions: tuple[Mention, ...]
    times: tuple[When, ...]
    places: tuple[Place, ...]
    attributions: tuple[Attribution, ...]
    home: str | None = None
    pair: tuple[Actor, ...] = ()
