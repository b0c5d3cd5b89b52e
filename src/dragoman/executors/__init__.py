"""Where pages are read: in processes of this machine, or in those of a cluster.

An executor is given pages and a recipe for what reads them, and yields each page with its
outcome, in the order in which the pages came. It knows nothing of articles, coders or records.
"""

from collections.abc import Callable

from dragoman.executors.cluster import RayExecutor
from dragoman.executors.local import LocalExecutor
from dragoman.executors.work import Executor, Failure, Outcome, Read, Recipe

__all__ = [
    "EXECUTORS",
    "Executor",
    "Failure",
    "LocalExecutor",
    "Outcome",
    "RayExecutor",
    "Read",
    "Recipe",
]

# By the names that people type; each makes an executor of so many jobs.
EXECUTORS: dict[str, Callable[[int], Executor]] = {"local": LocalExecutor, "ray": RayExecutor}
