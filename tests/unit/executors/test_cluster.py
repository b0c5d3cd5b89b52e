"""What ray needs is said before a page is handed out."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from dragoman.errors import ExecutorError
from dragoman.executors import RayExecutor, Read
from dragoman.executors.cluster import ADDRESS


def no_recipe() -> Read:
    raise AssertionError("nobody reads")


def test_without_ray_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ExecutorError, match=r"pip install 'dragoman\[cluster\]'"):
        next(RayExecutor(2).run(no_recipe, []))


def test_a_cluster_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise ConnectionError("no answer")

    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace(init=refuse))
    monkeypatch.setattr("os.environ", {ADDRESS: "cluster.example:6379"})
    with pytest.raises(ExecutorError, match=r"at cluster.example:6379, which RAY_ADDRESS names"):
        next(RayExecutor(2).run(no_recipe, []))


def test_nothing_but_a_run_on_ray_imports_ray() -> None:
    script = "import sys, dragoman.pipeline, dragoman.faces.cli; sys.exit('ray' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
