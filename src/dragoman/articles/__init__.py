"""Stage 2, page -> article: the text, what was dropped of it and why, header and verdict."""

from dragoman.articles.read import read

__all__ = ["read"]
