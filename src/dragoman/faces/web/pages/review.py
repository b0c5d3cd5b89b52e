"""The review desk: what should a human check first? One claim at a time, and what was decided."""

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.answers.reviews.queue import Candidate, Ground, Queue
from dragoman.errors import DragomanError, InputError
from dragoman.faces.access import FIELD, LOCAL, Access, remember, visitor_of
from dragoman.faces.question import STATUSES, one_of
from dragoman.faces.review_edits import FIELDS, changes_of, texts_of
from dragoman.faces.reviewing import candidate_of, context_of, queue_in, reviewed_in
from dragoman.faces.texts.review_text import ALTERNATIVES
from dragoman.faces.web.claim_cards import card_of
from dragoman.faces.web.desk import Asked, Desk, desk_of
from dragoman.model import Claim, Decision, Judgement
from dragoman.ontology import plover
from dragoman.record import Record

# What the forms of the page can decide; events are joined and parted on the page of an event.
DECISIONS = (Decision.ACCEPT, Decision.REJECT, Decision.EDIT, Decision.UNDO)
# Offered as reasons of a rejection; any other can be typed.
REASONS = (
    "no act is stated",
    "it tells of another act",
    "the parties are wrong",
    "it is told as done and is not",
    "it is said twice in the sentence",
)


def review_page(request: Request) -> Response:
    """Return the claim to check next, or the one asked for, with what one needs to judge it."""
    asked = desk_of(request).asked(request)
    return _shown(request, asked, asked.parameters, typed={})


async def judge_claim(request: Request) -> Response:
    """Keep what a form decides and go on to the next claim.

    A form that cannot be kept comes back with what was typed and what is wrong with it.
    """
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_kept, request, form)


def _kept(request: Request, form: Mapping[str, str]) -> Response:
    desk = desk_of(request)
    user = writer_of(request, form)
    kept = {name: form[name] for name in ("as", "ground") if form.get(name)}
    try:
        with Record.open(desk.moments.folder, writable=True) as record:
            judgement = record.judge(_judgement(record, form, user))
    except (InputError, LookupError, ValueError, DragomanError) as error:
        asked = desk.asked(request)
        wanted = kept | {"claim": form.get("claim", "")}
        return _shown(request, asked, wanted, typed=form, wrong=error)
    desk.moments.look_again()
    target = "/review/log" if form.get("back") == "log" else "/review"
    asked = desk.asked(request)
    return RedirectResponse(asked.to(target, **kept, done=judgement.id), status_code=303)


def writer_of(request: Request, form: Mapping[str, str]) -> str:
    """Return who decides; on a server of one machine whoever the form names.

    Raises:
        AccessDenied: the form is not ours, or nobody writes here.
        TokenNeeded: the writer gave no token.
    """
    access: Access = request.app.state.access
    name = access.writer_of_form(request, form.get(FIELD))
    return form.get("as", "").strip() or name if name == LOCAL else name


def _judgement(record: Record, form: Mapping[str, str], user: str) -> Judgement:
    """Return the decision of a form.

    Raises:
        InputError: it decides nothing that can be decided here.
    """
    decision = Decision(one_of("decision", form.get("decision", ""), DECISIONS))
    reason = form.get("reason", "").strip() or None
    try:
        if decision is Decision.UNDO:
            undone = form.get("judgement", "")
            return Judgement(decision=decision, user=user, undoes=undone, reason=reason)
        claim = form.get("claim", "")
        changes = _changes(record, claim, form) if decision is Decision.EDIT else {}
        return Judgement(
            decision=decision, user=user, claims=(claim,), reason=reason, changes=changes
        )
    except ValueError as error:
        raise InputError(str(error)) from error


def _changes(record: Record, claim_id: str, form: Mapping[str, str]) -> dict[str, Any]:
    view = record.view()
    claim = view.claim(claim_id) or view.coded_claim(claim_id)
    if claim is None:
        raise InputError(f"no claim {claim_id!r} in this record; open the page again")
    return changes_of(claim, {name: form[name] for name in FIELDS if name in form})


