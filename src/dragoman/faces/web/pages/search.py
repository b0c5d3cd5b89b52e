"""Search: where in the record is what these words name?"""

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers.coverage import outlet_named
from dragoman.answers.finding import Named
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.links import Links
from dragoman.model import Outlet
from dragoman.ontology import plover

# Of each kind, so that one page holds the answer.
MOST = 8
MOST_SENTENCES = 40
# A shorter word stands in nearly every sentence.
SHORTEST_WORD = 2


def search_page(request: Request) -> Response:
    """Return actors, places, outlets, types and sentences of some words."""
    desk = desk_of(request)
    asked = desk.asked(request)
    words = words_of(asked)
    looked = words.split()
    answer = named(asked)
    view = asked.moment.view
    sentences, total = view.sentences_with(looked, most=MOST_SENTENCES) if looked else ([], 0)
    return desk.page(
        asked,
        "search.html",
        words=words,
        answer=answer,
        links=Links("search", answer, asked.days() | {"q": words}),
        outlets=list(_outlets(words, asked))[:MOST] if looked else [],
        types=list(_types(words))[:MOST] if looked else [],
        sentences=sentences,
        total=total,
    )


def words_of(asked: Asked) -> str:
    """Return the words looked for; those of one letter alone look for nothing."""
    words = asked.parameters.get("q", "").split()
    return " ".join(word for word in words if len(word) >= SHORTEST_WORD)


def named(asked: Asked) -> Named:
    """Return what the words of a request name."""
    return asked.moment.named(words_of(asked), asked.today, MOST)


def _outlets(words: str, asked: Asked) -> Iterator[tuple[Outlet, int]]:
    """Yield the outlets with the words in their name, with how many articles were read."""
    read: dict[str, int] = {}
    for imprint in asked.moment.view.imprints():
        if imprint.outlet and words.casefold() in imprint.outlet.casefold():
            read[imprint.outlet] = read.get(imprint.outlet, 0) + 1
    for name in sorted(read, key=lambda name: (-read[name], name)):
        yield outlet_named(name, asked.moment.stories), read[name]


def _types(words: str) -> Iterator[plover.EventType]:
    """Yield the types with the words as their code or in their definition."""
    folded = words.casefold()
    by_code = [entry for entry in plover.EVENT_TYPES if folded in entry.code.casefold()]
    yield from by_code
    for entry in plover.EVENT_TYPES:
        if entry not in by_code and folded in entry.definition.casefold():
            yield entry
