"""`dragoman init --ledger`, as it is typed."""

from pathlib import Path

from tests.functional.conftest import DEMO, Dragoman, only_line

FAILURE, DAMAGED = 1, 6


def test_a_record_with_its_ledger_in_postgresql_is_used_as_any_other(
    dragoman: Dragoman, tmp_path: Path, postgresql: str
) -> None:
    made = dragoman("init", "gulf", "--ledger", postgresql)
    assert (made.returncode, made.stdout) == (0, "")
    assert "next: dragoman --record gulf add PAGES" in made.stderr
    gulf = tmp_path / "gulf"
    dragoman("add", DEMO, record=gulf)
    dragoman("init", "beside")
    dragoman("add", DEMO, record=tmp_path / "beside")
    for words in (["status"], ["verify"], ["snapshot", "create", "autumn"]):
        here, there = (dragoman(*words, record=tmp_path / name) for name in ("gulf", "beside"))
        assert here.returncode == there.returncode == 0
        # Only clocks and bytes on the disk may differ.
        told = [
            [
                line
                for line in done.stdout.splitlines()
                if '"at"' not in line and "bytes" not in line
            ]
            for done in (here, there)
        ]
        assert told[0] == told[1] != []
    assert not (gulf / "ledger.sqlite").exists()


def test_a_password_in_the_address_is_refused_in_one_line_that_does_not_repeat_it(
    dragoman: Dragoman, tmp_path: Path
) -> None:
    done = dragoman("init", "gulf", "--ledger", "postgresql://ann:hunter2@127.0.0.1/news")
    assert (done.returncode, done.stdout) == (FAILURE, "")
    said = only_line(done.stderr)
    assert "PGPASSFILE" in said
    assert "hunter2" not in said
    assert not (tmp_path / "gulf").exists()


def test_a_server_that_went_away_is_no_damage(
    dragoman: Dragoman, tmp_path: Path, postgresql: str
) -> None:
    dragoman("init", "gulf", "--ledger", postgresql)
    settings = tmp_path / "gulf" / "record.toml"
    settings.write_text(settings.read_text().replace(postgresql, "postgresql://ann@127.0.0.1:1/x"))
    done = dragoman("status", record=tmp_path / "gulf")
    assert done.returncode == FAILURE
    assert "cannot be reached" in only_line(done.stderr)
