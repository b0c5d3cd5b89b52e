"""ranking: whom an act falls on next, on ICEWS14 in the split of Li et al.

PATH is a folder of train.tsv and valid.tsv, and test.tsv where it is there: source, event, target
and date, with a head. The last file is asked about; the ranker learns from the days before it
and the decays of the strict recurrency baseline are chosen on as many days before it. The
baseline stands beside as the check of the scorer: it must come out at .359 mrr on the test part.
"""

import argparse
import re
import resource
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.answers.outlooks.facts import Facts, Real, Row, read_facts
from dragoman.answers.outlooks.ranking import Ranker
from eval.ranks import Scored, mean_ranks, metrics
from eval.recurrency import never_told, strict_ranks
from eval.report import BadPath, print_report

PARTS = ("train.tsv", "valid.tsv", "test.tsv")
HEAD = ["source", "event", "target", "date"]
# Days before the first one that is asked about from which the ranker learns.
FIT_DAYS = 70
PROTOCOL = (
    "single step, both directions, time-aware filter, mean rank of ties among all names; "
    "learned from the {fit} days before {first} with seed {seed}, asked about {first} to {last} "
    "({part}); "
    "countries and sorts of actors are read off their names"
)


def read_part(path: Path) -> Iterator[Row]:
    """Yield the facts of one file.

    Raises:
        BadPath: a line that is no fact, with its number.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != HEAD:
        raise BadPath(f"{path}:1 is not the head {HEAD}; give a file of that form")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(HEAD):
            raise BadPath(f"{path}:{number} has {len(cells)} cells, not {len(HEAD)}")
        try:
            yield cells[0], cells[1], cells[2], date.fromisoformat(cells[3])
        except ValueError as error:
            raise BadPath(
                f"{path}:{number} gives {cells[3]!r} for a day; say 2014-01-31"
            ) from error


def country_in(name: str) -> tuple[str | None, str]:
    """Return the country that a name of ICEWS gives, and the sort of actor.

    >>> country_in("Police_(Australia)"), country_in("Barack_Obama")
    (('Australia', 'Police_'), (None, ''))
    """
    found = re.search(r"\(([^()]*)\)$", name)
    return (found[1], name[: found.start()]) if found else (None, "")


def with_states(names: Sequence[str]) -> dict[str, tuple[str | None, str]]:
    """Return country and sort of all names; a name that is a country of others is a state."""
    told = {name: country_in(name) for name in names}
    countries = {country for country, _ in told.values()}
    return {name: (name, "state") if name in countries else told[name] for name in names}


def learned_ranks(facts: Facts, first: int, last: int, seed: int = 0) -> Real:
    """Return the ranks of the facts of some days by a ranker that learned from those before."""
    ranker = Ranker(facts, seed)
    ranker.fit(max(first - FIT_DAYS, 0), first)
    ranks = []
    for day in range(first, last):
        asked, truths = ranker.asked_of(day)
        if not len(asked.side):
            continue
        found = ranker.rank(asked)
        keys = found.question * len(facts.names) + found.other
        missed = np.setdiff1d(truths, keys) // len(facts.names)
        scored = Scored(
            question=found.question,
            score=found.score,
            is_true=np.isin(keys, truths),
            missed=np.bincount(missed, minlength=len(asked.side)),
        )
        ranks.append(mean_ranks(scored, len(facts.names)))
    return np.concatenate(ranks)


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval ranking", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--tail", type=int, help="Ask about so many last days of train.tsv.")
    parser.add_argument("--seed", type=int, default=0, help="Another gives another spread.")
    given = parser.parse_args(argv)
    paths = [given.path / part for part in PARTS if (given.path / part).is_file()]
    if len(paths) < 2 or paths[0].name != PARTS[0]:
        raise BadPath(f"{given.path} holds no train.tsv with valid.tsv; give their folder")
    parts = [list(read_part(path)) for path in (paths[:1] if given.tail else paths)]
    if not all(parts):
        raise BadPath(f"{given.path} has a part without facts; give parts with some")
    rows = [row for part in parts for row in part]
    who = with_states(sorted({name for row in rows for name in (row[0], row[2])}))
    facts = read_facts(rows, who.__getitem__)
    last = int(facts.day[-1]) + 1
    asked_rows = min(row[3] for row in parts[-1])
    first = last - given.tail if given.tail else (asked_rows - facts.first_day).days
    part = f"the last {given.tail} days of train.tsv" if given.tail else paths[-1].name
    return _report(facts, (first, last), part, given.seed)


def _report(facts: Facts, days: tuple[int, int], part: str, seed: int) -> int:
    first, last = days
    started = time.process_time()
    ranks = learned_ranks(facts, first, last, seed)
    seconds = time.process_time() - started
    strict = strict_ranks(facts, (2 * first - last, first), days)
    new_facts, new_pairs = never_told(facts, days)
    protocol = PROTOCOL.format(
        fit=FIT_DAYS,
        first=date.fromordinal(facts.first_day.toordinal() + first),
        last=date.fromordinal(facts.first_day.toordinal() + last - 1),
        part=part,
        seed=seed,
    )
    print_report(
        "ranking",
        {
            "facts": len(ranks) // 2,
            **metrics(ranks),
            **{f"strict_{name}": value for name, value in metrics(strict).items()},
            "never_told": round(new_facts, 4),
            "pairs_never_told": round(new_pairs, 4),
            "cpu_s": round(seconds, 1),
            "peak_rss_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
        },
        protocol=protocol,
    )
    return 0
