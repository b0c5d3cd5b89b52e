# %% [markdown]
# # Are Russia and Iran drawing closer, since when, and who says so?
#
# A study of one pair on the demo corpus: 125 pages that were written for it, outlets invented. `make demo`
# makes the record; DRAGOMAN_RECORD names another one. Every number below is a count of claims or
# events that can be listed, and the last cell shows that the answer is the same when asked again.

# %%
import os
import sys
from pathlib import Path

import matplotlib

if not hasattr(sys, "ps1"):
    matplotlib.use("Agg")  # run as a script: figures become files
import matplotlib.pyplot as plt
from matplotlib.ticker import MaxNLocator

import dragoman

FIGURES = Path(os.environ.get("FIGURES", "."))
store = dragoman.open(os.environ.get("DRAGOMAN_RECORD", "demo-record"))
answer = store.moment.dyad("RUS", "IRN")

# %% [markdown]
# ## The answer in words
#
# The arrow weighs cooperation and conflict apart, beside what the record tells of everybody else.

# %%
shift = answer.shift
print(f"{answer.first}-{answer.second}: {shift.arrow.value}; {shift.reason}")
if shift.since is not None:
    print(f"since {shift.since}, between {shift.since_earliest} and {shift.since_latest}; certain: {shift.is_certain}")
print(answer.total.words)

# %% [markdown]
# ## Month by month

# %%
months = [row.period.start for row in answer.periods]
cooperation = [len(row.cooperation.events) for row in answer.periods]
conflict = [len(row.conflict.events) for row in answer.periods]
figure, axis = plt.subplots(figsize=(9, 3.4), layout="constrained")
axis.bar(months, cooperation, width=24, color="#2a6fa8", label="cooperation")
axis.bar(months, [-count for count in conflict], width=24, color="#b3560f", label="conflict")
axis.axhline(0, color="#565d66", linewidth=0.8)
if shift.since is not None:
    axis.axvspan(shift.since_earliest, shift.since_latest, color="#dcd9d1", zorder=0)
    axis.axvline(shift.since, color="#1d2126", linestyle="--", linewidth=1)
axis.set_title(f"Russia and Iran: {shift.arrow.value}", loc="left")
axis.set_ylabel("events a month")
axis.yaxis.set_major_locator(MaxNLocator(integer=True))
axis.spines[["top", "right"]].set_visible(False)
axis.legend(frameon=False, loc="upper left")
figure.savefig(FIGURES / "dyad_months.png", dpi=120)

# %% [markdown]
# ## Says who
#
# A pair that only its own press calls close is another finding than one that everybody does. `count("outlet")`
# counts claims; copies of one text are in it, `independent` below has them once.

# %%
claims = store.claims(dyad=("RUS", "IRN"))
by_outlet = sorted(claims.count("outlet").items(), key=lambda part: part[1])
figure, axis = plt.subplots(figsize=(9, 0.28 * len(by_outlet) + 0.8), layout="constrained")
axis.barh([name or "not said" for name, _ in by_outlet], [count for _, count in by_outlet], color="#565d66")
axis.set_title(f"{len(claims)} claims on the two, {len(answer.total.origins)} independent origins", loc="left")
axis.spines[["top", "right"]].set_visible(False)
figure.savefig(FIGURES / "dyad_outlets.png", dpi=120)

# %% [markdown]
# ## How sure
#
# What the text doubts, what is only planned, and what somebody denies is in the record under these names.

# %%
print("hedged", store.claims(dyad=("RUS", "IRN"), hedged=True).count(), "of", len(claims))
print(dict(claims.count("status")))
for step in store.claims(dyad=("RUS", "IRN"), event_type="CONSULT", hedged=False).explain():
    print(f"{step.left:6} {step.condition}")

# %% [markdown]
# ## The sentences
#
# No number without them.

# %%
for said in answer.sentences[:5]:
    print(f"{said.published} {said.outlet}: “{said.sentence}”")

# %% [markdown]
# ## Again, and cited
#
# The same question from a shell, from SQL and as a citation; asked again, the record gives the same claims.

# %%
print(claims.command)
print(claims.sql)
print(claims.cite())
assert [claim.id for claim in claims] == [claim.id for claim in store.claims(dyad=("IRN", "RUS"))]
assert sum(claims.count("outlet").values()) == len(claims)
store.close()
