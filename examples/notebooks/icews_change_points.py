# %% [markdown]
# # A shift put into a file of ICEWS, and found again
#
# Whoever trusts a date of change should have seen the method find one that is known. `make_icews.py`
# makes four years of events in the layout of ICEWS, in which Norway and Finland meet three times as
# often from 1 March 2017 on. Nothing in the file is real. We import it as one would import ICEWS,
# ask when the two drew closer, and ask the same of the pairs to which nothing was done.

# %%
import os
import sys
import tempfile
from pathlib import Path

import matplotlib

if not hasattr(sys, "ps1"):
    matplotlib.use("Agg")  # run as a script: figures become files
import matplotlib.pyplot as plt
from matplotlib.dates import DateFormatter, YearLocator
from matplotlib.ticker import MaxNLocator

import dragoman
from dragoman.record import Record, import_files

sys.path.insert(0, str(Path(__file__).parent))
import make_icews

FIGURES = Path(os.environ.get("FIGURES", "."))
work = Path(tempfile.mkdtemp())

# %% [markdown]
# ## Import
#
# A row becomes a claim that names its row, or is kept aside with the reason. Rows read = claims +
# rows kept aside; nothing is lost on the way.

# %%
file = work / "events.tab"
written = make_icews.write(file)
with Record.create(work / "record") as record:
    report = import_files(record, "icews", [file])
assert report.rows == written
print(f"{report.rows} rows: {report.claims} claims, kept aside: {dict(report.aside)}")

# %% [markdown]
# ## Ask
#
# The answer compares the pair with all others of the record: more news of everybody is no change
# between two. It says which day is likeliest, between which days the change lies (95 %), and whether it is
# certain.

# %%
store = dragoman.open(work / "record")
answers = {
    pair: store.moment.dyad(*pair)
    for pair in [("NOR", "FIN"), ("NOR", "SWE"), ("SWE", "FIN"), ("SWE", "DNK"), ("FIN", "EST"), ("LVA", "LTU")]
}
for pair, answer in answers.items():
    shift = answer.shift
    print("-".join(pair), shift.arrow.value, shift.since or "", shift.reason)

# %% [markdown]
# ## Look

# %%
figure, axes = plt.subplots(3, 2, figsize=(10, 7), sharex=True, sharey=True, layout="constrained")
for axis, (pair, answer) in zip(axes.flat, answers.items()):
    days = [row.period.start for row in answer.periods]
    axis.bar(days, [len(row.cooperation.events) for row in answer.periods], width=25, color="#2a6fa8")
    axis.bar(days, [-len(row.conflict.events) for row in answer.periods], width=25, color="#b3560f")
    axis.axhline(0, color="#565d66", linewidth=0.8)
    axis.set_title(f"{'-'.join(pair)}: {answer.shift.arrow.value}", loc="left", fontsize=10)
    if answer.shift.since is not None:
        axis.axvspan(answer.shift.since_earliest, answer.shift.since_latest, color="#dcd9d1", zorder=0)
        axis.axvline(answer.shift.since, color="#1d2126", linestyle="--", linewidth=1)
    axis.spines[["top", "right"]].set_visible(False)
    axis.xaxis.set_major_locator(YearLocator())
    axis.xaxis.set_major_formatter(DateFormatter("%Y"))
    axis.yaxis.set_major_locator(MaxNLocator(integer=True))
axes[0, 0].axvline(make_icews.SHIFT, color="#6b4a86", linewidth=1)
figure.supylabel("events a month: cooperation above, conflict below")
figure.savefig(FIGURES / "icews_change_points.png", dpi=120)

# %% [markdown]
# ## Judge
#
# The planted shift is found and its day lies in the interval; no other pair is given a certain one.
# One file with one shift is an illustration. How often shifts of which size are found in real dyads, and how
# often one is seen where none is, `python -m eval shifts` measures.

# %%
found = answers["NOR", "FIN"].shift
assert found.arrow.value == "closer"
assert found.since_earliest <= make_icews.SHIFT <= found.since_latest
assert not any(answer.shift.is_certain for pair, answer in answers.items() if pair != ("NOR", "FIN"))
print(f"put in on {make_icews.SHIFT}; found on {found.since}, between {found.since_earliest} and {found.since_latest}")
store.close()
