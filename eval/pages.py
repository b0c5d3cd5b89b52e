"""pages: the body of an article out of its page, against the true one.

PATH is a folder with `html/*.html.gz` and `ground-truth.json` (an article-extraction
benchmark; its measure): per page the overlap of 4-token shingles as multisets, precision and
recall averaged over pages, f1 of the two averages. `flattened_*` is the same when the page
is first flattened to its visible lines, so that only the plain-text labeller can tell.
On data/article_extraction `flattened_*` is in-sample: the line model has seen these pages. What
it reaches on domains it has not seen stands in training/logs/lines.md.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from eval.report import BadPath, print_report

SHINGLE = 4
# What must be said beside the figures of flattened pages.
SEEN = "flattened_* is in-sample on data/article_extraction, unseen domains: training/logs/lines.md"
TOKEN = re.compile(r"\w+", re.UNICODE)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four tokens of a text, with how often each stands there."""
    tokens = TOKEN.findall(text)
    runs = max(1, len(tokens) - SHINGLE + 1) if tokens else 0
    return Counter(tuple(tokens[i : i + SHINGLE]) for i in range(runs))


def overlap(true: str, said: str) -> tuple[float, float]:
    """Return precision and recall of one page; nothing said of nothing true is right."""
    theirs, ours = shingles(true), shingles(said)
    common = sum((theirs & ours).values())
    precision = common / sum(ours.values()) if ours else float(not theirs)
    recall = common / sum(theirs.values()) if theirs else 1.0
    return precision, recall


def read_pages(path: Path) -> Iterator[tuple[str, bytes, str]]:
    """Yield name, raw page and true body of each page.

    Raises:
        BadPath: the folder or its files are not there.
    """
    truth_file = path / "ground-truth.json"
    if not truth_file.is_file():
        raise BadPath(f"{truth_file} is not there; give a folder with html/ and ground-truth.json")
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    for name in sorted(truth):
        file = path / "html" / f"{name}.html.gz"
        if not file.is_file():
            raise BadPath(f"{file} is named in ground-truth.json but is not there")
        yield name, gzip.decompress(file.read_bytes()), truth[name]["articleBody"]


def score(pages: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return the metrics of pairs of true and said bodies."""
    rows = [overlap(true, said) for true, said in pages]
    precision = sum(p for p, _ in rows) / len(rows)
    recall = sum(r for _, r in rows) / len(rows)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4)}


def body(raw: bytes) -> str:
    """Return what the flow takes for the article of a page."""
    from dragoman import articles
    from dragoman.model import Page

    article = articles.read(Page(raw=raw, origin="eval"))
    return "\n".join(s.span.cut(article.text) for s in article.spans if s.is_content)


def flattened_body(raw: bytes) -> str:
    """Return what the flow takes for the article of a page that lost its markup."""
    from dragoman.articles.decode import decode
    from dragoman.articles.html import all_text

    return body(all_text(decode(raw).text).encode())


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval pages", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(argv)
    pages = list(read_pages(given.path))[: given.limit]
    ways: dict[str, Callable[[bytes], str]] = {"": body, "flattened_": flattened_body}
    metrics: dict[str, float] = {"pages": len(pages)}
    said: dict[str, dict[str, str]] = {name: {} for name, _, _ in pages}
    for prefix, way in ways.items():
        for name, raw, _ in pages:
            said[name][prefix + "body"] = way(raw)
        rows = [(true, said[name][prefix + "body"]) for name, _, true in pages]
        metrics |= {prefix + key: value for key, value in score(rows).items()}
    if given.predictions:
        lines = [json.dumps({"page": name} | row, ensure_ascii=False) for name, row in said.items()]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print_report("pages", metrics, protocol=f"4-token shingles over {given.path}; {SEEN}")
    return 0
