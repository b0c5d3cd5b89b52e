"""What may be told next of a side, as shares that add up to 1: sums of three terms of the past."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.answers.deeds import Act, Customs, Deed, weighed, weight

# As if so many deeds of two had gone as those of the side go with anybody, so many of the side
# as those of everybody. Fixed, not fitted.
PRIOR_DEEDS = 3.0

# The terms of a share and what they mean.
MEANINGS = {
    "recurrence": "the same act between the two; every 30 days halve what it counts",
    "association": "acts between the two that this one tends to follow",
    "habit": "what the side does with anybody, where little is told of the two",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """An act with another side; `terms` are those of MEANINGS, `base` its share in the record."""

    other: str
    act: Act
    terms: tuple[float, float, float]
    base: float

    @property
    def share(self) -> float:
        """How likely it is the next deed of the side."""
        return sum(self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is known on one day: the past of a side, and what is usual in the record.

    `second` narrows the question to deeds with one other.
    """

    side: str
    second: str | None
    past: Sequence[Deed]
    customs: Customs
    today: date

    def likely(self) -> list[Likely]:
        """Return every act that may be next, the most likely first; the shares add up to 1."""
        habit = self._habit()
        by_other: dict[str, list[Deed]] = defaultdict(list)
        for deed in self.past:
            by_other[deed.other].append(deed)
        found = [
            likely
            for other, chance in self._chances().items()
            for likely in self._with(other, weighed(by_other[other], self.today), habit, chance)
        ]
        return sorted(found, key=lambda likely: (-likely.share, likely.other, likely.act))

    def _chances(self) -> dict[str, float]:
        """Return how likely the next deed is one with each other side."""
        if self.second is not None:
            return {self.second: 1.0}
        told: dict[str, float] = defaultdict(float)
        for deed in self.past:
            told[deed.other] += weight(deed, self.today)
        scale = sum(told.values()) + PRIOR_DEEDS
        others = sorted(set(self.customs.sides) - {self.side})
        return {
            other: (told[other] + PRIOR_DEEDS * self.customs.presence(other, self.side)) / scale
            for other in others
        }

    def _with(
        self, other: str, own: Mapping[Act, float], habit: Mapping[Act, float], chance: float
    ) -> Iterator[Likely]:
        """Yield every act with one other; the shares add up to `chance`.

        Half of what is told of the two speaks for the same act again, half for what follows it.
        """
        scale = chance / (sum(own.values()) + PRIOR_DEEDS)
        presence = 1.0 if self.second else self.customs.presence(other, self.side)
        for act, usual in habit.items():
            called = sum(self.calls(before, act) * count for before, count in own.items())
            terms = (own.get(act, 0.0) / 2, called / 2, PRIOR_DEEDS * usual)
            yield Likely(
                other=other,
                act=act,
                terms=(scale * terms[0], scale * terms[1], scale * terms[2]),
                base=self.customs.base(act) * presence,
            )

    def calls(self, before: Act, act: Act) -> float:
        """Return how likely an act is the next of two after another."""
        return self.customs.follows(before, act, PRIOR_DEEDS)

    def _habit(self) -> dict[Act, float]:
        """Return how likely each act is of the side, whoever it is with."""
        own = weighed(self.past, self.today)
        scale = sum(own.values()) + PRIOR_DEEDS
        return {
            act: (own.get(act, 0.0) + PRIOR_DEEDS * self.customs.base(act)) / scale
            for act in sorted(self.customs.acts)
        }
