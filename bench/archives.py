"""archives: how many records of a web archive are read and verified a second.

A packed archive as Common Crawl publishes them is made of the pages of examples/gulf-2020, each
made another one by a comment at its end and filled up with `--padding` bytes of text, for pages of
news are larger. `read_warc` unpacks each record, compares its length and its digest, and gives its
page. Seconds are processor time of one core; without `--padding` they are those of our small pages.
"""

import argparse
import io
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.model import Page
from dragoman.pages.warcs import read_warc

PAGES = Path(__file__).parents[1] / "examples" / "gulf-2020" / "pages"
RECORDS = 20_000


def write_archive(path: Path, records: int, padding: int) -> int:
    """Write an archive of so many pages; return how many bytes they have unpacked."""
    bodies = [page.read_bytes() for page in sorted(PAGES.iterdir())]
    # Words of the pages themselves, so that they pack as pages do.
    words = b" ".join(bodies)
    written = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(records):
            start = number * 997 % max(len(words) - padding, 1)
            filling = words[start : start + padding]
            body = b"%b%b<!-- %d -->" % (bodies[number % len(bodies)], filling, number)
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                f"https://news.example/{number}",
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=headers,
            )
            writer.write_record(record)
            written += len(body)
    return written


def measure(records: int, padding: int) -> dict[str, object]:
    """Return the figures of an archive of so many records."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        unpacked = write_archive(path, records, padding)
        packed = path.stat().st_size
        started = time.process_time()
        pages = sum(isinstance(found, Page) for found in read_warc(path))
        spent = time.process_time() - started
    assert pages == records, f"{records - pages} of {records} records were lost"
    return {
        "records": records,
        "kb_a_page": round(unpacked / records / 1000, 1),
        "packed_mb": round(packed / 1e6, 1),
        "records_per_s": round(records / spent),
    }


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench archives", description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--padding", type=int, default=0)
    given = parser.parse_args(argv)
    print(json.dumps({"bench": "archives"} | measure(given.records, given.padding)))
    return 0
