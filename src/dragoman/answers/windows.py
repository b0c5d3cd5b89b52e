"""Which days an answer looks over where nobody asks for any: one rule for every door.

An answer about two countries looks over the whole record, for their past is what it is asked
about. One about all pairs looks back over a year from its day. Each answer says which.
"""

from datetime import date
from enum import StrEnum


class Window(StrEnum):
    """The days that an answer looks over, as it says them."""

    ASKED = "the days asked about"
    WHOLE = "the whole record, for no days were asked about"
    YEAR = "the year before the day of the answer"


def window_of(since: date | None, until: date | None) -> Window:
    """Return what an answer about two countries looks over.

    >>> window_of(None, None).value
    'the whole record, for no days were asked about'
    """
    return Window.WHOLE if since is None and until is None else Window.ASKED
