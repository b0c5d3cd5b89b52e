"""Charts as geometry: bars of months above and below a line. Templates draw them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.answers import Arrow, Backing, DyadAnswer
from dragoman.faces.web.links import Links

# Units of the drawing; the page scales it to its width.
WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 18, 26
# A label every so many units along the foot keeps labels apart.
LABEL_ROOM = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A number as a bar that opens what it counts."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place of the drawing."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its axes; `rule` is where a change is dated, `rule_words` what it is."""

    bars: tuple[Bar, ...]
    feet: tuple[Label, ...]
    levels: tuple[Label, ...]
    zero: float
    rule: float | None = None
    rule_words: str = ""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    foot: int = HEIGHT - BOTTOM


def chart_of_dyad(answer: DyadAnswer, links: Links) -> Chart | None:
    """Return cooperation above and conflict below a line, period by period; None without any."""
    rows = answer.periods
    up = max((len(row.cooperation.events) for row in rows), default=0)
    down = max((len(row.conflict.events) for row in rows), default=0)
    if not up + down:
        return None
    unit = (HEIGHT - TOP - BOTTOM) / (up + down)
    zero = TOP + up * unit
    step = (WIDTH - LEFT - RIGHT) / len(rows)
    bars: list[Bar] = []
    for number, row in enumerate(rows):
        x = LEFT + number * step
        for kind, told in (("cooperation", row.cooperation), ("conflict", row.conflict)):
            height = len(told.events) * unit
            if height:
                y = zero - height if kind == "cooperation" else zero
                bars.append(_bar((x, y, step, height), kind, told, row.period.label, links))
    since = answer.shift.since
    return Chart(
        bars=tuple(bars),
        feet=_feet([row.period.label for row in rows], step),
        levels=tuple(
            Label(LEFT - 6, y, str(count))
            for y, count in ((TOP, up), (zero, 0), (zero + down * unit, down))
            if count or y == zero
        ),
        zero=zero,
        rule=_place_of(since, answer, step) if since else None,
        rule_words=_rule_words(answer),
    )


def _bar(
    box: tuple[float, float, float, float], kind: str, told: Backing, period: str, links: Links
) -> Bar:
    x, y, step, height = box
    gap = min(4.0, step * 0.2)
    return Bar(
        x=round(x + gap / 2, 1),
        y=round(y, 1),
        width=round(step - gap, 1),
        height=round(height, 1),
        kind=kind,
        href=links.of(told),
        label=f"{period}, {kind}: {told.words}",
    )


def _feet(labels: Sequence[str], step: float) -> tuple[Label, ...]:
    every = max(1, round(LABEL_ROOM / step))
    return tuple(
        Label(round(LEFT + (number + 0.5) * step, 1), HEIGHT - 8, label)
        for number, label in enumerate(labels)
        if number % every == 0
    )


def _place_of(day: date, answer: DyadAnswer, step: float) -> float | None:
    """Return where a day stands along the foot."""
    for number, row in enumerate(answer.periods):
        if row.period.start <= day <= row.period.end:
            part = (day - row.period.start).days / ((row.period.end - row.period.start).days + 1)
            return round(LEFT + (number + part) * step, 1)
    return None


def _rule_words(answer: DyadAnswer) -> str:
    shift = answer.shift
    if shift.since is None or shift.arrow not in {Arrow.CLOSER, Arrow.APART}:
        return ""
    doubt = "" if shift.is_certain else ", not certain"
    return f"{shift.arrow.value} since {shift.since}{doubt}"
