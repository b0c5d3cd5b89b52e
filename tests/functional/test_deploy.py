"""What deploy/ starts is there: commands of our own, with options that they have."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dragoman.faces.cli import cli
from dragoman.faces.failures import PARTIAL
from tests.functional.conftest import COMMAND

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy").glob("*.service"))
TIMERS = sorted((ROOT / "deploy").glob("*.timer"))
INSTALLED = "/opt/dragoman/bin/dragoman"
STATE = "/var/lib/dragoman"
SYSTEMD_ANALYZE = shutil.which("systemd-analyze")

# An instruction of the Containerfile and what follows it.
Instruction = tuple[str, str]


def section(unit: Path, name: str) -> dict[str, str]:
    parser = ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit.read_text("utf-8"))
    return dict(parser[name])


def service(unit: Path) -> dict[str, str]:
    return section(unit, "Service")


def must_parse(arguments: list[str]) -> None:
    """Raise where a command or an option is none of ours."""
    assert cli.main([*arguments, "--help"], "dragoman", standalone_mode=False) == 0


def instructions() -> list[Instruction]:
    text = (ROOT / "deploy/Containerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]


def said(name: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == name]


def health_program() -> str:
    """The Python program that HEALTHCHECK runs."""
    (check,) = said("HEALTHCHECK")
    python, option, program = json.loads(check.split(" CMD ", 1)[1])
    assert (python, option) == ("python", "-c")
    return str(program)


def test_there_is_a_unit_for_the_server_for_the_watch_and_for_the_alerts() -> None:
    assert [unit.stem for unit in UNITS] == ["dragoman-alerts", "dragoman-serve", "dragoman-watch"]


def test_a_timer_starts_the_unit_that_sends_alerts_and_ends_by_itself() -> None:
    (timer,) = TIMERS
    unit = timer.with_suffix(".service")
    assert unit in UNITS
    assert service(unit)["Type"] == "oneshot"
    assert "OnCalendar" in section(timer, "Timer")
    assert section(timer, "Install")["WantedBy"] == "timers.target"


def test_a_message_that_was_not_taken_is_no_failure_of_the_unit() -> None:
    (sender,) = (unit for unit in UNITS if unit.stem == "dragoman-alerts")
    assert service(sender)["SuccessExitStatus"] == str(PARTIAL)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_a_command_that_there_is(unit: Path) -> None:
    program, *arguments = shlex.split(service(unit)["ExecStart"])
    assert program == INSTALLED
    must_parse(arguments)


def test_a_command_that_there_is_not_would_be_seen() -> None:
    with pytest.raises(Exception, match="No such option"):
        must_parse(["serve", "--no-such-option"])
    with pytest.raises(Exception, match="No such command"):
        must_parse(["no-such-command"])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_may_write_its_record_and_nothing_else(unit: Path) -> None:
    settings = service(unit)
    assert settings["NoNewPrivileges"] == "yes"
    assert settings["ProtectSystem"] == "strict"
    assert settings["ReadWritePaths"] == STATE
    assert settings["User"] != "root"
    words = shlex.split(settings["ExecStart"])
    assert words[words.index("--record") + 1].startswith(f"{STATE}/")


def test_whatever_deploy_starts_reports_its_use_to_nobody() -> None:
    """onnxruntime 1.32 looks up a host of its maker unless this is set before it is loaded."""
    assert [service(unit)["Environment"] for unit in UNITS] == ["ORT_DISABLE_TELEMETRY=1"] * 3
    assert any("ORT_DISABLE_TELEMETRY=1" in words.split() for words in said("ENV"))


@pytest.mark.skipif(SYSTEMD_ANALYZE is None, reason="systemd-analyze is not on this machine")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_finds_nothing_wrong_with_a_unit(unit: Path, tmp_path: Path) -> None:
    """Only the program is another, for systemd asks whether it is there."""
    assert SYSTEMD_ANALYZE is not None
    here = tmp_path / unit.name
    here.write_text(unit.read_text("utf-8").replace(INSTALLED, str(COMMAND)), "utf-8")
    done = subprocess.run(
        [SYSTEMD_ANALYZE, "verify", "--man=no", here], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_container_starts_a_command_that_there_is() -> None:
    (entry,), (command,) = said("ENTRYPOINT"), said("CMD")
    assert json.loads(entry) == ["dragoman"]
    must_parse(json.loads(command))


def test_the_container_runs_as_a_user_without_rights_of_its_own() -> None:
    (user,) = said("USER")
    assert int(user) > 0
    assert any(f"--uid {user}" in run for run in said("RUN"))
    order = [instruction for instruction, _ in instructions()]
    assert order.index("USER") < order.index("ENTRYPOINT")
    assert "RUN" not in order[order.index("USER") :]


def test_the_container_is_built_of_one_image_and_of_pinned_packages() -> None:
    assert {words.split()[0] for words in said("FROM")} == {"python:3.11-slim"}
    (install,) = (run for run in said("RUN") if "pip install" in run)
    assert "--constraint constraints.txt" in install
    extras = re.findall(r"'\.\[([a-z,]+)\]'", install)[0].split(",")
    parts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert set(extras) <= set(parts)


def test_what_the_container_copies_is_in_the_repository() -> None:
    sources = [
        word
        for words in said("COPY")
        if not words.startswith("--from")
        for word in shlex.split(words)[:-1]
    ]
    assert "pyproject.toml" in sources
    assert [name for name in sources if not (ROOT / name).exists()] == []


def test_the_container_asks_the_port_that_it_listens_at() -> None:
    (command,), (exposed,) = said("CMD"), said("EXPOSE")
    words = json.loads(command)
    assert words[words.index("--port") + 1] == exposed
    assert f"('127.0.0.1', {exposed}, " in health_program()


def test_the_health_check_tells_a_server_that_answers_from_none(address: str) -> None:
    port = urlsplit(address).port
    program = health_program()
    assert "8400" in program

    def asked(at: int | None) -> int:
        called = [sys.executable, "-c", program.replace("8400", str(at))]
        return subprocess.run(called, capture_output=True, check=False).returncode

    assert asked(port) == 0
    # Nobody listens at the port of the discard protocol.
    assert asked(9) != 0
