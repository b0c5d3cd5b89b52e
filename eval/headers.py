"""headers: title, date and authors of recent pages, against hand-checked ones.

PATH is a folder with `html/*.html.gz` and `truth.json`. `title_exact` and `date_exact` are
shares of the pages that have the field; authors are counted by name over all pages.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.pages import overlap
from eval.report import BadPath, print_report

Json = dict[str, Any]


def read_truth(path: Path) -> Iterator[tuple[str, bytes, Json]]:
    """Yield name, raw page and true header of each page.

    Raises:
        BadPath: the folder or its files are not there.
    """
    truth_file = path / "truth.json"
    if not truth_file.is_file():
        raise BadPath(f"{truth_file} is not there; give a folder with html/ and truth.json")
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    for name in sorted(truth):
        yield name, gzip.decompress((path / "html" / f"{name}.html.gz").read_bytes()), truth[name]


def folded(words: str) -> str:
    """Return words as they compare: one space, one kind of quotation mark."""
    return re.sub(r"[’‘`´]", "'", re.sub(r"[“”„«»]", '"', " ".join(words.split())))


def score(pages: Sequence[tuple[Json, Json]]) -> dict[str, float | int]:
    """Return the metrics of pairs of true and read headers."""
    titled = [(true, read) for true, read in pages if true.get("title")]
    dated = [(true, read) for true, read in pages if true.get("date")]
    right = said = known = 0
    for true, read in pages:
        names = {folded(name).lower() for name in true.get("authors") or ()}
        ours = {folded(name).lower() for name in read["authors"]}
        right, said, known = right + len(names & ours), said + len(ours), known + len(names)
    bodies = [overlap(true.get("text") or "", read["text"]) for true, read in pages]
    precision = sum(p for p, _ in bodies) / len(bodies)
    recall = sum(r for _, r in bodies) / len(bodies)
    return {
        "pages": len(pages),
        "title_exact": round(
            sum(folded(t["title"]) == folded(r["title"] or "") for t, r in titled) / len(titled), 4
        ),
        "date_exact": round(sum(t["date"][:10] == r["day"] for t, r in dated) / len(dated), 4),
        "authors_p": round(right / said, 4) if said else 0.0,
        "authors_r": round(right / known, 4) if known else 0.0,
        "body_f1": round(2 * precision * recall / (precision + recall), 4),
    }


def header(raw: bytes, url: str | None) -> Json:
    """Return what the flow reads off a page."""
    from dragoman import articles
    from dragoman.model import Page

    article = articles.read(Page(raw=raw, origin="eval", url=url))
    return {
        "title": article.title,
        "authors": list(article.authors),
        "day": article.published.day if article.published else None,
        "source": article.published.source if article.published else None,
        "verdict": article.verdict.value,
        "text": "\n".join(s.span.cut(article.text) for s in article.spans if s.is_content),
    }


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval headers", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(argv)
    truth = list(read_truth(given.path))[: given.limit]
    read = [header(raw, true.get("url")) for _, raw, true in truth]
    if given.predictions:
        lines = [
            json.dumps({"page": name} | row, ensure_ascii=False)
            for (name, _, _), row in zip(truth, read, strict=True)
        ]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    pairs = [(true, row) for (_, _, true), row in zip(truth, read, strict=True)]
    print_report("headers", score(pairs), protocol=f"address given with each page of {given.path}")
    return 0
