"""The digest of a view: what it says, whatever the order, the files or the clock."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.record.ledger import canonical

# Where a page came from does not change what it says: the same corpus in another
# folder has the same digest.
_PLACES = ("origin",)


def row_digest(kind: str, page: str, wire: str) -> bytes:
    """Return the digest of one row: kind, page, and canonical JSON without file names."""
    if kind in {"article", "rejection"}:
        row: Mapping[str, Any] = json.loads(wire)
        wire = canonical({key: value for key, value in row.items() if key not in _PLACES})
    return hashlib.sha256(f"{kind}\n{page}\n{wire}".encode("ascii")).digest()


def digest_of(rows: Iterable[bytes]) -> str:
    """Return one digest over the digests of all rows, in their own order."""
    total = hashlib.sha256()
    for row in sorted(rows):
        total.update(row)
    return total.hexdigest()
