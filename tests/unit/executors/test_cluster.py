"""What ray needs is said before a page is handed out."""

import subprocess
import sys

import pytest

from dragoman.errors import ExecutorError
from dragoman.executors import RayExecutor, Read


def no_recipe() -> Read:
    raise AssertionError("nobody reads")


def test_without_ray_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ExecutorError, match=r"pip install 'dragoman\[cluster\]'"):
        next(RayExecutor(2).run(no_recipe, []))


def test_nothing_but_a_run_on_ray_imports_ray() -> None:
    script = "import sys, dragoman.pipeline, dragoman.faces.cli; sys.exit('ray' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
