"""What ICEWS and GDELT share: a row for each pair of two sides, and acts in CAMEO.

CAMEO is the older and, for us, the coarser codebook: a type of PLOVER becomes a root code such
as "17", or a longer code where one says no more than the claim does. Modes and contexts that
no such code has are lost.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from dragoman.model import Claim, Participant
from dragoman.ontology import cameo
from dragoman.record.imports.icews import BOTH_ACT, HOSTING
from dragoman.record.layouts.sayable import sayable

Pair = tuple[Participant | None, Participant | None]
# Types with their modes and contexts: more than any record has of them.
_ACTS_HELD = 4096


def pairs(claim: Claim) -> Iterator[Pair]:
    """Yield who acts on whom; of several who act with each other, each two."""
    actors, recipients = sayable(claim.actors), sayable(claim.recipients)
    # Two who fight a third do not fight each other, so neither is the other's target.
    if not recipients and len(actors) > 1 and not claim.against:
        yield from combinations(actors, 2)
        return
    for actor in actors or (None,):
        for recipient in recipients or (None,):
            yield actor, recipient


def code_of(claim: Claim) -> str:
    """Return the CAMEO code of the act of a claim."""
    is_joint = not claim.recipients and not claim.against and len(claim.actors) > 1
    return cameo_code(claim.event_type, claim.modes, claim.contexts, is_joint=is_joint)


@lru_cache(_ACTS_HELD)
def cameo_code(
    event_type: str, modes: tuple[str, ...], contexts: tuple[str, ...], *, is_joint: bool = False
) -> str:
    """Return the code that says most of an act and nothing that the act is not.

    Of codes that say as much it is the first in the order of length and digits, so mostly the
    root. Codes by which both sides act are for an act that both did; "host a visit" is never
    used, for it turns the sides about.

    Args:
        event_type: of PLOVER.
        modes: of the type.
        contexts: what the act is about.
        is_joint: several did it together, and to nobody.

    >>> cameo_code("CONSULT", ("visit",), ()), cameo_code("COERCE", (), ())
    ('042', '17')
    """

    def rank(code: str) -> tuple[bool, int, int, str]:
        found = cameo.to_plover(code)
        said = len(found.modes) + len(found.contexts)
        return ((code in BOTH_ACT) != is_joint, -said, len(code), code)

    fitting = [
        code
        for code in cameo.codes()
        if (found := cameo.to_plover(code)).event_type == event_type
        and set(found.modes) <= set(modes)
        and set(found.contexts) <= set(contexts)
        and code != HOSTING
        and (is_joint or code not in BOTH_ACT)
    ]
    return min(fitting, key=rank)


def unsaid_in_pairs(claim: Claim) -> Iterator[str]:
    """Yield what a row of a pair in CAMEO cannot say of a claim."""
    code = code_of(claim)
    found = cameo.to_plover(code)
    if set(claim.modes) - set(found.modes):
        yield "modes"
    if set(claim.contexts) - set(found.contexts):
        yield "contexts"
    if len(claim.actors) > 1 and code not in BOTH_ACT:
        yield "acting together"
