"""Ctrl-C while the program still imports ends it in one line, with the code of an interrupt."""

import subprocess
import sys
from pathlib import Path

import pytest

# Stands in for a library and presses Ctrl-C while it is imported.
PRESSES = """import os, signal, time
os.kill(os.getpid(), signal.SIGINT)
time.sleep(20)
"""


START = "from dragoman.faces.start import main; main()"
OPENING = (
    "from dragoman.faces.session import Session; Session('.', None, True).record().__enter__()"
)


@pytest.mark.parametrize(("library", "program"), [("click", START), ("duckdb", OPENING)])
def test_ctrl_c_during_the_imports_ends_in_one_line(
    library: str, program: str, tmp_path: Path
) -> None:
    (tmp_path / f"{library}.py").write_text(PRESSES, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=15,
        check=False,
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert len(done.stderr.splitlines()) == 1
    assert "interrupted" in done.stderr


# Presses Ctrl-C once a record is being made, after all that is imported.
MAKING = """import os, signal, sys
from dragoman.record import Record
Record.create = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)
sys.argv = ["dragoman", "init", "record"]
from dragoman.faces.start import main; main()
"""


def test_ctrl_c_in_a_command_ends_it_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAKING],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    said = "interrupted; what was written is kept, run it again to go on\n"
    assert (done.returncode, done.stdout, done.stderr) == (130, "", said)


def test_the_command_starts_where_ctrl_c_is_heard() -> None:
    """The entry point is the guarded start."""
    program = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dragoman = "dragoman.faces.start:main"' in program
