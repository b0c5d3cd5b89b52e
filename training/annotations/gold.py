"""Annotations in the layout of data/gold, so that `eval.events` can score with them.

`python -m training.annotations.gold held.jsonl` writes the stories that are held out of training;
`python -m eval events held.jsonl` then scores the coder on them. The file holds the texts, so it
belongs into no repository.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.model import Span
from training.annotations.standoff import STORIES, Annotation, is_held, read_annotations
from training.annotations.texts import Story, read_story
from training.corpus.markup import MarkedEvent, Who

Json = dict[str, Any]
# Where a story bears no date: any day will do, dates of events are not compared then.
NO_DATE = "2020-01-01"
NOBODY = Who(None, None)


def as_gold(annotation: Annotation, story: Story) -> Json:
    """Return a story with its events as a line of gold JSONL."""
    return {
        "id": story.id,
        "published": story.published or NO_DATE,
        "outlet": "",
        "title": "",
        "text": story.text,
        "events": [_event(annotation, story, event) for event in annotation.events],
    }


def held_stories(data: Path, path: Path = STORIES) -> Iterator[Json]:
    """Yield the stories that are held out of training, as lines of gold JSONL."""
    for annotation in read_annotations(path):
        if is_held(annotation.story):
            yield as_gold(annotation, read_story(data, annotation.story))


def as_claims(annotation: Annotation, story: Story) -> list[Json]:
    """Return the events of a story as if they had been coded: a second annotator's."""
    return [_claim(story, event) for event in as_gold(annotation, story)["events"]]


def _event(annotation: Annotation, story: Story, event: MarkedEvent) -> Json:
    text = story.text

    def parties(spans: Iterable[Span]) -> list[Json]:
        known = [(span, annotation.who.get(span, NOBODY)) for span in spans]
        return [{"text": s.cut(text), "country": w.country, "sector": w.sector} for s, w in known]

    voice, cue = event.of("voice"), event.of("cue")
    spoken = parties(voice[:1])
    sentence = next(
        (s.text for s in story.sentences() if s.start <= event.trigger.start < s.end), ""
    )
    return {
        "sentence": sentence,
        "trigger": event.trigger.cut(text),
        "event_type": event.event_type,
        "mode": [event.mode] if event.mode else [],
        "actors": parties(event.of("actor")),
        "recipients": parties(event.of("recipient")),
        "status": event.status,
        "historical": event.historical,
        "hedged": event.hedged,
        "source": spoken[0] | {"cue": cue[0].cut(text) if cue else ""} if spoken else None,
        "date": None,
        "place": None,
    }


def _claim(story: Story, event: Json) -> Json:
    voice = event["source"]
    return {
        "article": story.id,
        "evidence": {"exact": event["sentence"]},
        "trigger": {"exact": event["trigger"]},
        "voices": [{"exact": voice["text"]}] if voice else [],
        "where": [],
        "when": None,
    } | {key: event[key] for key in ("event_type", "actors", "recipients", "status", "hedged")}


def main() -> None:
    """Read the arguments and write the stories."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = parser.parse_args()
    lines = [json.dumps(story) + "\n" for story in held_stories(given.data)]
    given.out.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} stories in {given.out}")


if __name__ == "__main__":
    main()