def _shown(
    request: Request,
    asked: Asked,
    wanted: Mapping[str, str],
    *,
    typed: Mapping[str, str],
    wrong: Exception | None = None,
) -> Response:
    desk, view = desk_of(request), asked.moment.view
    user = user_of(request, wanted)
    queue = queue_in(asked.moment, asked.today, user)
    ground = wanted.get("ground")
    entries = _on(queue, ground)
    entry = _entry(asked, queue, entries, wanted.get("claim"))
    claim = entry.claim if entry is not None else None
    return with_form(
        request,
        desk,
        asked,
        "review.html",
        status=400 if wrong is not None else 200,
        user=user,
        queue=queue,
        ground=ground,
        left=len(entries),
        entry=entry,
        card=card_of(claim, asked.moment.stories) if claim is not None else None,
        context=context_of(view, claim) if claim is not None else None,
        readings=readings_of(claim) if claim is not None else [],
        fields=texts_of(claim) | dict(typed) if claim is not None else {},
        earlier=_earlier(view.judgements(), entry),
        figures=reviewed_in(view),
        done=_done(asked, wanted),
        wrong=wrong,
        reasons=REASONS,
        statuses=STATUSES,
        types=[known.code for known in plover.EVENT_TYPES],
    )


def _on(queue: Queue, ground: str | None) -> list[Candidate]:
    """Return the entries of one ground, or all.

    Raises:
        InputError: nothing is here on such a ground.
    """
    if ground is None:
        return list(queue.entries)
    kept = Ground(one_of("ground", ground, tuple(Ground)))
    return [entry for entry in queue.entries if kept in entry.grounds]


def _entry(
    asked: Asked, queue: Queue, entries: list[Candidate], claim_id: str | None
) -> Candidate | None:
    if not claim_id:
        return entries[0] if entries else None
    view = asked.moment.view
    claim = view.claim(claim_id) or view.coded_claim(claim_id)
    if claim is None:
        raise HTTPException(404, f"no claim {claim_id!r} in this record; /claims lists some")
    return candidate_of(queue, claim)


def _earlier(judgements: Iterable[Judgement], entry: Candidate | None) -> list[Judgement]:
    """Return what was decided about a claim; nothing to a second reader of the audit."""
    if entry is None or entry.second:
        return []
    return [judgement for judgement in judgements if entry.claim.id in judgement.claims]


def _done(asked: Asked, wanted: Mapping[str, str]) -> Judgement | None:
    """Return the decision that led here, so that it can be taken back at once."""
    judgements = asked.moment.view.judgements()
    return next((j for j in judgements if j.id == wanted.get("done")), None)


def readings_of(claim: Claim) -> list[tuple[plover.EventType, float | None]]:
    """Return the type of a claim and those that the coder nearly gave it, with their shares."""
    shares = dict(claim.type_top)
    others = [code for code in shares if code != claim.event_type][:ALTERNATIVES]
    return [(plover.event_type(code), shares.get(code)) for code in (claim.event_type, *others)]


def user_of(request: Request, wanted: Mapping[str, str]) -> str:
    """Return who reads the page: who has a token, or whoever the address names."""
    access: Access = request.app.state.access
    if access.tokens is not None:
        try:
            return access.writer(request)
        except DragomanError:
            # Reading needs no token; what one decides will ask for it.
            return ""
    return wanted.get("as", "").strip() or LOCAL


def with_form(
    request: Request, desk: Desk, asked: Asked, template: str, **context: Any
) -> Response:
    """Return a page with forms: each holds the token that tells it from those of other sites."""
    access: Access = request.app.state.access
    visitor = visitor_of(request)
    may_write = not access.is_read_only and "as_of" not in asked.parameters
    response = desk.page(
        asked,
        template,
        token_field=FIELD,
        token=access.forms.token(visitor),
        may_write=may_write,
        is_named=access.tokens is not None,
        **context,
    )
    remember(response, visitor, is_https=request.url.scheme == "https")
    return response
