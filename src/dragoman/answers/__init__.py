"""Record to answer: pure reads, every answer carries its claims."""

from dragoman.answers.agendas.answer import Agenda, AgendaQuestion, agenda
from dragoman.answers.agendas.due import DueItem, VagueItem
from dragoman.answers.agendas.outcomes import Outcome
from dragoman.answers.briefing import Brief, brief
from dragoman.answers.dyads import DyadAnswer, dyad
from dragoman.answers.evidence import Backing, Said
from dragoman.answers.outlooks.answer import Outlook, outlook
from dragoman.answers.shadows import Overshadowed, Shadows, overshadowed
from dragoman.answers.shifts.arrows import Arrow
from dragoman.answers.state import Standing, State
from dragoman.answers.stories.folded import Stories, fold
from dragoman.answers.view import Claims
from dragoman.answers.voicing import VoicesAnswer, voices

__all__ = [
    "Agenda",
    "AgendaQuestion",
    "Arrow",
    "Backing",
    "Brief",
    "Claims",
    "DueItem",
    "DyadAnswer",
    "Outcome",
    "Outlook",
    "Overshadowed",
    "Said",
    "Shadows",
    "Standing",
    "State",
    "Stories",
    "VagueItem",
    "VoicesAnswer",
    "agenda",
    "brief",
    "dyad",
    "fold",
    "outlook",
    "overshadowed",
    "voices",
]
