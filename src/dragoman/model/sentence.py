"""The sentence, and what stands inside it apart from its words."""

from dataclasses import dataclass

from dragoman.model.span import Passage, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An inline reference to another outlet: "(Outlet, July 30, 2019)".

    `outlet` None is a hole: the page lost the name. It is reported, never filled.
    `date` is ISO, resolved against publication when the year is missing.
    """

    passage: Passage
    outlet: str | None
    date: str | None

    @property
    def is_hole(self) -> bool:
        """Tell whether the name of the outlet is missing."""
        return self.outlet is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, with exact offsets into the article's text.

    `index` counts from 0 within the article; `paragraph` too. `quotes` are the
    spans between quotation marks (in article offsets), cut at the sentence's ends.
    """

    id: str
    index: int
    paragraph: int
    passage: Passage
    quotes: tuple[Span, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.passage.exact

    @property
    def start(self) -> int:
        """The first character, counted in the article's text."""
        return self.passage.span.start

    @property
    def end(self) -> int:
        """The character after the last one."""
        return self.passage.span.end
