"""Reviewed claims leave as stories that the benchmark of events reads and finds right."""

import json
from pathlib import Path

from dragoman.faces.review_gold import reviewed_stories
from dragoman.model import Decision, Judgement
from dragoman.model.wire import claim_to_json
from dragoman.record import Record
from eval.events import read_stories, score


def test_the_benchmark_finds_every_accepted_claim_in_the_exported_stories(
    own_record: Path, tmp_path: Path
) -> None:
    with Record.open(own_record, writable=True) as record:
        ids = tuple(claim.id for claim in record.view().claims())
        record.judge(Judgement(decision=Decision.ACCEPT, user="ann", claims=ids))
        view = record.view()
        stories = list(reviewed_stories(view))
        claims = [claim_to_json(claim) for claim in view.claims()]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(story) + "\n" for story in stories), encoding="utf-8")
    figures = score(read_stories(gold), claims)
    assert (figures["detection_f1"], figures["dyad_f1"]) == (1.0, 1.0)
    assert all(story["is_complete"] for story in stories)


def test_a_rejected_claim_is_a_counter_example_and_no_event(own_record: Path) -> None:
    with Record.open(own_record, writable=True) as record:
        claim = next(record.view().claims())
        record.judge(
            Judgement(decision=Decision.REJECT, user="ann", claims=(claim.id,), reason="no act")
        )
        (story,) = reviewed_stories(record.view())
    assert claim.evidence is not None
    assert story["events"] == []
    assert story["rejected"] == [{"sentence": claim.evidence.exact, "trigger": claim.trigger.exact}]
    assert story["reviewers"] == ["ann"]
