"""events: coded claims against whole annotated stories.

PATH is gold JSONL (data/gold). The definition is the shared scorer; this module says the
same in our own code, and a test holds the two together. A claim is found when a gold event
of the same type stands in the same sentence; its dyad is right when the countries of
actors and of recipients each overlap by half, or, for reciprocal acts, their union does.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.report import BadPath, print_report

Json = dict[str, Any]
RECIPROCAL = {"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "ASSAULT"}
HALF = 0.5


def countries(parties: Iterable[Json] | None) -> set[str]:
    """Return the country codes of a list of parties; unknown ones count for nothing."""
    return {party["country"] for party in parties or () if party.get("country")}


def jaccard(left: set[str], right: set[str]) -> float:
    """Return the overlap of two sets; two empty ones agree."""
    return len(left & right) / len(left | right) if left | right else 1.0


def same_dyad(gold: Json, claim: Json) -> bool:
    """Tell whether who and to whom agree by half."""
    theirs = countries(gold["actors"]), countries(gold["recipients"])
    ours = countries(claim["actors"]), countries(claim["recipients"])
    if all(jaccard(g, p) >= HALF for g, p in zip(theirs, ours, strict=True)):
        return True
    one_sided = not gold["recipients"] or not claim["recipients"]
    if gold["event_type"] in RECIPROCAL and one_sided:
        union = theirs[0] | theirs[1]
        return len(union) > 1 and jaccard(union, ours[0] | ours[1]) >= HALF
    return False


def same_type(gold: str, claim: str) -> bool:
    """Tell whether the types agree; YIELD is how older corpora merge two of them."""
    return gold == claim or (gold == "YIELD" and claim in {"CONCEDE", "RETREAT"})


def squeeze(text: str) -> str:
    """Return a text with its white space evened out."""
    return " ".join(text.split())


def same_sentence(gold: Json, claim: Json) -> bool:
    """Tell whether one holds the other and is not more than twice as long."""
    short, long = sorted((squeeze(gold["sentence"]), squeeze(claim["evidence"]["exact"])), key=len)
    return short in long and len(short) * 2 >= len(long)


def same_voice(gold: Json, voice: Json) -> bool:
    """Tell whether the words of two voices overlap by an F1 of one half."""
    theirs, ours = gold["text"].lower().split(), voice["exact"].lower().split()
    common = sum((Counter(theirs) & Counter(ours)).values())
    return 2 * common / (len(theirs) + len(ours)) >= HALF


def match(
    gold: Sequence[Json], claims: Sequence[Json], fits: Callable[[Json, Json], bool]
) -> list[tuple[int, int]]:
    """Pair gold with claims one to one inside a story; pairs with the right dyad first."""
    ranked = []
    for i, event in enumerate(gold):
        for j, claim in enumerate(claims):
            if fits(event, claim):
                words = squeeze(event["trigger"]) in squeeze(claim["trigger"]["exact"])
                ranked.append((-int(same_dyad(event, claim)) - 0.1 * words, i, j))
    taken_gold: set[int] = set()
    taken_claims: set[int] = set()
    pairs = []
    for _, i, j in sorted(ranked):
        if i not in taken_gold and j not in taken_claims:
            taken_gold.add(i)
            taken_claims.add(j)
            pairs.append((i, j))
    return pairs


@dataclass(slots=True)
class Tally:
    """Counts of one F1: what was right, what we said, what the gold says."""

    right: int = 0
    said: int = 0
    gold: int = 0

    def add(self, *, right: bool | int, said: bool | int, gold: bool | int) -> None:
        """Count one more case."""
        self.right += right
        self.said += said
        self.gold += gold

    @property
    def precision(self) -> float:
        """The share of what we said that is right."""
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that we said."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score(stories: Sequence[Json], claims: Iterable[Json]) -> dict[str, float | int | None]:
    """Return the metrics of the events benchmark."""
    by_story: dict[str, list[Json]] = {}
    for claim in claims:
        by_story.setdefault(str(claim["article"]), []).append(claim)
    tallies = {name: Tally() for name in ("detection", "dyad", "hedged", "voice", "where", "non")}
    status, when = Tally(), Tally()
    for story in stories:
        gold, coded = story["events"], by_story.get(str(story["id"]), [])
        pairs = match(
            gold,
            coded,
            lambda g, p: same_sentence(g, p) and same_type(g["event_type"], p["event_type"]),
        )
        dyads = sum(same_dyad(gold[i], coded[j]) for i, j in pairs)
        tallies["detection"].add(right=len(pairs), said=len(coded), gold=len(gold))
        tallies["dyad"].add(right=dyads, said=len(coded), gold=len(gold))
        for i, j in pairs:
            _compare(gold[i], coded[j], tallies)
            status.add(right=gold[i]["status"] == coded[j]["status"], said=1, gold=1)
            if gold[i].get("date"):
                when.add(right=_same_interval(gold[i], coded[j]), said=1, gold=1)
    return {
        "stories": len(stories),
        "gold": tallies["detection"].gold,
        "predicted": tallies["detection"].said,
        "detection_f1": round(tallies["detection"].f1, 4),
        "detection_p": round(tallies["detection"].precision, 4),
        "detection_r": round(tallies["detection"].recall, 4),
        "dyad_f1": round(tallies["dyad"].f1, 4),
        "status_accuracy": round(status.recall, 4) if status.gold else None,
        "nonactual_f1": round(tallies["non"].f1, 4),
        "hedged_f1": round(tallies["hedged"].f1, 4),
        "voice_f1": round(tallies["voice"].f1, 4),
        "when_accuracy": round(when.recall, 4) if when.gold else None,
        "where_f1": round(tallies["where"].f1, 4),
    }


def _compare(gold: Json, claim: Json, tallies: dict[str, Tally]) -> None:
    """Count the attributes of one matched pair."""
    hedged, said = bool(gold["hedged"]), bool(claim["hedged"])
    tallies["hedged"].add(right=hedged and said, said=said, gold=hedged)
    theirs, ours = gold["status"], claim["status"]
    tallies["non"].add(
        right=theirs == ours != "actual", said=ours != "actual", gold=theirs != "actual"
    )
    source, voices = gold.get("source"), claim["voices"]
    heard = source is not None and any(same_voice(source, voice) for voice in voices)
    tallies["voice"].add(right=heard, said=bool(voices), gold=source is not None)
    place = gold.get("place") or {}
    here = {place["country"]} if place.get("country") else set()
    there = countries(claim["where"])
    tallies["where"].add(right=len(here & there), said=len(there), gold=len(here))


def _same_interval(gold: Json, claim: Json) -> bool:
    when = claim.get("when") or {}
    date = gold["date"]
    return (when.get("start"), when.get("end")) == (date["start"], date["end"])


def read_stories(path: Path) -> list[Json]:
    """Return the stories of a gold file.

    Raises:
        BadPath: the file is absent or a line is not a story.
    """
    if not path.is_file():
        raise BadPath(f"{path} is not a file; give gold JSONL with one story a line")
    stories = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            story = json.loads(line)
            stories.append({key: story[key] for key in ("id", "text", "events")} | story)
        except (ValueError, KeyError) as error:
            raise BadPath(f"{path}:{number} is not a gold story: {error}") from error
    return stories


def code(stories: Sequence[Json]) -> list[Json]:
    """Return the claims that the whole flow writes for the stories."""
    from dragoman.coding import Coder
    from dragoman.model import ARTICLE_JSON, Page
    from dragoman.model.wire import claim_to_json
    from dragoman.pipeline import read_page

    coder = Coder.load()
    claims = []
    for story in stories:
        given = {key: story.get(key) for key in ("id", "published", "outlet", "title", "text")}
        raw = json.dumps(given, ensure_ascii=False).encode()
        page = Page(raw=raw, origin=f"gold#{story['id']}", media_type=ARTICLE_JSON)
        claims += [claim_to_json(claim) for claim in read_page(page, coder).claims]
    return claims


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval events", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(argv)
    stories = read_stories(given.path)[: given.limit]
    claims = code(stories)
    if given.predictions:
        lines = [json.dumps(claim, ensure_ascii=False) for claim in claims]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print_report("events", score(stories, claims), protocol=f"whole flow on {given.path}")
    return 0
