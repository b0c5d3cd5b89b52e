"""How many random kills there are, and when: `make test-faults` asks for more than `make test`.

DRAGOMAN_KILLS is their number in all (25), DRAGOMAN_SEED what the moments are drawn with. Each test
has its part: three of five hit add, run and compact in one process, one of ten a run with workers,
three of ten a watch.
"""

import itertools
import os
import random
import time
from collections.abc import Callable
from fractions import Fraction

KILLED = -9
# Those that only a retention or a search for orphans passes; test_retention.py has them.
OF_RETENTION = {"pages_let_go", "orphans_given_up"}
KILLS = int(os.environ.get("DRAGOMAN_KILLS", "25"))
SEED = int(os.environ.get("DRAGOMAN_SEED", "20201006"))
IN_ONE_PROCESS, WITH_WORKERS, OF_A_WATCH = Fraction(3, 5), Fraction(1, 10), Fraction(3, 10)

# Returns after how many seconds the next life ends, if it has not ended by itself.
Moment = Callable[[], float]


def seconds_of(live: Callable[[], int | None]) -> float:
    """Return how long a life takes that nobody disturbs."""
    start = time.monotonic()
    assert live() == 0
    return time.monotonic() - start


def kill_until_enough(part: Fraction, longest: float, lives: Callable[[int, Moment], int]) -> None:
    """Make records until a part of the kills is done.

    `lives` gives one record its lives, until one ends by itself, and returns how many did not.
    """
    dice = random.Random(SEED)
    left = max(1, round(KILLS * part))
    for number in itertools.count():
        left -= lives(number, lambda: dice.uniform(0.0, longest))
        if left <= 0:
            return
