"""Check our own training sentences: `python -m training.corpus.check [--table]`.

Refuses broken markup, unknown codes, an event without anybody, types without the recipient
they need, and two sentences that share more than half of their entity-masked 4-grams: what is
written by filling a template teaches the template. Prints what the corpus holds.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.errors import MalformedInput
from dragoman.ontology import plover
from dragoman.ontology.countries import countries
from training.corpus.markup import MarkedSentence, read_file

SENTENCES = Path(__file__).with_name("sentences")
GRAM = 4
# Two sentences that share more than this part of the shorter one's grams are one template.
MAX_SHARED = 0.5
# Proper names and numbers say nothing about how a sentence is built.
NAME = re.compile(r"\b(?:[A-Z][\w’'-]*|\d[\d.,]*)\b")


def read_corpus(folder: Path = SENTENCES) -> list[MarkedSentence]:
    """Return every sentence of the corpus, by file name and line.

    Raises:
        MalformedInput: a line breaks the markup.
    """
    return [sentence for path in sorted(folder.glob("*.txt")) for sentence in read_file(path)]


def grams(sentence: MarkedSentence) -> frozenset[tuple[str, ...]]:
    """Return the runs of four words of a sentence, names and numbers masked."""
    words = re.findall(r"\w+|#", NAME.sub("#", sentence.text).lower())
    return frozenset(tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1))


def twins(sentences: Sequence[MarkedSentence]) -> Iterator[str]:
    """Yield a line for each two sentences that are built alike."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    all_grams = [grams(sentence) for sentence in sentences]
    for number, own in enumerate(all_grams):
        shared = Counter(other for gram in own for other in holders[gram])
        for other, count in shared.items():
            least = min(len(own), len(all_grams[other]))
            if count > MAX_SHARED * least:
                yield f"{sentences[number].place} is built like {sentences[other].place}"
        for gram in own:
            holders[gram].append(number)


def faults(sentence: MarkedSentence) -> Iterator[str]:
    """Yield what is wrong with the events of one sentence."""
    known = {entry.code for entry in countries()} | {entry.code for entry in plover.NON_STATES}
    for number, event in sentence.events.items():
        parties = event.of("actor"), event.of("recipient")
        where = f"{sentence.place} event {number}"
        if not any(parties):
            yield f"{where} has neither actor nor recipient"
        needs = plover.event_type(event.event_type).needs_recipient
        if needs and not parties[1] and len(parties[0]) < 2:
            yield f"{where}: {event.event_type} needs a recipient or two actors"
        for span in (*parties[0], *parties[1]):
            if span not in sentence.who:
                yield f"{where}: {span.cut(sentence.text)!r} has no @who"
    for span, who in sentence.who.items():
        if who.country is not None and who.country not in known:
            yield f"{sentence.place}: {span.cut(sentence.text)!r} is of no country {who.country}"


def holdings(sentences: Iterable[MarkedSentence]) -> dict[str, object]:
    """Return what the corpus holds, in counts."""
    kept = list(sentences)
    events = [event for sentence in kept for event in sentence.events.values()]
    return {
        "sentences": len(kept),
        "without_event": sum(not sentence.events for sentence in kept),
        "events": len(events),
        "types": dict(Counter(event.event_type for event in events).most_common()),
        "statuses": dict(Counter(event.status for event in events).most_common()),
        "historical": sum(event.historical for event in events),
        "hedged": sum(event.hedged for event in events),
        "voiced": sum(bool(event.of("voice")) for event in events),
        "modes": len({(event.event_type, event.mode) for event in events if event.mode}),
        "countries": len({who.country for s in kept for who in s.who.values() if who.country}),
    }


def main() -> int:
    """Check and count; exit 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=SENTENCES)
    given = parser.parse_args()
    try:
        sentences = read_corpus(given.folder)
    except MalformedInput as error:
        print(error)
        return 1
    wrong = [fault for sentence in sentences for fault in faults(sentence)]
    wrong += twins(sentences)
    for fault in wrong:
        print(fault)
    print(json.dumps(holdings(sentences)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
