"""Labels a plain text, the copy of a page without markup: what is the article, what the page.

Nothing is cut out or moved: each range of the text is content or dropped with a reason. A line
whose form tells what it is is dropped by its form (line_kinds); a headline that comes again is
a headline; what follows "Related news" is a list of headlines until a sentence comes. All else
is up to the line model, which has seen real pages (training/lines).
"""

import re
from collections.abc import Iterator, Sequence

from dragoman.articles.asides import PROMOTION
from dragoman.articles.bylines import BY
from dragoman.articles.line_features import SENTENCE_WORDS, Numbers, size
from dragoman.articles.line_kinds import BYLINE, SENTENCE_END, kind_of
from dragoman.articles.line_model import content_chances
from dragoman.articles.pieces import Piece, pieces_of
from dragoman.articles.plain_header import plain_header
from dragoman.model import LabelledSpan, Span

TITLE, REPEATED_TITLE, REPEAT, TAIL_LIST, TEMPLATE, NAV = (
    "title",
    "repeat_title",
    "repeat",
    "tail_list",
    "template",
    "nav",
)
# Chance from which a piece is content: the best of the cross-validation in
# training/logs/lines.md; `python -m training.lines.train` prints the row of thresholds.
CONTENT = 0.4
# A page of so few pieces was copied by a person, who left most of the residue behind. There
# a lost sentence is worse than a kept line of page, so the bar is low for what ends in a stop
# and high for what does not. The pages of tests/plain_pages asked for it; on the cuts of the
# cross-validation F1 is the same with and without (.936 and .937), on whole pages these bars
# would cost up to .01, hence only here. The recipe's row "cuts of both" shows another choice.
COPIED = 80
COPIED_SENTENCE, COPIED_OTHER = 0.2, 0.5
# A line of fewer words may well come twice: "No." in an interview.
LEAST_REPEATED = 4
# A headline has so many words; what stands below "Related news" may have fewer.
HEADLINE_WORDS = (4, 24)
# Between the names of a byline.
LISTED = re.compile(r"\s*(?:[,/|&]|\b(?:and|und|et|y|e)\b)\s*")
# The sentence about whom a byline names.
ABOUT = re.compile(
    r"([A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]*){1,3})\s(?:is|was|are|ist|est|es)\s(?:an?|the|ein|eine|une?)\b"
)


def label_plain(text: str) -> tuple[LabelledSpan, ...]:
    r"""Return the labels of a plain text; together they cover every character once.

    >>> text = "Also Read: Ministers meet\nRelated news\nPort shut"
    >>> [span.reason for span in label_plain(text)]
    ['promo_inline', 'tail_list']
    """
    pieces = pieces_of(text)
    if not pieces:
        return (LabelledSpan(span=Span(0, len(text))),) if text else ()
    return label_pieces(pieces, reasons_by_form(text, pieces), content_chances(pieces))


def label_pieces(
    pieces: Sequence[Piece],
    reasons: Sequence[str | None],
    chances: Numbers,
    content: float = CONTENT,
) -> tuple[LabelledSpan, ...]:
    """Return the labels of pieces whose reasons by form and chances are known.

    For the recipe, which asks models that have not seen the page and tries other thresholds.
    """
    spans: list[LabelledSpan] = []
    reasons = list(_with_repeats(pieces, reasons, chances))
    for piece, reason, chance in zip(pieces, reasons, chances, strict=True):
        said = reason
        if said is None and chance < (_copied_bar(piece) if len(pieces) <= COPIED else content):
            said = TEMPLATE if _is_sentence(piece) else NAV
        start = piece.span.start
        if spans and spans[-1].reason == said:
            start = spans.pop().span.start
        spans.append(LabelledSpan(span=Span(start, piece.span.end), reason=said))
    return tuple(spans)


def _copied_bar(piece: Piece) -> float:
    """Return the chance from which a piece of a copied page is content."""
    return COPIED_SENTENCE if SENTENCE_END.search(piece.words) else COPIED_OTHER


def reasons_by_form(text: str, pieces: Sequence[Piece]) -> list[str | None]:
    """Return for each piece why its form or its place drops it, None where the model decides."""
    reasons = [kind_of(piece.words) for piece in pieces]
    _mark_lists(pieces, reasons)
    _mark_titles(text, pieces, reasons)
    _mark_authors(pieces, reasons)
    return reasons


def _is_sentence(piece: Piece) -> bool:
    """Tell whether a piece ends as a sentence and has the length of one."""
    return size(piece.words) >= SENTENCE_WORDS and SENTENCE_END.search(piece.words) is not None


def _is_headline(piece: Piece) -> bool:
    """Tell whether a piece can be a headline: it has no stop, or is a short question."""
    asks = piece.words.endswith(("?", "؟", "？")) and size(piece.words) < SENTENCE_WORDS
    return asks or SENTENCE_END.search(piece.words) is None


def _mark_titles(text: str, pieces: Sequence[Piece], reasons: list[str | None]) -> None:
    """Mark the headline and its copies, with or without the outlet's name behind it."""
    title = plain_header(text).title
    if title is None:
        return
    low, high = HEADLINE_WORDS
    folded = title.casefold()
    found = False
    for row, piece in enumerate(pieces):
        words = piece.words.casefold()
        named = words.startswith(folded) and size(words) <= size(folded) + low
        headed = named and low <= size(words) <= high
        ended = SENTENCE_END.search(words) is not None and words != folded
        if reasons[row] is None and headed and not ended:
            reasons[row] = REPEATED_TITLE if found else TITLE
            found = True


def _mark_lists(pieces: Sequence[Piece], reasons: list[str | None]) -> None:
    """Mark the headlines below a line that announces them, until something else comes."""
    listing = False
    for row, piece in enumerate(pieces):
        if reasons[row] == PROMOTION and ":" not in piece.words.rstrip(":："):
            listing = True
            reasons[row] = TAIL_LIST
        elif listing and reasons[row] is None:
            listing = _is_headline(piece)
            if listing:
                reasons[row] = TAIL_LIST


def _with_repeats(
    pieces: Sequence[Piece], reasons: Sequence[str | None], chances: Numbers
) -> Iterator[str | None]:
    """Yield the reasons, the copies of a line marked; the likeliest copy stays, else the first."""
    best: dict[str, int] = {}
    for row, piece in enumerate(pieces):
        words = piece.words.casefold()
        if reasons[row] is None and chances[row] > chances[best.setdefault(words, row)]:
            best[words] = row
    for row, (piece, reason) in enumerate(zip(pieces, reasons, strict=True)):
        copied = reason is None and best[piece.words.casefold()] != row
        yield REPEAT if copied and size(piece.words) >= LEAST_REPEATED else reason


def _mark_authors(pieces: Sequence[Piece], reasons: list[str | None]) -> None:
    """Mark the line that says who the author is: the byline's name, then "is a ..."."""
    bylines = [p.words for p, reason in zip(pieces, reasons, strict=True) if reason == BYLINE]
    names = {name for byline in bylines for name in LISTED.split(BY.sub("", byline))}
    for row, piece in enumerate(pieces):
        told = ABOUT.match(piece.words)
        if reasons[row] is None and told and told.group(1) in names:
            reasons[row] = BYLINE
