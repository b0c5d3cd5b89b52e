"""The notebooks run from top to bottom, hold what they assert, and draw their figures."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.conftest import Demo, environment

pytestmark = pytest.mark.slow

NOTEBOOKS = Path(__file__).parents[2] / "examples" / "notebooks"


def run(name: str, figures: Path, **env: str) -> str:
    """Run a notebook as plain Python; return what it prints."""
    done = subprocess.run(
        [sys.executable, NOTEBOOKS / name],
        capture_output=True,
        text=True,
        cwd=figures,
        env=environment(FIGURES=str(figures), MPLCONFIGDIR=str(figures), **env),
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_study_of_a_dyad_answers_from_the_demo(demo: Demo, tmp_path: Path) -> None:
    said = run("dyad_study.py", tmp_path, DRAGOMAN_RECORD=str(demo.folder))
    assert "RUS-IRN: " in said
    assert {path.name for path in tmp_path.glob("*.png")} == {
        "dyad_months.png",
        "dyad_outlets.png",
    }


def test_the_shift_that_was_put_into_a_file_of_icews_is_found(tmp_path: Path) -> None:
    said = run("icews_change_points.py", tmp_path)
    assert "put in on 2017-03-01; found on 2017-" in said
    assert [path.name for path in tmp_path.glob("*.png")] == ["icews_change_points.png"]


def test_the_file_in_the_layout_of_icews_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one.tab", "other.tab"):
        subprocess.run(
            [sys.executable, NOTEBOOKS / "make_icews.py", tmp_path / name], check=True, timeout=60
        )
    assert (tmp_path / "one.tab").read_bytes() == (tmp_path / "other.tab").read_bytes()
