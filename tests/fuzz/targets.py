"""What is fuzzed: each target takes bytes and holds what its caller relies on.

A target lets an exception out only where the product breaks its word: what cannot be read gives a
`DragomanError`, a `Rejection` or a verdict. The names are those of the folders of regressions/.
"""

import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

from dragoman.articles import read
from dragoman.articles.dates import day_of, url_day
from dragoman.articles.plain import label_plain
from dragoman.coding.times.finding import find_times
from dragoman.errors import DragomanError
from dragoman.faces.question import parameters_of, question_of
from dragoman.model import Page, Rejection
from dragoman.model.wire import claim_from_json, claim_to_json
from dragoman.pages.feeds import read_feed
from dragoman.pages.warcs import read_warc
from tests.fuzz.bounds import within
from tests.unit.coding.made import PUBLISHED, sentences_of

FEED_URL = "https://news.example/feed"


def page(raw: bytes) -> None:
    """Read a page: its spans lie in its text, left to right."""
    with within():
        article = read(Page(raw=raw, origin="fuzz", url="https://news.example/2020/10/06/a"))
    ends = [0, *(span.span.end for span in article.spans)]
    starts = [span.span.start for span in article.spans]
    assert all(end <= start for end, start in zip(ends, starts, strict=False))
    assert ends[-1] <= len(article.text)
    json.dumps(article.verdict_reasons).encode()


def plain(raw: bytes) -> None:
    """Label a plain text: the labels cover each character once."""
    text = raw.decode("utf-8", "replace")
    with within():
        spans = label_plain(text)
    assert "".join(span.span.cut(text) for span in spans) == text


def feed(raw: bytes) -> None:
    """Read a feed: each address is one that can be stored and fetched."""
    with within(), suppress(DragomanError):
        for entry in read_feed(raw, FEED_URL).entries:
            assert entry.url.encode().startswith((b"http://", b"https://"))


def archive(raw: bytes) -> None:
    """Read a web archive: pages and losses, and an end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        path.write_bytes(raw)
        with within(), suppress(DragomanError):
            found = list(read_warc(path))
            assert all(isinstance(entry, Page | Rejection) for entry in found)
            assert raw or not found


def times(raw: bytes) -> None:
    """Find the dates of a text, whenever it was published: they stand where they say."""
    text = raw.decode("utf-8", "replace")
    with within():
        day_of(text)
        url_day(text)
        for sentence in sentences_of(text) if text.strip() else ():
            earlier = None
            for published in (PUBLISHED, date.min, date.max - timedelta(days=1)):
                for when in find_times(sentence, published, earlier):
                    assert when.passage is not None
                    assert when.passage.span.cut(text) == when.passage.exact
                    earlier = when


def claim(raw: bytes) -> None:
    """Decode a stored claim: what is one is written and read again as it was."""
    row = json.loads(raw)
    with within():
        try:
            decoded = claim_from_json(row)
        except DragomanError:
            return
        assert repr(claim_from_json(claim_to_json(decoded))) == repr(decoded)


def question(raw: bytes) -> None:
    """Read the parameters of an address: what is understood can be asked again."""
    # Arguments of a command may hold lone surrogates.
    parameters = dict(parse_qsl(raw.decode("utf-8", "surrogatepass"), keep_blank_values=True))
    with within():
        try:
            asked = question_of(parameters)
        except DragomanError:
            return
        assert question_of(parameters_of(asked)) == asked


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (archive, claim, feed, page, plain, question, times)
}
