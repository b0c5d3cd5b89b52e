"""What was decided, by whom and why; which claims are judged, and which are left."""

from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers.reviews.queue import Ground, is_audited
from dragoman.faces.question import one_of, truth_of
from dragoman.faces.reviewing import queue_in, reviewed_in
from dragoman.faces.web.claim_cards import card_of
from dragoman.faces.web.desk import desk_of
from dragoman.faces.web.pages.review import user_of, with_form
from dragoman.model import standing
from dragoman.ontology import plover

# Rows on one page.
PER_PAGE = 50


def log_page(request: Request) -> Response:
    """Return every decision, the latest first, undone ones too."""
    desk = desk_of(request)
    asked = desk.asked(request)
    judgements = asked.moment.view.judgements()
    user = asked.parameters.get("user")
    return with_form(
        request,
        desk,
        asked,
        "review_log.html",
        judgements=[j for j in reversed(judgements) if user in (None, j.user)],
        stands={judgement.id for judgement in standing(judgements)},
        users=sorted({judgement.user for judgement in judgements}),
        user=user,
        reader=user_of(request, asked.parameters),
        done=next((j for j in judgements if j.id == asked.parameters.get("done")), None),
    )


def queue_page(request: Request) -> Response:
    """Return the whole queue of one reviewer, or what is in it on one ground."""
    desk = desk_of(request)
    asked = desk.asked(request)
    user, ground = user_of(request, asked.parameters), asked.parameters.get("ground")
    entries = queue_in(asked.moment, asked.today, user).entries
    if ground is not None:
        kept = Ground(one_of("ground", ground, tuple(Ground)))
        entries = tuple(entry for entry in entries if kept in entry.grounds)
    page = max(1, int(asked.parameters.get("page", "1")))
    return desk.page(
        asked,
        "review_queue.html",
        user=user,
        ground=ground,
        total=len(entries),
        entries=entries[(page - 1) * PER_PAGE : page * PER_PAGE],
        number=page,
        pages=-(-len(entries) // PER_PAGE),
    )


def judged_page(request: Request) -> Response:
    """Return the judged claims as they were coded: of one type, right or wrong, of the audit."""
    desk = desk_of(request)
    asked = desk.asked(request)
    view = asked.moment.view
    figures = reviewed_in(view)
    event_type = asked.parameters.get("type")
    if event_type is not None:
        plover.event_type(event_type)
    right = asked.parameters.get("right")
    audit = truth_of("audit", asked.parameters.get("audit", "false"))
    claims = [
        claim_id
        for claim_id, code in figures.type_of.items()
        if event_type in (None, code)
        and (right is None or figures.is_right[claim_id] is truth_of("right", right))
        and (not audit or is_audited(claim_id))
    ]
    coded = (view.coded_claim(claim_id) for claim_id in claims)
    cards = [card_of(claim, asked.moment.stories) for claim in coded if claim is not None]
    return desk.page(
        asked,
        "review_judged.html",
        cards=cards,
        event_type=event_type,
        right=right,
        audit=audit,
        is_right=figures.is_right,
    )
