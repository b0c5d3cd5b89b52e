"""How long fuzzing goes on, and how long one input may take."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from hypothesis import HealthCheck, Phase, settings

# `make fuzz` sets it; without it the examples are few and the same each time, as CI needs them.
IS_LONG = os.environ.get("DRAGOMAN_FUZZ") == "long"
# A long round gives each property so many times the examples of a short one.
LONGER = 10
# Processor seconds for one input of at most `mutations.LONGEST` bytes. The slowest real page takes
# a tenth of a second; what is quadratic or does not end takes more than this.
SECONDS = 5.0


def fuzzed(examples: int) -> settings:
    """Return the settings of a property that gets so many examples in the short profile."""
    return settings(
        max_examples=examples * LONGER if IS_LONG else examples,
        derandomize=not IS_LONG,
        database=None,  # a crash goes into regressions/, which everybody has
        # the machine may be busy: `within` counts processor time
        # What fails is shrunk, one failure at a time; why it fails a person sees from the trace.
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


class _OutOfTimeError(BaseException):
    """Not an Exception, so that nothing under test takes it for its own."""


@contextmanager
def within(seconds: float = SECONDS) -> Iterator[None]:
    """Fail what takes more processor time than this.

    Raises:
        AssertionError: the block was stopped.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _OutOfTimeError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except _OutOfTimeError as error:
        raise AssertionError(f"it took longer than {seconds:g} s") from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
