"""News sentences that nobody has labelled, out of parts of the research data that train.

A teacher labels them and the reader learns from it (`training.reader.teach`). What a benchmark
measures is not among them, nor the sentences held out for thresholds and confidence as we cut them;
a longer passage of PolNeAR or a tokenised line of UW may still hold one, without its labels.
"""

import csv
import gzip
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from lxml import etree

from training.annotations.standoff import is_held, read_annotations
from training.annotations.texts import GUM, TIMEML, Story, even, read_story, synthetic_rows
from training.reader.attributions import read_attributions
from training.reader.factuality import read_grades

# Shorter ones state no act, longer ones are cut by the reader.
LETTERS = range(30, 700)
EVEN_DIGITS = "02468"


def unlabelled(data: Path) -> list[str]:
    """Return the sentences, each once, in a settled order.

    Args:
        data: the folder of the research data.
    """
    held = {
        sentence.text
        for annotation in read_annotations()
        if is_held(annotation.story)
        for sentence in read_story(data, annotation.story).sentences()
    }
    found = dict.fromkeys(text for text in _all(data) if len(text) in LETTERS)
    return [text for text in found if text not in held]


def _all(data: Path) -> Iterator[str]:
    for speech in read_attributions(data / "polnear/train"):
        yield speech.text
    for graded in read_grades(data / "factuality/UW/train.jsonl"):
        yield graded.text
    for story in _stories(data):
        yield from (sentence.text for sentence in story.sentences())
    with (data / "causal_news/train_subtask1.csv").open(encoding="utf-8", newline="") as lines:
        yield from (row["text"] for row in csv.DictReader(lines))
    for path in sorted((data / "meantime/intra-doc_annotation").rglob("*.xml")):
        tokens = etree.parse(path).iter("token")
        for _, sentence in groupby(tokens, key=lambda token: token.get("sentence")):
            yield " ".join(token.text or "" for token in sentence)


def _stories(data: Path) -> Iterator[Story]:
    for path in sorted((data / "re3d").glob("*/documents.json")):
        for line in path.read_text("utf-8").splitlines():
            yield Story("re3d", even(json.loads(line)["text"].replace("\n", "\n\n")))
    for row in synthetic_rows(data):
        yield Story("synthetic", even(row["text"]))
    for path in sorted((data / TIMEML).glob("*/*.tml")):
        if path.parent.name == "AQUAINT" or path.stem[-1] in EVEN_DIGITS:
            yield read_story(data, f"timeml/{path.stem}")
    for article in etree.parse(data / "geoparsing/GeoVirus.xml").iter("text"):
        yield Story("geovirus", even(article.text or ""))
    with gzip.open(data / GUM, "rt", encoding="utf-8") as lines:
        names = [line.split(" = ")[1].strip() for line in lines if line.startswith("# newdoc id")]
    for name in names:
        if "_news_" in name:
            yield read_story(data, f"gum/{name}")
