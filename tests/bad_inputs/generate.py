"""Writes the bad inputs of the verdicts benchmark: `python tests/bad_inputs/generate.py DIR`.

One file each, made by code so that the repository holds no 200 MB page; the labels stand in
`expected.tsv` beside this file.
"""

import gzip
import json
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

LABELS = Path(__file__).with_name("expected.tsv")
MEGABYTE = 1024 * 1024

PARAGRAPHS = (
    "The port authority of Marrow Bay reopened its northern pier on Tuesday after inspectors "
    "declared the repaired cranes safe, ending a closure that had lasted since the winter storms.",
    "Harbour master Ellen Voss told reporters that the first three freighters would berth before "
    "the weekend, and that crews had agreed to work double shifts until the backlog was cleared.",
    "Two shipping companies had sued the city over the delay. Their lawyers said on Monday that "
    "the suits would be withdrawn once the pier handled its former volume for thirty days.",
    "The regional council praised the engineers but asked for a public account of the costs, "
    "which rose from nine to fourteen million crowns while the contract was being renegotiated.",
    "A second phase, due to begin in the spring, will replace the old breakwater. Fishermen from "
    "the neighbouring island have objected to the plan and demand a hearing before work starts.",
)
FOREIGN = {
    "cp1251": "Портовые власти открыли причал во вторник после долгого ремонта. " * 12,
    "shift_jis": "港湾当局は火曜日に修理を終えた桟橋を再開した。船会社は歓迎した。" * 12,
    "euc-kr": "항만 당국은 화요일에 수리를 마친 부두를 다시 열었다. 해운사들은 환영했다. " * 12,
    "latin-1": "Die Hafenbehörde öffnete die Brücke am Dienstag für größere Schiffe wieder. " * 12,
}


def page(body: str, *, head: str = "", end: str = "</body></html>") -> str:
    """Return a page of news around some markup."""
    title = "<title>Pier reopens at Marrow Bay - Example Courier</title>"
    nav = "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
    return f"<!DOCTYPE html><html lang='en'><head>{title}{head}</head><body>{nav}{body}{end}"


