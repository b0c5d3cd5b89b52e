"""CAMEO, the older codebook: what its codes are in PLOVER, and how intense they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.errors import UnknownCode
from dragoman.ontology.tables import listed, read_rows

__all__ = ["Crosswalk", "codes", "goldstein", "name", "to_plover"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """What an act coded in CAMEO is in PLOVER.

    `event_type` is None where PLOVER codes no such act: a mere statement (CAMEO 01)
    is the voice of a claim, not an event. `note` says where we differ from the
    published table.
    """

    event_type: str | None
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One code of the table."""

    name: str
    goldstein: float
    crosswalk: Crosswalk


@cache
def _rows() -> Mapping[str, _Row]:
    """Return the table by code, read on first use."""
    return {
        row["code"]: _Row(
            name=row["name"],
            goldstein=float(row["goldstein"]),
            crosswalk=Crosswalk(
                event_type=row["event_type"] or None,
                modes=listed(row["modes"]),
                contexts=listed(row["contexts"]),
                note=row["note"],
            ),
        )
        for row in read_rows("cameo.tsv")
    }


def _row(code: str) -> _Row:
    """Return the row of a code, or raise with the nearest."""
    found = _rows().get(code)
    if found is None:
        raise UnknownCode(code, codebook="CAMEO", known=_rows())
    return found


def codes() -> tuple[str, ...]:
    """Return every code, root codes such as "04" included, in order."""
    return tuple(_rows())


def name(code: str) -> str:
    """Return what the code is called.

    Raises:
        UnknownCode: CAMEO has no such code; the message names the nearest.
    """
    return _row(code).name


def to_plover(code: str) -> Crosswalk:
    """Return what an act with this code is in PLOVER.

    >>> to_plover("042").event_type, to_plover("042").modes
    ('CONSULT', ('visit',))

    Raises:
        UnknownCode: CAMEO has no such code; the message names the nearest.
    """
    return _row(code).crosswalk


def goldstein(code: str) -> float:
    """Return the intensity of a code on Goldstein's scale, -10 to 10.

    >>> goldstein("190"), goldstein("057")
    (-10.0, 8.0)

    Raises:
        UnknownCode: CAMEO has no such code; the message names the nearest.
    """
    return _row(code).goldstein
