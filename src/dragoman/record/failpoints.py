"""Named places where a test can kill the process, to show that nothing is lost there."""

import os
import signal
from collections import Counter

# In the order a write passes them. `DRAGOMAN_FAILPOINT=name` kills the process the
# first time it gets there, `name:3` the third time; tests/faults tries every one.
FAILPOINTS = (
    "temporary_written",
    "temporary_synced",
    "renamed",
    "folder_synced",
    "object_kept",
    "ledger_created",
    "store_claimed",
    "transaction_begun",
    "entry_written",
    "tables_written",
    "committed",
    "orphan_swept",
    "pages_let_go",
    "orphans_given_up",
)

_VARIABLE = "DRAGOMAN_FAILPOINT"
_passed: Counter[str] = Counter()


def reach(name: str) -> None:
    """Die here, without any clean-up, when the environment asks for it."""
    assert name in FAILPOINTS, name
    wanted = os.environ.get(_VARIABLE)
    if wanted is None:
        return
    target, _, count = wanted.partition(":")
    _passed[name] += 1
    if target == name and _passed[name] >= int(count or 1):
        os.kill(os.getpid(), signal.SIGKILL)