def story(count: int = 5) -> str:
    """Return the paragraphs of the story as markup."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:count])
    return f"<article><h1>Pier reopens at Marrow Bay</h1>{text}</article>"


def encoded(name: str, *, declared: str | None = None) -> bytes:
    """Return a page in an encoding that it does not declare, or declares wrongly."""
    head = f"<meta charset='{declared}'>" if declared else ""
    text = "".join(f"<p>{FOREIGN[name]}</p>" for _ in range(3))
    return page(f"<article>{text}</article>", head=head).encode(name)


def linked(headlines: int) -> str:
    """Return a list of linked headlines."""
    items = (
        f"<li><a href='/s/{i}'>Council number {i} postpones its vote on the harbour</a></li>"
        for i in range(headlines)
    )
    return f"<ul>{''.join(items)}</ul>"


def json_ld(**fields: object) -> str:
    """Return a JSON-LD block of an article."""
    row = {"@context": "https://schema.org", "@type": "NewsArticle"} | fields
    return f"<script type='application/ld+json'>{json.dumps(row)}</script>"


def shell(body: str, title: str = "Example Courier") -> bytes:
    """Return a page that is nothing but what is given."""
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


CONSENT = (
    "<h1>We value your privacy</h1><p>We and our partners store and access information on your "
    "device, such as cookies, and process personal data for personalised ads and content. You can "
    "change your choices or withdraw your consent at any time in our cookie policy.</p>"
    "<button>Accept all</button><button>Reject all</button><button>Manage cookies</button>"
)
SCRIPTS = "<script>" + "window.app=window.app||[];" * 400 + "</script>"
LAUGHS = "<!DOCTYPE html [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
)


def deep(levels: int) -> bytes:
    """Return a story under so many levels of markup."""
    return page("<div>" * levels + story() + "</div>" * levels).encode()


def with_attributes(count: int, tags: int = 1) -> bytes:
    """Return a story behind tags with so many attributes."""
    attributes = " ".join(f"data-a{i}='{i}'" for i in range(count))
    return page(f"<div {attributes}></div>" * tags + story()).encode()


def feed(items: int) -> bytes:
    """Return a feed, whose tags look like those of a page."""
    item = "<item><title>Pier reopens</title><description>Ships may berth.</description></item>"
    return f"<?xml version='1.0'?><rss><channel>{item * items}</channel></rss>".encode()


def noise(size: int) -> bytes:
    """Return bytes that are nothing, the same each time."""
    return random.Random(7).randbytes(size)


CASES: dict[str, Callable[[], bytes]] = {
    "empty.html": lambda: b"",
    "blank.html": lambda: b" \r\n\t \n" * 40,
    "plain_story.html": lambda: page(story()).encode(),
    "latin1_undeclared.html": lambda: encoded("latin-1"),
    "cp1251_declared_wrongly.html": lambda: encoded("cp1251", declared="utf-8"),
    "shift_jis_undeclared.html": lambda: encoded("shift_jis"),
    "utf16_with_mark.html": lambda: page(story()).encode("utf-16"),
    "utf8_with_one_latin1_byte.html": lambda: page(story()).encode().replace(b"Voss", b"V\xf6ss"),
    "nul_bytes.html": lambda: page(story()).encode().replace(b"pier", b"pi\x00er"),
    "impossible_entities.html": lambda: page(story() + "<p>&#xD800; &#x110000;</p>").encode(),
    "lone_surrogate.html": lambda: page(story()).encode().replace(b"Voss", b"V\xed\xa0\x80ss"),
    "nested_252.html": lambda: deep(252),
    "nested_900.html": lambda: deep(900),
    "nested_20000.html": lambda: deep(20_000),
    "nested_100000.html": lambda: deep(100_000),
    "attributes_200000.html": lambda: with_attributes(200_000),
    "attributes_of_many_tags.html": lambda: with_attributes(3_000, tags=100),
    "paragraphs_never_closed.html": lambda: page(
        "".join(f"<p>{paragraph}" for paragraph in PARAGRAPHS * 300)
    ).encode(),
    "text_48_megabytes.html": lambda: page(story() * 20_000).encode() * 2,
    "text_9_megabytes.html": lambda: page(story() * 9_000).encode(),
    "links_9_megabytes.html": lambda: page(linked(100_000)).encode(),
    "tables_7_megabytes.html": lambda: page(
        "<table><tr><td>x</td></tr></table>" * 200_000
    ).encode(),
    "one_line_9_megabytes.txt": lambda: b"word soup " * 900_000,
    "links_52_megabytes.html": lambda: page(linked(600_000)).encode(),
    "token_20_megabytes.html": lambda: page("a" * (20 * MEGABYTE)).encode(),
    "gzip_not_unpacked.html": lambda: gzip.compress(page(story()).encode(), mtime=0),
    "gzip_bomb.html": lambda: gzip.compress(b"<p>" + b"a" * (300 * MEGABYTE), mtime=0),
    "gzip_cut_off.html": lambda: gzip.compress(page(story()).encode(), mtime=0)[:200],
    "cut_off.html": lambda: page(story(), end="").encode()[:-220],
    "cut_off_inside_a_tag.html": lambda: page(story(), end="<div class='rel").encode(),
    "cut_off_between_paragraphs.html": lambda: (
        page(story(), end="").encode().removesuffix(b"</article>")
    ),
    "billion_laughs.html": (LAUGHS + "]>" + page(story() + "<p>&j;</p>")).encode,
    "script_shell.html": lambda: shell(
        "<noscript>You need to enable JavaScript to run this app.</noscript>"
        f"<div id='root'></div>{SCRIPTS}"
    ),
    "script_shell_silent.html": lambda: shell(f"<div id='app'></div>{SCRIPTS}"),
    "paywall_marked.html": lambda: page(
        story(1), head=json_ld(headline="Pier reopens", isAccessibleForFree=False)
    ).encode(),
    "paywall_said.html": lambda: page(
        story(1)
        + "<div><p>Subscribe to continue reading.</p><p>Already a subscriber? Log in</p></div>"
    ).encode(),
    "not_found.html": lambda: shell(
        "<h1>Page not found</h1><p>The page you requested does not exist or has been removed.</p>",
        "404 - Example Courier",
    ),
    "server_error.html": lambda: shell(
        "<h1>502 Bad Gateway</h1><hr><p>The server is temporarily unavailable.</p>",
        "502 Bad Gateway",
    ),
    "robot_check.html": lambda: shell(
        "<h1>Just a moment...</h1><p>Checking your browser before you proceed. "
        "Please verify you are human.</p>",
        "Just a moment...",
    ),
    "gone.txt": lambda: b"Page not found\n\nThe page you requested no longer exists.\n",
    "one_sentence.txt": lambda: PARAGRAPHS[1].split(",")[0].encode() + b".",
    "document.pdf.html": lambda: b"%PDF-1.7\n" + noise(20_000),
    "picture.png.html": lambda: b"\x89PNG\r\n\x1a\n" + noise(20_000),
    "noise.html": lambda: noise(30_000),
    "archive.zip.html": lambda: b"PK\x03\x04" + noise(20_000),
    "tagged_answer.json.html": lambda: json.dumps({"html": story()}).encode(),
    "answer.json.html": lambda: json.dumps({"story": list(PARAGRAPHS)}).encode(),
    "feed.xml.html": lambda: b"<?xml version='1.0'?><rss><channel><item/></channel></rss>",
    "feed_with_titles.xml.html": lambda: feed(20),
    "archive.warc.html": lambda: b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + noise(4_000),
    "comment_never_closed.html": lambda: page("<!-- " + story()).encode(),
    "consent_wall.html": lambda: shell(CONSENT, "Before you continue"),
    "consent_wall_long.html": lambda: shell(
        CONSENT + "<p>Some vendors rely on legitimate interest for these purposes.</p>" * 6
    ),
    "index_page.html": lambda: page("<h1>Latest news</h1>" + linked(60)).encode(),
    "index_page_with_teasers.html": lambda: page(
        linked(40) + "<p>The best of the week from the harbour, in your inbox.</p>"
    ).encode(),
    "cyrillic_declared_latin1.html": lambda: encoded("cp1251", declared="iso-8859-1"),
    "korean_undeclared.html": lambda: encoded("euc-kr"),
    "slow_story.html": lambda: page(story(1) * 2_000).encode(),
    "story.txt": lambda: "\n\n".join(PARAGRAPHS).encode(),
    "two_words.txt": lambda: b"Hello there",
    "story_without_line_ends.txt": lambda: " ".join(PARAGRAPHS * 3).encode(),
}
# Written as a hole in the file system: two hundred megabytes of nothing.
SPARSE = {"text_200_megabytes.html": 200 * MEGABYTE}


def generate(folder: Path) -> None:
    """Write all bad inputs and their labels into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in CASES.items():
        (folder / name).write_bytes(make())
    for name, size in SPARSE.items():
        with (folder / name).open("wb") as file:
            file.write(page(story(), end="").encode())
            file.truncate(size)
    shutil.copy(LABELS, folder / LABELS.name)


if __name__ == "__main__":
    generate(Path(sys.argv[1]))
