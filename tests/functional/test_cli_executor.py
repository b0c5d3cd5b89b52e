"""`dragoman run --executor ray` where the part [cluster] is not installed."""

from pathlib import Path

from dragoman.record import Record
from tests.functional.conftest import Dragoman


def test_a_run_on_ray_without_ray_says_what_to_install(dragoman: Dragoman, tmp_path: Path) -> None:
    (tmp_path / "ray.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    Record.create(tmp_path / "record").close()
    done = dragoman("run", "--executor=ray", record=tmp_path / "record", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.endswith("needs the library ray; pip install 'dragoman[cluster]'\n")
    assert "Traceback" not in done.stderr
