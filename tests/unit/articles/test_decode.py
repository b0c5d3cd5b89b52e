"""Bytes become text by what they look like, and whatever they are nothing is raised."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.decode import MAX_TEXT_BYTES, decode, well_formed

SENTENCES = {
    "cp1251": "Портовые власти открыли причал во вторник. ",
    "koi8-r": "Портовые власти открыли причал во вторник. ",
    "shift_jis": "港湾当局は火曜日に桟橋を再開した。",
    "euc-jp": "港湾当局は火曜日に桟橋を再開した。",
    "gb18030": "港务局周二重新开放了修复的码头。",
    "euc-kr": "항만 당국은 화요일에 부두를 다시 열었다. ",
    "cp1252": "Die Hafenbehörde öffnete die Brücke am Dienstag für Schiffe wieder. ",
    "cp1254": "Liman yetkilileri salı günü iskeleyi yeniden açtı, şehir değişti. ",
    "cp1256": "أعادت سلطات الميناء فتح الرصيف يوم الثلاثاء. ",
}


@given(st.binary(max_size=400))
def test_any_bytes_get_a_kind(raw: bytes) -> None:
    assert decode(raw).kind in {"html", "text", "empty", "not_html", "too_large"}


@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=32), min_size=1))
def test_text_in_utf8_comes_back_as_it_is(text: str) -> None:
    decoded = decode(("Words: " + text).encode())
    assert decoded.kind != "text" or decoded.text == ("Words: " + text).replace("\x7f", "")


@pytest.mark.parametrize("encoding", SENTENCES)
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1"])
def test_an_encoding_is_found_out(encoding: str, declared: str | None) -> None:
    head = f"<meta charset='{declared}'>" if declared else ""
    page = f"<html><head>{head}</head><body><p>{SENTENCES[encoding] * 15}</p></body></html>"
    decoded = decode(page.encode(encoding))
    assert decoded.text == page
    assert decoded.encoding is not None


@pytest.mark.parametrize("declared", ["hex", "idna", "unicode_escape", "rot13", "no-such"])
def test_a_declared_codec_that_no_page_is_written_in_is_ignored(declared: str) -> None:
    page = f"<html><meta charset='{declared}'><p>{SENTENCES['cp1252'] * 9}</p></html>"
    assert decode(page.encode("cp1252")).text == page


def test_one_stray_byte_does_not_spoil_a_page() -> None:
    raw = f"<p>{SENTENCES['cp1252'] * 9}</p>".encode().replace(b"wieder. ", b"w\xefeder. ", 1)
    decoded = decode(raw)
    assert decoded.encoding == "utf-8"
    assert "Hafenbehörde" in decoded.text
    assert decoded.notes == ("1 bytes are not utf-8",)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_mark_at_the_start_tells_the_encoding(encoding: str) -> None:
    assert decode("<p>Порт открыт.</p>".encode(encoding)).text == "<p>Порт открыт.</p>"


def test_gzip_is_unpacked() -> None:
    decoded = decode(gzip.compress(b"<html><p>Words.</p>"))
    assert (decoded.text, decoded.notes) == ("<html><p>Words.</p>", ("unpacked gzip",))


def test_a_gzip_bomb_is_too_large() -> None:
    assert decode(gzip.compress(b"a" * (3 * MAX_TEXT_BYTES))).kind == "too_large"


def test_control_characters_are_left_out() -> None:
    decoded = decode(b"A port\x00 is " + b"open again. " * 9)
    assert decoded.text.startswith("A port is open")
    assert decoded.notes == ("NUL characters left out",)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"%PDF-1.7 and so on", "not_html"),
        (b"PK\x03\x04abc", "not_html"),
        (b"MZ\x90\x00\x03\x00", "not_html"),
        (b"MZ Wallace said on Tuesday that the port is open.", "text"),
        (b'{"html": "<p>words</p>"}', "not_html"),
        (b"[1, 2]", "not_html"),
        (b"[Editor's note] The port is open.", "text"),
        (b"<?xml version='1.0'?><rss><title>x</title></rss>", "not_html"),
        (b"<?xml version='1.0'?><html><p>x</p></html>", "html"),
        (b"<!-- saved --><P>Words</P>", "html"),
        (b"The port is open, and 3 < 4.", "text"),
        (bytes(range(256)) * 9, "not_html"),
    ],
)
def test_the_kind_is_told_by_the_bytes(raw: bytes, kind: str) -> None:
    assert decode(raw).kind == kind


@given(st.text(alphabet=st.characters(categories=["Cs", "L"])))
def test_lone_surrogates_are_replaced_one_by_one(text: str) -> None:
    kept = well_formed(text)
    assert len(kept) == len(text)
    kept.encode("utf-8")
