"""How a benchmark speaks: a short table, then one line of JSON; exit 2 for a bad path."""

import json
from collections.abc import Mapping


class BadPath(Exception):
    """PATH is missing or is not in the published format of the benchmark."""


def print_report(
    name: str, metrics: Mapping[str, float | int | str | None], *, protocol: str
) -> None:
    """Print what was measured and how, then the metrics as the last line."""
    print(f"{name}: {protocol}")
    width = max(len(key) for key in metrics)
    for key, value in metrics.items():
        print(f"  {key:<{width}}  {value}")
    print(json.dumps({"benchmark": name, **metrics}))
