"""Real inputs to start from: pages of the demo, bad inputs, feeds, archives, dated sentences."""

import gzip
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.bad_inputs import generate

ROOT = Path(__file__).parents[2]
# Larger bad inputs test bounds of size, which tests/bad_inputs measures.
LARGEST = 30_000
_LARGE = ("megabytes", "bomb", "nested", "attributes", "slow", "never_closed.html")


def pages() -> tuple[bytes, ...]:
    """Return pages of the demo and the small bad inputs."""
    demo = sorted((ROOT / "examples" / "gulf-2020" / "pages").iterdir())
    bad = (make() for name, make in generate.CASES.items() if not any(w in name for w in _LARGE))
    whole = (*(path.read_bytes() for path in demo[::8]), *bad)
    return tuple(raw for raw in whole if 0 < len(raw) <= LARGEST)


def texts() -> tuple[str, ...]:
    """Return plain copies of pages, as people paste them."""
    folder = ROOT / "tests" / "plain_pages"
    return tuple(path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))


def archives() -> tuple[bytes, ...]:
    """Return web archives, packed by the record and not, with bodies packed and chunked."""
    body = generate.page(generate.story(1)).encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    bodies: tuple[tuple[bytes, Mapping[str, str]], ...] = (
        (body, {}),
        (gzip.compress(body, mtime=0), {"Content-Encoding": "gzip"}),
        (chunked, {"Transfer-Encoding": "chunked"}),
    )
    return tuple(
        archive
        for packed in (True, False)
        for archive in (
            written(bodies, packed=packed),
            *(written([one], packed=packed) for one in bodies),
        )
    )


def written(bodies: Iterable[tuple[bytes, Mapping[str, str]]], *, packed: bool) -> bytes:
    """Return a web archive of some bodies with their headers."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    for number, (body, said) in enumerate(bodies):
        headers = [("Content-Type", "text/html"), *said.items()]
        record = writer.create_warc_record(
            f"https://news.example/{number}",
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2020-10-06T10:00:00Z"},
        )
        writer.write_record(record)
    return buffer.getvalue()


DATED = (
    "They met on October 6, 2020, and again from 12 to 16 September 2019.",
    "Talks began in the summer of 2019; the ban ends in the third quarter of 1989.",
    "Since the coup in late February 2021 he has ruled, and on Friday he said so at 10 p.m.",
    "It was closed early this year, between 2015 and 2018, or two and a half years ago.",
    "In recent weeks, the past ten days, next month, the 1990s, the 19th century, 2020-09-28.",
    "By the end of March, in mid-August, on Christmas Day 2019, on Easter 2021, on Oct. 1-3.",
    "Published: 06 October 2020 23:50 GMT, /2020/10/06/a, 20201006, 6 de octubre de 2020, May 31",
    "At that time profit rose in the nine months to June 30, from a year earlier, fiscal 1989.",
)
QUESTIONS = (
    "dyad=RUS,IRN&type=consult&since=2020-09&until=2020&hedged=true&limit=20",
    "actor=Russia&recipient=IRN.GOV&status=actual&quad=verbal+cooperation&outlet=Example+Wire",
    "since=2020-10-06&until=2020-12&article=ar_1&hedged=no&event_type=AID",
)
