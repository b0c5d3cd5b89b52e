"""Characters of a text: where something stands, and the words that stand there."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, counted in the article's own text.

    Spans are what makes the record auditable: no claim enters it without one.

    >>> Span(0, 6).cut("Moscow agreed")
    'Moscow'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}..{self.end} is empty or backwards")

    def cut(self, text: str) -> str:
        """Return the words of the text that this span covers."""
        return text[self.start : self.end]

    def shift(self, offset: int) -> Self:
        """Return the span moved by so many characters (sentence to article)."""
        return type(self)(self.start + offset, self.end + offset)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Tell whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Exact words of an article with the place where they stand."""

    span: Span
    exact: str

    @classmethod
    def of(cls, text: str, span: Span) -> Self:
        """Return the passage that a span covers in a text."""
        return cls(span=span, exact=span.cut(text))

    @property
    def start(self) -> int:
        """The first character, counted in the article's text."""
        return self.span.start

    @property
    def end(self) -> int:
        """The character after the last one."""
        return self.span.end
