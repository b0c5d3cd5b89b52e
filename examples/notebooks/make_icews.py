"""Make a file in the layout of ICEWS with one known shift; no row of it is real.

Six Nordic and Baltic pairs meet and quarrel at even rates for four years. From SHIFT on, Norway and
Finland meet three times as often. A seed makes the file the same everywhere.

    python examples/notebooks/make_icews.py events.tab
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

HEADER = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code"
    "|Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher"
    "|City|District|Province|Country|Latitude|Longitude"
).split("|")
FIRST, LAST, SHIFT = date(2015, 1, 1), date(2018, 12, 31), date(2017, 3, 1)
PAIRS = (
    ("Norway", "Finland"),
    ("Norway", "Sweden"),
    ("Sweden", "Finland"),
    ("Sweden", "Denmark"),
    ("Finland", "Estonia"),
    ("Latvia", "Lithuania"),
)
# Code, text and intensity of CAMEO, and how many times a month a pair does it.
ACTS = (
    ("042", "Make a visit", "1.9", 1.6),
    ("036", "Express intent to meet or negotiate", "4.0", 0.9),
    ("111", "Criticize or denounce", "-2.0", 0.5),
)
TIMES_AS_OFTEN = 3.0
PUBLISHERS = ("Synthetic Agency", "Made-up Courier", "Invented Post")
DAYS_A_MONTH = 30.4375
SEED = 2018


def rows(chance: random.Random) -> list[list[str]]:
    """Return the rows in the order of their days, numbered as ICEWS numbers them."""
    told = []
    day = FIRST
    while day <= LAST:
        for pair in PAIRS:
            for code, text, intensity, monthly in ACTS:
                raised = pair == PAIRS[0] and day >= SHIFT and code != "111"
                if chance.random() < monthly / DAYS_A_MONTH * (TIMES_AS_OFTEN if raised else 1):
                    told.append((day, pair, code, text, intensity))
        day += timedelta(days=1)
    return [
        [
            str(number), day.isoformat(), f"Foreign Affairs ({actor})",
            "Executive,Foreign Ministry,Government", actor, text, code, intensity,
            f"Foreign Affairs ({recipient})", "Executive,Foreign Ministry,Government", recipient,
            str(1000 + number), "1", chance.choice(PUBLISHERS), "NA", "NA", "NA", recipient, "NA", "NA",
        ]
        for number, (day, (actor, recipient), code, text, intensity) in enumerate(told, start=1)
    ]


def write(path: Path) -> int:
    """Write the file; return how many rows it has."""
    table = rows(random.Random(SEED))
    path.write_text("".join("\t".join(row) + "\n" for row in [HEADER, *table]), encoding="utf-8")
    return len(table)


if __name__ == "__main__":
    print(write(Path(sys.argv[1])), "rows")
