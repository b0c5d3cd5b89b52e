"""Claims: the list that a question means, with the question as it can be asked elsewhere."""

from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.question import address_of, command_of, count_of, question_of
from dragoman.faces.web.claim_cards import card_of
from dragoman.faces.web.desk import desk_of
from dragoman.ontology import plover

# Cards on one page.
PER_PAGE = 50
# Parameters of the frame, which ask nothing of claims.
OF_THE_FRAME = {"today", "as_of", "page"}


def claims_page(request: Request) -> Response:
    """Return one page of the claims of a question."""
    desk = desk_of(request)
    asked = desk.asked(request)
    given = {k: v for k, v in asked.parameters.items() if k not in OF_THE_FRAME}
    question = question_of(given)
    page = count_of("page", asked.parameters.get("page", "1"))
    total = asked.moment.view.count(**question)
    found = asked.moment.view.page((page - 1) * PER_PAGE, PER_PAGE, **question)
    return desk.page(
        asked,
        "claims.html",
        cards=[card_of(claim, asked.moment.stories) for claim in found],
        given=given,
        total=total,
        number=page,
        pages=-(-total // PER_PAGE),
        api=address_of("/v1/claims", question),
        command=command_of(question),
        types=[entry.code for entry in plover.EVENT_TYPES],
    )
