"""The kinds of scheduled things: which take two, which are one family, which claims settle them."""

import re

# What takes two: on one day a state can receive two guests, but only one of its
# embargoes runs out. For these, one shared country does not make two items one.
MEETINGS = frozenset(
    {"visit", "meeting", "talks", "summit", "exercise", "signing", "exchange", "delivery"}
)
# What one side cannot do alone: without a second party named no claim is taken for it.
TOGETHER = frozenset({"visit", "meeting", "talks", "summit", "signing", "exchange", "delivery"})
# What has its date as a last day and may be done on any day before.
UP_TO = frozenset({"deadline", "delivery", "withdrawal", "target", "cut"})
# One is often told as the other: "the visit was put off" of a meeting with a host.
_MEETING = "meeting"
_END = "end"
_FAMILIES = {
    "visit": _MEETING,
    "talks": _MEETING,
    "summit": _MEETING,
    "expiry": _END,
    "deadline": _END,
}
# The event types (PLOVER) of the act that was announced. The other kinds, votes and expiries
# among them, are no act of the codebook: items alone tell of them.
CLAIM_TYPES = {
    "visit": ("CONSULT",),
    "meeting": ("CONSULT",),
    "talks": ("CONSULT",),
    "summit": ("CONSULT",),
    "exercise": ("COOPERATE", "MOBILIZE"),
    "exchange": ("COOPERATE", "RETREAT"),
    "delivery": ("AID", "COOPERATE"),
    "withdrawal": ("RETREAT",),
    "signing": ("SUPPORT", "COOPERATE"),
}
# Types hold more than the kind: SUPPORT is praise too. One of these must stand by the act.
STEMS = {
    "exercise": re.compile(r"drill|exercise|man(?:oeu|eu)v|war games|patrol", re.IGNORECASE),
    "exchange": re.compile(r"swap|exchang", re.IGNORECASE),
    "delivery": re.compile(r"deliver|hand\w* over|ship|arriv|receiv|suppl|sent", re.IGNORECASE),
    "withdrawal": re.compile(r"withdr|pull\w* out|\bleft\b|leav", re.IGNORECASE),
    "signing": re.compile(r"sign|ratif|initial", re.IGNORECASE),
}
# A call is no visit, and nobody meets by telephone.
IN_PERSON = frozenset({"visit", "meeting", "summit"})


def family(what: str) -> str:
    """Return the family of a kind; most kinds are one of their own.

    >>> family("visit") == family("talks"), family("vote")
    (True, 'vote')
    """
    return _FAMILIES.get(what, what)
