"""Pages come from files, folders, stdin and JSONL, in an order that is always the same."""

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dragoman.errors import InputError, MalformedInput, MissingInput
from dragoman.model import ARTICLE_JSON
from dragoman.pages import MAX_PAGE_BYTES, read_source


def written(file: Path, content: bytes = b"words") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def given_on_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))


def test_a_file_is_one_page_with_its_path_as_origin(tmp_path: Path) -> None:
    file = written(tmp_path / "a.html")
    (page,) = read_source(file)
    assert (page.raw, page.origin, page.media_type) == (b"words", str(file), "text/html")


def test_a_file_named_outright_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    (page,) = read_source(written(tmp_path / "page.saved"))
    assert page.media_type is None


def test_a_folder_is_read_sorted_and_recursively(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "c/d/e.htm"):
        written(tmp_path / name)
    origins = [Path(page.origin).relative_to(tmp_path).as_posix() for page in read_source(tmp_path)]
    assert origins == ["a/z.html", "b.txt", "c/d/e.htm"]


@pytest.mark.parametrize("name", [".hidden.html", ".git/page.html", "picture.png", "notes.toml"])
def test_a_folder_is_not_searched_for(tmp_path: Path, name: str) -> None:
    written(tmp_path / name)
    assert list(read_source(tmp_path)) == []


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"nowhere\.html is not there"):
        list(read_source(tmp_path / "nowhere.html"))


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path / "locked.html")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"locked\.html cannot be read: Permission denied"):
        list(read_source(file))


def test_an_unreadable_folder_below_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "a.html")

    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        list(read_source(tmp_path))


def test_a_huge_file_is_read_to_one_byte_beyond_the_cap(tmp_path: Path) -> None:
    file = tmp_path / "huge.html"
    with file.open("wb") as opened:
        opened.truncate(MAX_PAGE_BYTES * 3)
    (page,) = read_source(file)
    assert len(page.raw) == MAX_PAGE_BYTES + 1


def test_a_line_of_jsonl_is_an_article_with_its_number(tmp_path: Path) -> None:
    file = written(tmp_path / "s.jsonl", b'{"text": "one"}\n\n{"text": "three"}\r\n')
    pages = list(read_source(file))
    assert [page.origin for page in pages] == [f"{file}#1", f"{file}#3"]
    assert [page.raw for page in pages] == [b'{"text": "one"}', b'{"text": "three"}']
    assert {page.media_type for page in pages} == {ARTICLE_JSON}


def test_a_huge_line_of_jsonl_is_cut_and_the_next_one_kept(tmp_path: Path) -> None:
    file = written(tmp_path / "s.jsonl", b"x" * (MAX_PAGE_BYTES * 2 + 5) + b"\n{}\n")
    first, second = read_source(file)
    assert len(first.raw) == MAX_PAGE_BYTES + 1
    assert (second.raw, second.origin) == (b"{}", f"{file}#2")


def test_stdin_is_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    given_on_stdin(monkeypatch, b"first line\nsecond line\n")
    (page,) = read_source("-")
    assert (page.raw, page.origin) == (b"first line\nsecond line\n", "-")


def test_stdin_may_hold_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    given_on_stdin(monkeypatch, b'{"text": "one"}\n{"text": "two"}\n')
    assert [page.origin for page in read_source("-")] == ["-#1", "-#2"]


def test_what_the_user_says_stands_on_every_page(tmp_path: Path) -> None:
    written(tmp_path / "a.html")
    written(tmp_path / "b.jsonl", b"{}\n")
    pages = list(read_source(tmp_path, published="2020-10-06", outlet="Example Wire"))
    assert [(page.published, page.outlet) for page in pages] == [("2020-10-06", "Example Wire")] * 2


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedInput, match="'yesterday' is no day; write YYYY-MM-DD"):
        list(read_source(written(tmp_path / "a.html"), published="yesterday"))


def told_of(folder: Path) -> tuple[list[str], list[str]]:
    """The names of the pages that were read, and what was said of the others."""
    errors: list[InputError] = []
    pages = list(read_source(folder, unreadable=errors.append))
    return [Path(page.origin).name for page in pages], [str(error) for error in errors]


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.html", "b.html", "c.html"):
        written(tmp_path / name)
    opened = Path.open

    def refuse(path: Path, mode: str) -> object:
        if path.name == "b.html":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    refusal = f"{tmp_path / 'b.html'} cannot be read: Permission denied"
    assert told_of(tmp_path) == (["a.html", "c.html"], [refusal])


def test_a_link_to_nothing_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    written(tmp_path / "a.html")
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere")
    refusal = f"{tmp_path / 'gone.html'} cannot be read: No such file or directory"
    assert told_of(tmp_path) == (["a.html"], [refusal])


def test_a_folder_below_that_cannot_be_read_is_told_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "a.html")
    written(tmp_path / "locked" / "b.html")
    listed = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr("os.scandir", refuse)
    refusal = f"{tmp_path / 'locked'} cannot be read: Permission denied"
    assert told_of(tmp_path) == (["a.html"], [refusal])


def test_a_path_that_is_not_there_is_told_as_missing(tmp_path: Path) -> None:
    errors: list[InputError] = []
    assert list(read_source(tmp_path / "nowhere", unreadable=errors.append)) == []
    assert [type(error) for error in errors] == [MissingInput]


def test_a_path_too_long_for_the_system_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: File name too long"):
        list(read_source(tmp_path / ("long" * 100)))


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    written(tmp_path / "a.html")
    os.mkfifo(tmp_path / "b.html")
    assert told_of(tmp_path) == (["a.html"], [])
