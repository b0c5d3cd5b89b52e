"""The brief: what changed between whom since one last looked?"""

from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers import Arrow
from dragoman.answers.pairs import Pair
from dragoman.answers.shifts.arrows import Shift
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.links import Links

# Pairs on the page that changed most and still not clearly.
MOST_UNCLEAR = 5


def brief_page(request: Request) -> Response:
    """Return the state of the record on a day: changes, due, overshadowed, disputed."""
    desk = desk_of(request)
    asked = desk.asked(request)
    answer = asked.moment.brief(asked.today)
    links = Links("brief", answer, asked.days() | {"today": asked.today.isoformat()})
    shown = {answer.most_told_sentence.id} if answer.most_told_sentence else set()
    shown |= {change.sentence.id for change in answer.changed}
    return desk.page(
        asked,
        "brief.html",
        answer=answer,
        links=links,
        counts=asked.moment.view.counts(),
        unclear=nearly_changed(asked),
        sentences=[said for said in answer.sentences if said.id not in shown],
    )


def nearly_changed(asked: Asked) -> list[tuple[Pair, Shift]]:
    """Return the pairs without a clear change whose break explains most, the largest first."""
    weighed = [
        (pair, shift, shift.found.gain)
        for pair, shift in asked.moment.shifts(asked.today).items()
        if shift.arrow is Arrow.UNCLEAR and shift.found is not None
    ]
    ranked = sorted(weighed, key=lambda entry: (-entry[2], entry[0]))
    return [(pair, shift) for pair, shift, _ in ranked[:MOST_UNCLEAR]]
