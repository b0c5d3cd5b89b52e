"""`dragoman backup` and `dragoman restore`, as they are typed."""

from pathlib import Path

from dragoman.record import Record
from tests.functional.conftest import Dragoman, only_line

DAMAGED, USAGE, FAILURE = 6, 2, 1


def test_a_record_is_backed_up_and_restored(
    dragoman: Dragoman, read_record: Path, tmp_path: Path
) -> None:
    made = dragoman("backup", "copy", record=read_record)
    assert (made.returncode, made.stdout.split()[0]) == (0, "ok")
    assert "dragoman restore copy RECORD" in made.stderr
    restored = dragoman("restore", "copy", "again")
    assert (restored.returncode, restored.stdout) == (0, made.stdout)
    with Record.open(tmp_path / "again") as record:
        assert made.stdout.split()[-1] == record.view().digest()
    asked = [dragoman("claims", record=place).stdout for place in (read_record, tmp_path / "again")]
    assert asked[0] == asked[1] != ""
    assert dragoman("verify", record=tmp_path / "again").returncode == 0


def test_a_damaged_backup_is_refused_in_one_line(
    dragoman: Dragoman, read_record: Path, tmp_path: Path
) -> None:
    dragoman("backup", "copy", record=read_record)
    victim = next((tmp_path / "copy/pages").iterdir())
    victim.write_bytes(victim.read_bytes()[:-1])
    done = dragoman("restore", "copy", "again")
    assert done.returncode == DAMAGED
    said = only_line(done.stderr)
    assert f"{victim.name} is damaged: expected" in said
    assert "use another backup" in said
    assert not (tmp_path / "again").exists()


def test_a_folder_that_is_no_backup_is_asked_for_wrongly(
    dragoman: Dragoman, tmp_path: Path
) -> None:
    done = dragoman("restore", tmp_path, "again")
    assert (done.returncode, done.stdout) == (USAGE, "")
    assert "`dragoman backup` makes one" in only_line(done.stderr)


def test_a_record_is_not_restored_over(dragoman: Dragoman, read_record: Path) -> None:
    dragoman("backup", "copy", record=read_record)
    done = dragoman("restore", "copy", read_record)
    assert done.returncode == FAILURE
    assert "choose an empty folder" in only_line(done.stderr)
