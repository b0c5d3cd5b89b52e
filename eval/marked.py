"""Sentences in our own markup (training/corpus/markup.py) as stories of the events benchmark."""

from pathlib import Path
from typing import Any

from eval.report import BadPath
from training.corpus.markup import MarkedEvent, MarkedSentence, Who, read_file

# The sentences bear no date and none is measured.
PUBLISHED = "2026-01-15"


def read_marked_stories(path: Path) -> list[dict[str, Any]]:
    """Return a file of marked sentences as gold stories of one sentence each.

    Raises:
        BadPath: the file is absent.
    """
    return [as_story(sentence) for sentence in read_sentences(path)]


def read_sentences(path: Path) -> list[MarkedSentence]:
    """Return the sentences of a file.

    Raises:
        BadPath: the file is absent.
    """
    if not path.is_file():
        raise BadPath(f"{path} is not a file; give sentences in our markup")
    return list(read_file(path))


def as_story(sentence: MarkedSentence) -> dict[str, Any]:
    """Return one sentence as a gold story."""
    return {
        "id": sentence.place,
        "published": PUBLISHED,
        "outlet": "",
        "title": "",
        "text": sentence.text,
        "events": [_event(sentence, event) for event in sentence.events.values()],
    }


def _event(sentence: MarkedSentence, event: MarkedEvent) -> dict[str, Any]:
    def parties(role: str) -> list[dict[str, Any]]:
        spans = event.of(role)
        known = [(span, sentence.who.get(span, Who(None, None))) for span in spans]
        return [{"text": s.cut(sentence.text), "country": w.country} for s, w in known]

    return {
        "sentence": sentence.text,
        "trigger": event.trigger.cut(sentence.text),
        "event_type": event.event_type,
        "actors": parties("actor"),
        "recipients": parties("recipient"),
        "status": event.status,
        "hedged": event.hedged,
        "source": next(iter(parties("voice")), None),
        "date": None,
        "place": None,
    }
