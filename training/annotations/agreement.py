"""How far two annotators agree who never saw each other's work.

`python -m training.annotations.agreement FIRST SECOND` takes two standoff files and scores the
second against the first on the stories that both hold.
"""

import argparse
import json
from pathlib import Path

from eval.events import score
from training.annotations.gold import as_claims, as_gold
from training.annotations.standoff import STORIES, read_annotations
from training.annotations.texts import read_story

SECOND = STORIES.with_name("second.jsonl")


def agreement(first: Path, second: Path, data: Path) -> dict[str, float | int | None]:
    """Return the metrics of the events benchmark, the first annotator being the gold."""
    theirs = {annotation.story: annotation for annotation in read_annotations(second)}
    stories, claims = [], []
    for annotation in read_annotations(first):
        if annotation.story in theirs:
            story = read_story(data, annotation.story)
            stories.append(as_gold(annotation, story))
            claims += as_claims(theirs[annotation.story], story)
    return score(stories, claims)


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path, nargs="?", default=STORIES)
    parser.add_argument("second", type=Path, nargs="?", default=SECOND)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = parser.parse_args()
    print(json.dumps(agreement(given.first, given.second, given.data)))


if __name__ == "__main__":
    main()
