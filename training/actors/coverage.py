"""Which marked parties get their country: `python -m training.actors.coverage [--wrong]`.

Gold words in, country out: for every party that a person marked with a country, in our own
sentences and in the annotated stories, this asks the mention finder who those words are, given
their sentence and nothing before it. `right` has the country among those of its mentions,
`wrong` has others, `silent` has none. `--wrong` lists the wrong ones, `--silent` the commonest
of the silent. Countries of people change little; every name is asked for the latest day.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.coding.memory import ArticleMemory
from dragoman.coding.mentions import find_mentions
from dragoman.model import Mention, Passage, Sentence, Span
from training.annotations.standoff import annotated_sentences, held_sentences
from training.corpus.check import read_corpus
from training.corpus.markup import MarkedSentence

OUTCOMES = ("right", "wrong", "silent")
# How many of the words that nobody knows are worth a look.
LISTED = 150


@dataclass(frozen=True, slots=True)
class Answer:
    """A marked party, the country it is of, and those that the mention finder gave."""

    place: str
    words: str
    marked: str
    found: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """One of `OUTCOMES`."""
        if not self.found:
            return "silent"
        return "right" if self.marked in self.found else "wrong"


def answers(marked: MarkedSentence) -> Iterator[Answer]:
    """Yield each party of a sentence that is marked with a country, and what was found."""
    whole = Passage(span=Span(0, len(marked.text)), exact=marked.text)
    sentence = Sentence(id=marked.place, index=0, paragraph=0, passage=whole)
    mentions = find_mentions(sentence, ArticleMemory())
    for span, who in sorted(marked.who.items()):
        if who.country is None:
            continue
        meant = _naming(span, mentions)
        yield Answer(
            place=marked.place,
            words=span.cut(marked.text),
            marked=who.country,
            found=tuple(a.country for m in meant for a in m.actors if a.country),
            reasons=tuple(mention.reason for mention in meant),
        )


def _naming(span: Span, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mention that the words of a party are: the first inside, else one across.

    A party of several ("France and Britain") is marked as each of them elsewhere, so the
    first is enough; this is the rule of the coder for one actor.
    """
    inside = [m for m in mentions if span.contains(m.passage.span)]
    return (inside or [m for m in mentions if m.passage.span.overlaps(span)])[:1]


def share(given: Iterable[Answer]) -> dict[str, float | int]:
    """Return how many parties there are and the share of each outcome."""
    counts = Counter(answer.outcome for answer in given)
    total = sum(counts.values())
    return {"parties": total} | {name: round(counts[name] / total, 4) for name in OUTCOMES}


def main() -> None:
    """Read the arguments, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--silent", action="store_true")
    given = parser.parse_args()
    sets: dict[str, list[MarkedSentence]] = {"corpus": read_corpus()}
    if given.data.is_dir():
        sets["annotations"] = [*annotated_sentences(given.data), *held_sentences(given.data)]
    for name, sentences in sets.items():
        found = [answer for sentence in sentences for answer in answers(sentence)]
        print(json.dumps({"set": name} | share(found)))
        if given.wrong:
            for answer in (answer for answer in found if answer.outcome == "wrong"):
                print(answer.place, answer.words, answer.marked, answer.found, answer.reasons)
        if given.silent:
            silent = Counter((a.words, a.marked) for a in found if a.outcome == "silent")
            for (words, country), count in silent.most_common(LISTED):
                print(count, country, words)


if __name__ == "__main__":
    main()
