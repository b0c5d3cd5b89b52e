"""What a stage did not keep, and why: nothing vanishes silently."""

from dataclasses import dataclass

from dragoman.model.span import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Something seen and not kept.

    `stage` is pages, articles, sentences, coding or imports; `reason` a short code such as
    citation_hole, outside_coverage, promo_inline; `detail` a sentence for people.
    """

    stage: str
    reason: str
    article: str | None = None
    origin: str | None = None
    passage: Passage | None = None
    detail: str = ""
