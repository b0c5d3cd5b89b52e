"""The nouns: frozen dataclasses from the standard library alone, and nothing else."""

from dragoman.model.actor import Actor, Mention, Participant
from dragoman.model.agenda import AGENDA_KINDS, AgendaItem, AgendaStatus
from dragoman.model.alert import Alert, Channel, Firing
from dragoman.model.article import (
    READABLE,
    Article,
    DateCandidate,
    LabelledSpan,
    Outlet,
    Published,
    Verdict,
)
from dragoman.model.claim import Claim, Status, Voice
from dragoman.model.event import Event
from dragoman.model.ids import content_id, text_digest
from dragoman.model.judgement import Decision, Judgement, Verdicts, standing, verdicts_of
from dragoman.model.page import ARTICLE_JSON, Exchange, Page
from dragoman.model.place import Place
from dragoman.model.reading import Reading
from dragoman.model.rejection import Rejection
from dragoman.model.row import ImportedRow
from dragoman.model.sentence import Citation, Sentence
from dragoman.model.span import Passage, Span
from dragoman.model.when import Basis, Precision, When

__all__ = [
    "AGENDA_KINDS",
    "ARTICLE_JSON",
    "READABLE",
    "Actor",
    "AgendaItem",
    "AgendaStatus",
    "Alert",
    "Article",
    "Basis",
    "Channel",
    "Citation",
    "Claim",
    "DateCandidate",
    "Decision",
    "Event",
    "Exchange",
    "Firing",
    "ImportedRow",
    "Judgement",
    "LabelledSpan",
    "Mention",
    "Outlet",
    "Page",
    "Participant",
    "Passage",
    "Place",
    "Precision",
    "Published",
    "Reading",
    "Rejection",
    "Sentence",
    "Span",
    "Status",
    "Verdict",
    "Verdicts",
    "Voice",
    "When",
    "content_id",
    "standing",
    "text_digest",
    "verdicts_of",
]
