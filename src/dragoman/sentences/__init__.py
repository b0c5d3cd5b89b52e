"""Stage 3, article -> sentences: exact offsets, quotes, inline citations, holes reported."""

from dragoman.sentences.split import Split, split

__all__ = ["Split", "split"]
