"""The gate fails below a floor, on other data and on a broken benchmark."""

import json
from pathlib import Path

import pytest

from eval import gate


@pytest.fixture
def pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One benchmark with a floor of .8 on a file; what it measures is set by the test."""
    (tmp_path / "dev.jsonl").write_text("{}\n", encoding="utf-8")
    floors = {
        "toy": {
            "benchmark": "toy",
            "path": "dev.jsonl",
            "sha256": gate.digest(tmp_path / "dev.jsonl"),
            "floors": {"f1": 0.8},
        }
    }
    (tmp_path / "floors.json").write_text(json.dumps(floors), encoding="utf-8")
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setenv("DRAGOMAN_DATA", str(tmp_path))
    return tmp_path


def measures(monkeypatch: pytest.MonkeyPatch, f1: float | None) -> None:
    monkeypatch.setattr(gate, "measure", lambda _name, _arguments: {"f1": f1})


@pytest.mark.parametrize(
    ("f1", "code"),
    [
        pytest.param(0.81, 0, id="above"),
        pytest.param(0.7996, 0, id="within-the-rounding"),
        pytest.param(0.7994, 1, id="below"),
        pytest.param(None, 1, id="not-measured"),
    ],
)
@pytest.mark.usefixtures("pinned")
def test_a_figure_is_held_to_its_floor(
    f1: float | None, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    measures(monkeypatch, f1)
    assert gate.main([]) == code


def test_other_data_is_refused(pinned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measures(monkeypatch, 0.9)
    (pinned / "dev.jsonl").write_text("{} \n", encoding="utf-8")
    assert gate.main([]) == 1


def test_update_raises_a_floor(pinned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measures(monkeypatch, 0.9)
    assert gate.main(["--update"]) == 0
    floors = json.loads((pinned / "floors.json").read_text(encoding="utf-8"))
    assert floors["toy"]["floors"] == {"f1": 0.9}


@pytest.mark.usefixtures("pinned")
def test_update_lowers_no_floor_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    measures(monkeypatch, 0.7)
    with pytest.raises(RuntimeError, match="pass --allow-regression"):
        gate.main(["--update"])


def test_without_the_data_the_gate_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRAGOMAN_DATA", str(tmp_path / "nowhere"))
    assert gate.main([]) == 0
    assert "SKIPPED" in capsys.readouterr().out


def test_a_folder_changes_its_digest_with_a_name_in_it(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("x", encoding="utf-8")
    before = gate.digest(tmp_path)
    (tmp_path / "one").rename(tmp_path / "two")
    assert gate.digest(tmp_path) != before
