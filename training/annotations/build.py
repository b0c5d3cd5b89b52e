"""Turn what annotators wrote into standoff files: `python -m training.annotations.build FOLDER`.

FOLDER holds `NAME.ann` beside `NAME.txt`, whose first line is `# STORY`. `--check` only says
what is wrong; `--out` names another standoff file, for a second annotator.
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
    given = parser.parse_args()
    annotations, faults = read_folder(given.folder, given.data)
    for fault in faults:
        print(fault)
    print(f"{len(annotations)} stories, {sum(len(a.events) for a in annotations)} events")
    if not given.check and not faults:
        write_annotations(annotations, given.out)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
