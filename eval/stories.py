"""stories: which articles tell of one happening, and which are copies of one text.

PATH is ECB+: the folder with ecbplus_xml.tar.xz, or one that holds TOPIC/NAME.xml somewhere. A
story is a sub-topic (ecb or ecbplus of a topic). The rule was chosen on topics 1-20; scored are
the others, alone. The line of the address that some texts begin with is left out, and so are
all dates of publication: the corpus states none. b3_* is B-cubed over articles.

copies_* is over copies that are generated from the longer texts (SEED fixes them): the same,
with lines of a page around, cut to .7 and to .5, 3 % and 10 % of the words changed, in capitals
without punctuation. recall is the share that stands in one story with its original;
copies_per_s is documents a second of processor time, from text to stories.
"""

import argparse
import json
import random
import re
import tarfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.answers.stories.clusters import MIN_LIKENESS, find_clusters
from dragoman.answers.stories.copies import find_stories
from dragoman.model import Article, LabelledSpan, Span, Verdict, text_digest
from eval.report import BadPath, print_report

# Topics up to this one chose the rule.
LAST_CHOOSING_TOPIC = 20
NAME = re.compile(r"(?P<topic>\d+)_\d+(?P<part>ecb|ecbplus)\.xml")
# Copies are made of texts of at least so many words: a paragraph of a wire.
MIN_WORDS, SEED = 100, 20
FILLING = "said new the officials on report a".split()
LINES = "Subscribe to our newsletter.\nAlso Read: Government announces new measures.\nRead More.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text of the corpus and the story it belongs to."""

    name: str
    topic: int
    story: str
    text: str


def read_texts(path: Path) -> Iterator[Told]:
    """Yield the texts of a corpus by name.

    Raises:
        BadPath: there are none, or one is no XML of tokens.
    """
    files = dict(_files(path)) if path.exists() else {}
    if not files:
        raise BadPath(f"{path} holds no text of ECB+; give its folder or ecbplus_xml.tar.xz")
    for name, raw in sorted(files.items()):
        match = NAME.fullmatch(name)
        assert match is not None
        story = f"{match['topic']}{match['part']}"
        yield Told(name=name, topic=int(match["topic"]), story=story, text=_text(name, raw))


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    archives = [path] if path.is_file() else sorted(path.glob("ecbplus_xml.tar.xz"))
    for archive in archives:
        with tarfile.open(archive) as packed:
            for member in packed:
                inner = packed.extractfile(member)
                if inner is not None and NAME.fullmatch(Path(member.name).name):
                    yield Path(member.name).name, inner.read()
    for file in sorted(path.rglob("*.xml")):
        if NAME.fullmatch(file.name):
            yield file.name, file.read_bytes()


def _text(name: str, raw: bytes) -> str:
    """Return the sentences of a text, one a line."""
    try:
        root = ET.fromstring(raw)  # noqa: S314 - research data that the caller names
        sentences: dict[int, list[str]] = {}
        for token in root.iter("token"):
            sentences.setdefault(int(token.attrib["sentence"]), []).append(token.text or "")
    except (ET.ParseError, KeyError, ValueError) as error:
        raise BadPath(f"{name} is not in the format of ECB+: {error!r}") from error
    lines = [" ".join(words) for _, words in sorted(sentences.items())]
    return "\n".join(lines[1:] if lines and lines[0].startswith("http") else lines)


def b_cubed(gold: Mapping[str, str], said: Mapping[str, str]) -> dict[str, float]:
    """Return B-cubed of two ways to put the same things into groups.

    >>> b_cubed({"a": "1", "b": "1"}, {"a": "x", "b": "y"})["b3_recall"]
    0.5
    """
    true, ours = Counter(gold.values()), Counter(said[name] for name in gold)
    both = Counter((gold[name], said[name]) for name in gold)
    precision = sum(n * n / ours[own] for (_, own), n in both.items()) / len(gold)
    recall = sum(n * n / true[story] for (story, _), n in both.items()) / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    return {
        "b3_f1": round(f1, 4),
        "b3_precision": round(precision, 4),
        "b3_recall": round(recall, 4),
    }


def as_article(name: str, text: str) -> Article:
    """Return a text as the flow would keep it, without a day."""
    return Article(
        id=name,
        page_sha256=text_digest(text),
        origin=name,
        text=text,
        text_sha256=text_digest(text),
        verdict=Verdict.ARTICLE,
        spans=(LabelledSpan(span=Span(0, len(text))),),
    )


def _changed(text: str, part: float, chance: random.Random) -> str:
    words = text.split(" ")
    return " ".join(chance.choice(FILLING) if chance.random() < part else word for word in words)


def copies_of(text: str, chance: random.Random) -> dict[str, str]:
    """Return what others would print of a text."""
    ways: dict[str, Callable[[], str]] = {
        "same": lambda: text,
        "lines": lambda: LINES + text + "\n" + LINES,
        "cut70": lambda: text[: len(text) * 7 // 10],
        "cut50": lambda: text[: len(text) // 2],
        "edit3": lambda: _changed(text, 0.03, chance),
        "edit10": lambda: _changed(text, 0.1, chance),
        "capitals": lambda: re.sub(r"[“”\"'’,]", "", text).upper(),
    }
    return {way: make() for way, make in ways.items()}


def score_copies(texts: Sequence[Told]) -> dict[str, float | int]:
    """Return how many generated copies are found, by kind, and how fast."""
    chance = random.Random(SEED)
    articles: list[Article] = []
    original: dict[str, str] = {}
    for told in (told for told in texts if len(told.text.split()) >= MIN_WORDS):
        articles.append(as_article(told.name, told.text))
        for way, copied in copies_of(told.text, chance).items():
            articles.append(as_article(f"{way} {told.name}", copied))
            original[articles[-1].id] = told.name
    if not original:
        return {"copies": 0}
    started = time.process_time()
    stories = find_stories(articles)
    spent = time.process_time() - started
    story_of = {article: story.origin for story in stories for article in story.articles}
    hits = {name: story_of[name] == story_of[source] for name, source in original.items()}
    metrics: dict[str, float | int] = {
        "copies": len(hits),
        "copies_recall": round(sum(hits.values()) / len(hits), 4),
        "copies_per_s": round(len(articles) / spent),
    }
    for way in sorted({name.split()[0] for name in hits}):
        found = [hit for name, hit in hits.items() if name.startswith(f"{way} ")]
        metrics[f"copies_{way}"] = round(sum(found) / len(found), 4)
    return metrics


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval stories", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--choosing", action="store_true", help="score topics 1-20 instead")
    parser.add_argument("--least", type=float, default=MIN_LIKENESS)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(argv)
    texts = [
        told
        for told in read_texts(given.path)
        if (told.topic <= LAST_CHOOSING_TOPIC) is given.choosing
    ][: given.limit]
    if not texts:
        raise BadPath(f"{given.path} has no text of the topics that are scored")
    clusters = find_clusters((as_article(t.name, t.text) for t in texts), least=given.least)
    said = {name: cluster.articles[0] for cluster in clusters for name in cluster.articles}
    if given.predictions:
        lines = [json.dumps({"text": name, "story": story}) for name, story in said.items()]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    metrics: dict[str, float | int] = {"texts": len(texts), "stories": len(clusters)}
    metrics |= b_cubed({told.name: told.story for told in texts}, said) | score_copies(texts)
    part = "1-20, which chose the rule" if given.choosing else "above 20"
    print_report("stories", metrics, protocol=f"topics {part} of {given.path}")
    return 0
