"""Stage 1, input -> page: bytes as they came, with where they came from."""

from dragoman.pages.source import MAX_PAGE_BYTES, read_source

__all__ = ["MAX_PAGE_BYTES", "read_source"]
