"""`--executor ray` of `run` and of `watch run --read` where the part [cluster] is not installed."""

from pathlib import Path

from dragoman.model import Page
from dragoman.record import Record
from tests.functional.conftest import Dragoman


def test_a_run_on_ray_without_ray_says_what_to_install(dragoman: Dragoman, tmp_path: Path) -> None:
    (tmp_path / "ray.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    Record.create(tmp_path / "record").close()
    done = dragoman("run", "--executor=ray", record=tmp_path / "record", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.endswith("needs the library ray; pip install 'dragoman[cluster]'\n")
    assert "Traceback" not in done.stderr


def test_a_watch_that_reads_on_ray_without_ray_says_what_to_install(
    dragoman: Dragoman, tmp_path: Path
) -> None:
    (tmp_path / "ray.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    with Record.create(tmp_path / "record") as record:
        record.add([Page(raw=b"Iran met Russia.", origin="1.txt")])
    done = dragoman(
        *("watch", "run", "--once", "--read", "--executor=ray"),
        record=tmp_path / "record",
        PYTHONPATH=str(tmp_path),
        DRAGOMAN_CONTACT="tests@dragoman.example",
    )
    assert done.returncode == 1
    assert done.stderr.endswith("needs the library ray; pip install 'dragoman[cluster]'\n")
    assert "Traceback" not in done.stderr
