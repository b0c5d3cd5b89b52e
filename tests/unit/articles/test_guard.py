"""A page that is too slow, too large or deadly has a verdict and costs nothing else."""

import pytest

from dragoman import articles
from dragoman.articles.guard import measure, read_guarded
from dragoman.model import Page, Verdict

STORY = Page(raw=b"The foreign minister arrived in the capital on Monday.\n", origin="a.txt")
LONG = Page(raw=b"<html>" + b"<p>The pier reopened on Tuesday.</p>" * 20_000, origin="b.html")


@pytest.mark.slow
def test_a_page_in_time_is_read_as_without_a_guard() -> None:
    guarded = measure(STORY)
    assert guarded.article == articles.read(STORY)
    assert guarded.seconds < 10
    assert guarded.megabytes is not None


@pytest.mark.slow
def test_a_page_that_takes_too_long_is_a_timeout() -> None:
    article = read_guarded(LONG, 0.02)
    assert (article.verdict, article.text) == (Verdict.TIMEOUT, "")
    assert article.verdict_reasons == ("took longer than 0.02 s",)
    assert (article.page_sha256, article.origin) == (LONG.sha256, "b.html")


@pytest.mark.slow
def test_a_page_that_takes_too_much_memory_is_a_timeout() -> None:
    article = read_guarded(LONG, memory_bytes=1024**2)
    assert article.verdict is Verdict.TIMEOUT
