"""Turn what annotators wrote into standoff files: `python -m training.annotations.build FOLDER`.

FOLDER holds `NAME.ann` beside `NAME.txt`, whose first line is `# STORY`; `--lay-out STORY` writes
the latter, and nothing else. `--check` only says what is wrong; `--out` names another standoff
file, for a second annotator.
"""

import argparse
import sys
from pathlib import Path

from dragoman.errors import MalformedInput
from training.annotations.standoff import (
    STORIES,
    Annotation,
    parse_annotation,
    write_annotations,
)
from training.annotations.texts import Story, read_story


def lay_out(story: Story) -> str:
    """Return a story as an annotator sees it: its name, its date, its numbered sentences."""
    sentences = (f"{i}\t{' '.join(s.text.split())}" for i, s in enumerate(story.sentences(), 1))
    return "\n".join([f"# {story.id}", f"# published {story.published}", *sentences]) + "\n"


def read_folder(folder: Path, data: Path) -> tuple[list[Annotation], list[str]]:
    """Return the annotations of a folder, and what is wrong with those that cannot be read."""
    annotations, faults = [], []
    for path in sorted(folder.rglob("*.ann")):
        name = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()[0]
        story = read_story(data, name.removeprefix("# "))
        lines = path.read_text(encoding="utf-8")
        for number, line in enumerate(lines.splitlines(), 1):
            try:
                parse_annotation(story, line, f"{path.name}:{number}")
            except MalformedInput as fault:
                faults.append(str(fault))
        if not any(fault.startswith(f"{path.name}:") for fault in faults):
            annotations.append(parse_annotation(story, lines, path.name))
    return annotations, faults


def main() -> int:
    """Read the arguments, check, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=STORIES)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--lay-out", metavar="STORY", help="a page for an annotator")
    given = parser.parse_args()
    if given.lay_out is not None:
        story = read_story(given.data, given.lay_out)
        page = given.folder / f"{story.id.replace('/', '_')}.txt"
        page.write_text(lay_out(story), encoding="utf-8")
        return 0
    annotations, faults = read_folder(given.folder, given.data)
    for fault in faults:
        print(fault)
    print(f"{len(annotations)} stories, {sum(len(a.events) for a in annotations)} events")
    if not given.check and not faults:
        write_annotations(annotations, given.out)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
