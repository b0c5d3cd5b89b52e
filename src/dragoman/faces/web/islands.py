"""The one script of the pages: what it is named, and the digest that a browser checks it by.

Its source is TypeScript in `web/islands`; `make islands` writes what is served. Pages are
complete without it.
"""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha384
from pathlib import Path

STATIC = Path(__file__).parent / "static"
NAME = "islands.js"
# So much of the digest in the address that a browser never takes an older file for this one.
VERSION_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Script:
    """Where a script is and what it must be (https://www.w3.org/TR/SRI/)."""

    address: str
    integrity: str


@cache
def script() -> Script:
    """Return the script of the pages."""
    digest = sha384((STATIC / NAME).read_bytes())
    named = digest.hexdigest()[:VERSION_CHARACTERS]
    return Script(
        address=f"/static/{NAME}?v={named}",
        integrity=f"sha384-{b64encode(digest.digest()).decode()}",
    )
