"""Lists the names of places that are ordinary words: data/place_words.txt.

A name counts as a word where English treebanks (GUM and EWT, `trains` in eval/splits.toml) print
it in small letters often enough. Only the words come over, no text. Run

    python -m training.gazetteer.words ../shared/data
"""

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

TABLES = Path(__file__).parents[2] / "src/dragoman/ontology/data"
# Twice may be a slip of a writer without capitals; of the forms in text, one in ten.
LEAST_SMALL = 2
LEAST_SHARE = 0.1
LONGEST = 3


def tokens(path: Path) -> Iterator[list[str]]:
    """Yield the words of each sentence of a treebank, without the first."""
    words: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.split("\t")
            if len(cells) > 1 and cells[0].isdigit():
                words.append(cells[1])
            elif not line.strip():
                yield words[1:]
                words = []


def main() -> None:
    """Write the list and say how long it is."""
    names = set(pq.read_table(TABLES / "geonames_names.parquet")["name"].to_pylist())
    small = {name.lower(): name for name in names}
    counts: Counter[str] = Counter()
    for folder in ("gum", "ewt"):
        for path in sorted((Path(sys.argv[1]) / folder).glob("*.conllu.gz")):
            for words in tokens(path):
                for length in range(1, LONGEST + 1):
                    for start in range(len(words) - length + 1):
                        counts[" ".join(words[start : start + length])] += 1
    found = sorted(
        name
        for word, name in small.items()
        if counts[word] >= LEAST_SMALL
        and counts[word] >= LEAST_SHARE * (counts[word] + counts[name])
    )
    note = "# Names of places that are words; made by python -m training.gazetteer.words.\n"
    (TABLES / "place_words.txt").write_text(note + "\n".join(found) + "\n", encoding="utf-8")
    print(f"place_words.txt: {len(found)} names")


if __name__ == "__main__":
    main()
