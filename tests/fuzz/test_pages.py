"""Whatever the bytes of a page, a feed or an archive are, they are read or refused in time."""

import gzip
import json

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import seeds, targets
from tests.fuzz.bounds import fuzzed
from tests.fuzz.mutations import misshapen, mutated_bytes, mutated_text
from tests.unit.pages.test_feeds import ATOM, JSON, RDF, RSS, SITEMAP

PAGES, TEXTS, ARCHIVES = seeds.pages(), seeds.texts(), seeds.archives()
MARKUP = tuple(
    b"<p> </p> <div <!-- --> <![CDATA[ <script> </script> <style> &#x110000; &#0; &nbsp; < > \" '"
    b" charset=utf-16 charset=utf-7 charset=big5 <meta <base <svg> <table> <template> <frameset>"
    b' {"@type":"NewsArticle" "datePublished":[{}] "author":5 20201306'.split()
)
XML = tuple(
    b"<item> </item> <entry> <![CDATA[ ]]> <?xml &amp; &x; <!DOCTYPE xmlns= encoding='utf-16'"
    b" http://[ http://[::1] 9999-12-31T23:59:59-23:59 0000-00-00 99999999999 +99999999".split()
)
WARC = tuple(
    b"WARC/1.0\r\n|\r\n\r\n|\r\n|Content-Length: -1|Content-Length: 99999999999999999999|-6\r\n|"
    b"fffffffffffffffff\r\n|0x10\r\n|+5\r\n|WARC-Date: 9999-99-99|WARC-Type: revisit|"
    b"WARC-Payload-Digest: sha1:|Content-Encoding: br|Transfer-Encoding: chunked|HTTP/1.1 999|"
    b"\x1f\x8b\x08".split(b"|")
)


@given(mutated_bytes(PAGES, MARKUP))
@fuzzed(120)
def test_every_page_gets_an_article(raw: bytes) -> None:
    targets.page(raw)


@given(st.binary(max_size=200) | mutated_bytes(PAGES, MARKUP).map(gzip.compress))
@fuzzed(60)
def test_bytes_that_are_no_page_get_an_article(raw: bytes) -> None:
    targets.page(raw)


@given(mutated_text(TEXTS, ("October 6, 2020", "By ", "Related news", "\n", "\t", "| ")))
@fuzzed(80)
def test_every_pasted_page_gets_an_article(text: str) -> None:
    targets.page(text.encode("utf-8", "replace"))


@given(st.text(max_size=80) | mutated_text(TEXTS, ("\n", "\u2028", "Also read: ", "?")))
@fuzzed(100)
def test_every_plain_text_is_labelled_whole(text: str) -> None:
    targets.plain(text.encode("utf-8", "replace"))


@given(st.binary(max_size=200) | mutated_bytes((RSS, RDF, ATOM, SITEMAP, JSON), XML))
@fuzzed(500)
def test_every_feed_is_read_or_refused(raw: bytes) -> None:
    targets.feed(raw)


@given(misshapen(json.loads(JSON)))
@fuzzed(300)
def test_every_json_feed_is_read_or_refused(document: object) -> None:
    targets.feed(json.dumps(document).encode())


@given(st.binary(max_size=200) | mutated_bytes(ARCHIVES, WARC))
@fuzzed(300)
def test_every_archive_is_read_to_its_end(raw: bytes) -> None:
    targets.archive(raw)


@given(mutated_bytes([raw for raw in ARCHIVES if raw.startswith(b"WARC")], WARC))
@fuzzed(200)
def test_every_archive_with_strange_records_is_read_to_its_end(raw: bytes) -> None:
    targets.archive(gzip.compress(raw))


CHUNKS = st.sampled_from((b"5\r\nabcde\r\n", b"3;a=b\r\nabc\r\n", b"0\r\n\r\n", b"\r\n", *WARC))
SIZES = st.integers(-20, 20).map(lambda size: f"{size:x}\r\n".encode())


@given(
    st.lists(CHUNKS | SIZES, min_size=1, max_size=5).map(b"".join)
    | mutated_bytes([b"5\r\nabcde\r\n3;a=b\r\nabc\r\n0\r\n\r\n"], WARC)
)
@fuzzed(200)
def test_every_chunked_body_is_joined_or_kept(body: bytes) -> None:
    targets.archive(seeds.written([(body, {"Transfer-Encoding": "chunked"})], packed=False))
