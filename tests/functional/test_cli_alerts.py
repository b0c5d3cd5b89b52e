"""Alerts on the command line: saved beside the record, tried on the past, asked now."""

import json
from pathlib import Path
from typing import Any

from tests.faults.small import PUBLISHED
from tests.functional.conftest import Dragoman, only_line

THRESHOLD = ("--at-least", 3, "--within", 7)


def asked(dragoman: Dragoman, record: Path, *words: object) -> dict[str, Any]:
    """The one line of JSON that a command answers."""
    done = dragoman("alerts", *words, "--today", PUBLISHED, "-f", "json", record=record)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(only_line(done.stdout))
    return found


def test_an_alert_is_saved_listed_and_removed(dragoman: Dragoman, own_record: Path) -> None:
    dyad = ("--dyad", "Russia", "Iran", "--type", "consult")
    assert dragoman("alerts", "add", "talks", *dyad, *THRESHOLD, record=own_record).returncode == 0
    listed = json.loads(only_line(dragoman("alerts", "list", record=own_record).stdout))
    assert listed["query"] == {"dyad": "RUS,IRN", "type": "CONSULT"}
    assert (listed["at_least"], listed["within"], listed["origins"]) == (3, 7, 2)
    assert (own_record / "alerts.toml").read_text(encoding="utf-8").startswith("[[alert]]")
    assert dragoman("alerts", "remove", "talks", record=own_record).returncode == 0
    assert dragoman("alerts", "list", record=own_record).stdout == ""


def test_the_command_of_an_alert_lists_the_claims_that_it_counted(
    dragoman: Dragoman, own_record: Path
) -> None:
    dragoman("alerts", "add", "talks", "--type", "consult", *THRESHOLD, record=own_record)
    tested = asked(dragoman, own_record, "test", "talks")
    (firing,) = tested["firings"]
    words = tested["alert"]["command"].split()[1:]
    claims = dragoman(*words, "-f", "jsonl", record=own_record).stdout.splitlines()
    assert firing["claims"] == sorted(json.loads(claim)["id"] for claim in claims)
    assert firing["addresses"] == [f"/v1/claims/{claim}" for claim in firing["claims"]]


def test_sirens_and_the_digest_are_apart(dragoman: Dragoman, own_record: Path) -> None:
    for name, origins in (("loud", 2), ("quiet", 1000)):
        dragoman("alerts", "add", name, *THRESHOLD, "--origins", origins, record=own_record)
    found = asked(dragoman, own_record, "check")
    sirens, digest = ([firing["alert"] for firing in found[key]] for key in ("siren", "digest"))
    assert (sirens, digest) == (["loud"], ["quiet"])


def test_the_page_names_every_claim_of_a_firing(dragoman: Dragoman, own_record: Path) -> None:
    dragoman("alerts", "add", "talks", "--type", "consult", *THRESHOLD, record=own_record)
    (firing,) = asked(dragoman, own_record, "test")["firings"]
    page = dragoman("alerts", "test", "--today", PUBLISHED, record=own_record).stdout
    assert f"{PUBLISHED} siren: talks" in page
    assert all(address in page for address in firing["addresses"])


def test_the_feed_is_atom(dragoman: Dragoman, own_record: Path) -> None:
    dragoman("alerts", "add", "talks", *THRESHOLD, record=own_record)
    done = dragoman(
        "alerts", "check", "--today", PUBLISHED, "-f", "atom", "-o", "a.xml", record=own_record
    )
    assert (done.returncode, done.stdout) == (0, "")
    written = (own_record.parent / "a.xml").read_text(encoding="utf-8")
    assert written.count("<entry>") == 1


def test_an_alert_over_an_empty_record_is_no_all_clear(
    dragoman: Dragoman, empty_record: Path
) -> None:
    dragoman("alerts", "add", "talks", *THRESHOLD, record=empty_record)
    page = dragoman("alerts", "check", record=empty_record).stdout
    assert "talks: not collected" in page
    assert "the record tells of no act" in dragoman("alerts", "test", record=empty_record).stdout


def test_a_record_without_alerts_says_how_to_save_one(
    dragoman: Dragoman, empty_record: Path
) -> None:
    assert "`dragoman alerts add`" in dragoman("alerts", "check", record=empty_record).stdout


def test_an_alert_that_is_not_there_is_an_error(dragoman: Dragoman, own_record: Path) -> None:
    done = dragoman("alerts", "test", "talks", record=own_record)
    assert done.returncode == 1
    assert "no alert 'talks'" in only_line(done.stderr)


def test_an_alert_needs_a_threshold(dragoman: Dragoman, own_record: Path) -> None:
    done = dragoman("alerts", "add", "talks", "--within", 7, record=own_record)
    assert done.returncode == 2
    assert "--at-least" in done.stderr
