"""Ctrl-C while the program is still starting: an end in one line, not a trace through imports.

Python raises KeyboardInterrupt wherever it is. In the first tenths of a second that is an import,
which nobody guards, and which ends the process where it is one of C++. So long nothing is begun
that would have to be left in order.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 130
SAID = b"interrupted before anything was begun\n"


@contextmanager
def leaving_at_once() -> Iterator[None]:
    """End the process at Ctrl-C, without unwinding, unless Ctrl-C means something else."""
    is_plain = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    # Only the first thread may say what a signal does.
    if not is_plain or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _leave(_number: int, _frame: FrameType | None) -> None:
    os.write(2, SAID)
    os._exit(INTERRUPTED)
