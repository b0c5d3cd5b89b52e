"""One event: what exactly is recorded, and why should one believe it?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.answers import Stories
from dragoman.errors import DragomanError
from dragoman.faces.texts.words import counted
from dragoman.faces.web.claim_cards import Card, card_of
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.pages.review import user_of, with_form, writer_of
from dragoman.faces.web.parting import Typed, judgement_of
from dragoman.model import Article, Claim, Event, Judgement, Participant
from dragoman.record import Record

# Words named behind a field; the cards hold all.
MOST_WORDS = 3
# A second reading below this is none.
LEAST_READING = 0.05


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent source of an event: its own cards, and those of texts that copy it."""

    article: str
    title: str
    own: tuple[Card, ...]
    copies: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an event: `basis` is coded where the text was read so, else derived.

    `codes` are those whom the value names.
    """

    name: str
    value: str
    basis: str
    why: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearlySame:
    """A claim that nearly joined an event, and why it did not; `event` is what it is of."""

    card: Card
    reason: str
    event: Event | None


def event_page(request: Request) -> Response:
    """Return an event with its sentences by independent origin, and its fields with their reasons.

    Raises:
        HTTPException: no event of the record has this id.
    """
    return _shown(request, desk_of(request).asked(request), typed={})


async def judge_event(request: Request) -> Response:
    """Keep what a form says of which claims are one act, and lead to the event as it is then.

    A form that cannot be kept comes back with what was typed and what is wrong with it.
    """
    form = await request.form()
    typed = {name: [str(value) for value in form.getlist(name)] for name in form}
    return await run_in_threadpool(_kept, request, typed)


def _kept(request: Request, typed: Typed) -> Response:
    desk = desk_of(request)
    one = {name: values[0] for name, values in typed.items()}
    user = writer_of(request, one)
    asked = desk.asked(request)
    event = _event(request, asked)
    try:
        judgement = judgement_of(typed, event, asked.moment.stories, user)
        with Record.open(desk.moments.folder, writable=True) as record:
            kept = record.judge(judgement)
    except DragomanError as error:
        return _shown(request, asked, typed=typed, wrong=error)
    desk.moments.look_again()
    stories = desk.moments.now().stories
    stays = next((claim for claim in event.claims if claim not in judgement.claims), None)
    left = stories.event_of.get(stays or event.claims[0], event)
    address = desk.asked(request).to(f"/events/{left.id}", done=kept.id, **{"as": user})
    return RedirectResponse(address, status_code=303)


def _event(request: Request, asked: Asked) -> Event:
    name = request.path_params["event"]
    event = asked.moment.event_of_id.get(name)
    if event is None:
        raise HTTPException(
            404,
            f"no event {name!r} in this record; an event whose first claim was read anew, or that "
            "was joined to another, has another id, so look for it under /dyads or /search",
        )
    return event


def _shown(
    request: Request, asked: Asked, *, typed: Typed, wrong: Exception | None = None
) -> Response:
    stories = asked.moment.stories
    event = _event(request, asked)
    claims = [stories.claim_of[claim] for claim in event.claims]
    judgements = asked.moment.view.judgements()
    refused = list(_refused(event, stories))
    near = {entry.event.id: entry.event for entry in refused if entry.event is not None}
    return with_form(
        request,
        desk_of(request),
        asked,
        "event.html",
        status=400 if wrong is not None else 200,
        user=user_of(request, asked.parameters),
        judged=[
            (judgement, _elsewhere(judgement, event, stories))
            for judgement in judgements
            if judgement.id in event.judged
        ],
        done=next((j for j in judgements if j.id == asked.parameters.get("done")), None),
        near=list(near.values()),
        typed=typed,
        wrong=wrong,
        event=event,
        origins=list(_origins(claims, asked)),
        fields=list(_fields(event, claims)),
        refused=refused,
        disputes=[
            entry
            for entry in asked.moment.disputed
            if event.id in entry.asserted.events + entry.denied.events
        ],
        is_denied=event.status == "negated",
    )


def _elsewhere(judgement: Judgement, event: Event, stories: Stories) -> list[str]:
    """Return the other events that the claims of a decision are in now."""
    found = (stories.event_of.get(claim) for claim in judgement.claims)
    return sorted({other.id for other in found if other is not None and other.id != event.id})


def _origins(claims: list[Claim], asked: Asked) -> Iterator[Origin]:
    """Yield the independent sources, earliest first."""
    stories = asked.moment.stories
    by_origin: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.published or "9", c.article, c.position)):
        by_origin[stories.origin(claim.article)].append(claim)
    for origin, told in by_origin.items():
        # The origin may be an article whose own sentence was not coded; then the first copy leads.
        leading = origin if any(c.article == origin for c in told) else told[0].article
        yield Origin(
            article=leading,
            title=_title(asked.moment.view.article(leading)),
            own=tuple(_own_card(c, stories) for c in told if c.article == leading),
            copies=tuple(_own_card(c, stories) for c in told if c.article != leading),
        )


def _own_card(claim: Claim, stories: Stories) -> Card:
    """Return a card that does not lead to the page that it stands on."""
    return replace(card_of(claim, stories), event=None)


def _title(article: Article | None) -> str:
    return (article.title if article else None) or "Untitled article"


def _fields(event: Event, claims: list[Claim]) -> Iterator[Field]:
    """Yield every field of an event with what it rests on."""
    types = Counter(claim.event_type for claim in claims)
    told = ", ".join(f"{code} in {count}" for code, count in types.most_common())
    best = max(claims, key=lambda c: (c.event_type == event.event_type, c.confidence))
    second = [f"{code} {part:.2f}" for code, part in best.type_top[1:] if part >= LEAST_READING]
    read = f"; the surest was nearly read as {', '.join(second)}" if second else ""
    sure = f"{told} of {counted(len(claims), 'claim')}, confidence up to {best.confidence:.2f}"
    yield Field("What", event.event_type, "coded", sure + read)
    yield Field("Kind", event.quad, "derived", f"the codebook's kind of {event.event_type}")
    acting = [party for claim in claims for party in claim.actors]
    facing = [party for claim in claims for party in claim.recipients + claim.against]
    yield Field("Who", "nobody named", "coded", _reasons(acting), event.actors)
    yield Field("To whom", "nobody named", "coded", _reasons(facing), event.recipients)
    yield _when(event, claims)
    yield _where(claims)
    yield Field("Status", event.status, "coded", "told so by every claim of the event")
    yield from _judged(event, claims)


def _when(event: Event, claims: list[Claim]) -> Field:
    said = [c.when.passage.exact for c in claims if c.when is not None and c.when.passage]
    days = f"{event.start}" if event.start == event.end else f"{event.start} to {event.end}"
    if not said:
        return Field("When", days, "derived", "no text gives a day: the day of publication")
    words = ", ".join(f"“{word}”" for word, _ in Counter(said).most_common(MOST_WORDS))
    return Field("When", days, "coded", f"said in {len(said)} of {len(claims)}: {words}")


def _judged(event: Event, claims: list[Claim]) -> Iterator[Field]:
    """Yield the fields that follow from the claims together."""
    hedged = f"{sum(claim.hedged for claim in claims)} of {len(claims)} are hedged"
    whole = "yes" if event.hedged else "no"
    yield Field("Hedged", whole, "derived", f"{hedged}; an event is when all are")
    copies = len(event.articles) - len(event.origins)
    printed = f"{counted(len(event.articles), 'article')}, {copies} of them copies of another"
    yield Field("Independent origins", str(len(event.origins)), "derived", printed)
    mean = "mean over the origins of the surest claim of each"
    yield Field("Score", f"{event.score:.2f}", "derived", mean)
    yield Field("Folded by", event.folding, "derived", "the rule that joined the claims")


def _where(claims: list[Claim]) -> Field:
    """Return the places of the claims, with how many name each and why it is meant."""
    told = [place for claim in claims for place in claim.where]
    names = Counter(place.name for place in told)
    where = ", ".join(f"{name} ({count})" for name, count in names.most_common(MOST_WORDS))
    why = {place.name: place.reason for place in told if place.reason}
    meant = "".join(f"; {name}: {why[name]}" for name, _ in names.most_common(1) if name in why)
    return Field(
        "Where", where or "not said", "coded", f"places of the claims, with how many{meant}"
    )


def _reasons(parties: Iterable[Participant]) -> str:
    """Return how the codes of a side were come to, the commonest first."""
    told = Counter(f"“{p.passage.exact}”: {p.reason or 'as named'}" for p in parties)
    return "; ".join(words for words, _ in told.most_common(MOST_WORDS)) or "nobody is named"


def _refused(event: Event, stories: Stories) -> Iterator[NearlySame]:
    """Yield the claims that nearly joined an event, each once."""
    for entry in stories.refused:
        if entry.event == event.id and entry.claim not in event.claims:
            yield NearlySame(
                card=card_of(stories.claim_of[entry.claim], stories),
                reason=entry.reason,
                event=stories.event_of.get(entry.claim),
            )
