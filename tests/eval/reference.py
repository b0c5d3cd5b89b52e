"""Calls the reference scorer of the events benchmark, which lies outside the repository."""

import contextlib
import io
import json
from collections.abc import Sequence
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

from eval.gate import research_folder

Json = dict[str, Any]
REFERENCE = (research_folder() / "../scorers/score_events.py").resolve()


@cache
def _module() -> Any:
    found = spec_from_file_location("score_events", REFERENCE)
    assert found is not None
    assert found.loader is not None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


def reference_score(stories: Sequence[Json], claims: Sequence[Json]) -> Json:
    """Return what the reference scorer prints for some stories and claims."""
    rows = {"gold": list(stories), "said": list(claims)}
    scorer = _module()
    scorer.load = rows.__getitem__  # it reads files and leaves them open
    spoken = io.StringIO()
    with contextlib.redirect_stdout(spoken):
        scorer.main("gold", "said")
    figures: Json = json.loads(spoken.getvalue().strip().splitlines()[-1])
    return figures
