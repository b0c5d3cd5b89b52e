"""The papers say what is: commands, errors, codes, reasons, examples and links."""

import ast
import importlib
import importlib.util
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from docs import render
from dragoman import articles, errors
from dragoman.faces.cli import COMMANDS, cli
from dragoman.model import READABLE, Basis, Page, Precision, Status, Verdict
from dragoman.ontology import plover
from dragoman.ontology.places import KINDS
from eval.__main__ import BENCHMARKS

ROOT = Path(__file__).parents[1]
PAPERS = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").rglob("*.md"),
        ROOT / "src/dragoman/coding/weights/MODEL_CARD.md",
    ]
)
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]\[]*\]\((?P<target>[^)\s]+)\)")
# These parts hang on the weights; their shares may differ in the last digits by machine.
CODED = {"agenda", "article", "claim", "rejection"}


def _name(paper: Path) -> str:
    return paper.relative_to(ROOT).as_posix()


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _blocks(paper: Path, kind: str) -> list[str]:
    found = BLOCK.finditer(paper.read_text(encoding="utf-8"))
    return [block["body"] for block in found if block["kind"] == kind]


# The command line


def _subcommands() -> Iterator[str]:
    """Yield every command as it is typed, those below a group with its name."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield name
        if isinstance(command, click.Group):
            yield from (f"{name} {inner}" for inner in command.list_commands(context))


def test_every_command_is_in_the_paper_of_the_command_line() -> None:
    text = _text("docs/cli.md")
    assert [name for name in _subcommands() if f"dragoman {name}" not in text] == []


TYPED = re.compile(r"dragoman(?: --?(?:record|as-of) \S+| -q)* ([a-z]+)\b")


@pytest.mark.parametrize("paper", PAPERS, ids=_name)
def test_every_command_that_a_paper_types_exists(paper: Path) -> None:
    lines = [line for block in _blocks(paper, "sh") for line in block.splitlines()]
    typed = {found[1] for line in lines for found in TYPED.finditer(line.split("#")[0])}
    assert typed - set(COMMANDS) == set()


def _sources() -> Iterator[Path]:
    yield from PAPERS
    for tree in ("src", "eval", "training", "tests"):
        yield from sorted((ROOT / tree).rglob("*.py"))
    yield ROOT / "Makefile"


def _modules_named(path: Path) -> set[str]:
    return set(re.findall(r"python -m ([a-z_]+(?:\.[a-z_]+)*)", path.read_text(encoding="utf-8")))


def test_every_module_that_a_text_says_to_run_exists() -> None:
    named = {module for path in _sources() for module in _modules_named(path)} - {"venv"}
    assert {name for name in named if importlib.util.find_spec(name) is None} == set()


def test_every_benchmark_that_a_text_says_to_run_exists() -> None:
    wanted = re.compile(r"python -m eval ([a-z]+)")
    named = {
        (_name(path), name)
        for path in _sources()
        for name in wanted.findall(path.read_text(encoding="utf-8"))
    }
    known = {*BENCHMARKS, "gate"}
    assert {(path, name) for path, name in named if name not in known} == set()


def test_every_target_of_make_that_a_paper_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    named = {
        name for paper in PAPERS for name in re.findall(r"`make ([a-z]+)", _text(_name(paper)))
    }
    assert named - targets == set()


# Errors


def _drawn(docstring: str) -> dict[str, str | None]:
    """Return each class of a drawn tree with the class above it."""
    above: list[str] = []
    tree: dict[str, str | None] = {}
    for line in docstring.splitlines():
        found = re.match(r"(?P<branch>[│├└─ ]*)(?P<name>[A-Z]\w+)(?=\s{2,}|$)", line)
        if found is None:
            continue
        depth = len(found["branch"]) // 4
        above[depth:] = [found["name"]]
        tree[found["name"]] = above[depth - 1] if depth else None
    return tree


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    real: dict[str, str | None] = {}
    for name, kind in vars(errors).items():
        if not (isinstance(kind, type) and issubclass(kind, errors.DragomanError)):
            continue
        parents = [base.__name__ for base in kind.__bases__ if base.__module__ == errors.__name__]
        real[name] = parents[0] if parents else None
    assert _drawn(errors.__doc__ or "") == real


# Rejections and labels


def _calls(tree: ast.Module, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _trees() -> list[tuple[str, ast.Module]]:
    files = sorted((ROOT / "src").rglob("*.py"))
    return [(_name(path), ast.parse(path.read_text(encoding="utf-8"))) for path in files]


def _reasons() -> tuple[set[str], set[str]]:
    """Return the reasons written where rejections are made, and the modules that compute theirs."""
    written, computed = set(), set()
    for name, tree in _trees():
        for call in _calls(tree, "Rejection"):
            reason = next((k.value for k in call.keywords if k.arg == "reason"), None)
            if isinstance(reason, ast.Constant):
                written.add(str(reason.value))
            else:
                computed.add(name)
    return written, computed


def test_every_reason_of_a_rejection_is_explained() -> None:
    from dragoman.sentences.split import DETAILS

    written, computed = _reasons()
    # The other modules that compute a reason, and where the reasons of each come from.
    assert computed == {
        "src/dragoman/faces/sources.py",  # those of FetchError
        "src/dragoman/faces/watching.py",  # the same
        "src/dragoman/pages/warcs.py",  # those of archives
        "src/dragoman/model/wire.py",  # those read back
        "src/dragoman/pipeline.py",  # the verdicts of pages that are no article
        "src/dragoman/record/imports/compose.py",  # those of refused rows
        "src/dragoman/sentences/split.py",  # DETAILS
    }
    verdicts = {verdict.value for verdict in Verdict if verdict not in READABLE}
    section = _text("docs/claims.md").split("## rejection")[1]
    reasons = written | verdicts | set(DETAILS) | _reasons_of_rows()
    reasons |= _reasons_of_fetching()
    assert {reason for reason in reasons if f"`{reason}`" not in section} == set()


def _reasons_of_fetching() -> set[str]:
    """Return why an address or a record of an archive gives no page."""
    calls = [
        call
        for name, tree in _trees()
        if name.startswith("src/dragoman/")
        for call in _calls(tree, "FetchError")
    ]
    said = [call.args[1] for call in calls if len(call.args) > 1]
    written = {str(reason.value) for reason in said if isinstance(reason, ast.Constant)}
    assert "bomb" in written
    return written


def test_every_reason_of_fetching_is_explained() -> None:
    text = _text("docs/fetching.md")
    of_archives = {"damaged", "digest", "revisit", "truncated"}
    reasons = _reasons_of_fetching() | of_archives
    assert {reason for reason in reasons if f"| `{reason}` |" not in text} == set()


def _reasons_of_rows() -> set[str]:
    """Return why rows of a dataset are refused: the first word of each refusal."""
    calls = [call for _, tree in _trees() for call in _calls(tree, "Refusal")]
    return {str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)}


def test_every_verdict_is_explained() -> None:
    section = _text("docs/claims.md").split("## article")[1]
    assert [v.value for v in Verdict if f"| `{v.value}` |" not in section] == []


def test_every_reason_of_a_dropped_span_is_explained() -> None:
    pages = [*ROOT.glob("tests/plain_pages/*.txt"), *ROOT.glob("examples/*/pages/*.txt")]
    read = (articles.read(Page(raw=path.read_bytes(), origin=path.name)) for path in pages)
    met = {span.reason for article in read for span in article.spans if span.reason}
    assert met != set()
    section = _text("docs/claims.md").split("## article")[1]
    assert {reason for reason in met if f"`{reason}`" not in section} == set()


def test_every_value_of_a_closed_list_is_explained() -> None:
    due = tomllib.loads(_text("src/dragoman/coding/data/agenda.toml"))["what"]
    closed = {*KINDS, *due, *Status, *Precision, *Basis}
    text = _text("docs/claims.md")
    assert {value for value in closed if f"`{value}`" not in text} == set()


def _keys(value: Any) -> Iterator[str]:
    """Yield every key of a line of JSON."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


@pytest.mark.parametrize("part", sorted(CODED))
def test_every_field_of_the_json_is_explained(part: str) -> None:
    text = _text("docs/claims.md")
    row = json.loads(BLOCK.findall(render.parts(text)[part])[0][1])
    prose = PROSE.sub("", text)
    named = set(re.findall(r"`([\w.]+)`", prose))
    words = {word for name in named for word in name.split(".")}
    assert set(_keys(row)) - words == set()


PROSE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


# What is written from the code


def _steady(value: Any) -> Any:
    """Return JSON without the shares of the model, which differ in the last digits by machine."""
    if isinstance(value, dict):
        return {k: _steady(v) for k, v in value.items() if k not in {"confidence", "type_top"}}
    return [_steady(v) for v in value] if isinstance(value, list) else value


def _parts() -> list[tuple[str, str, str]]:
    return [
        (name, part, body)
        for name in render.FILES
        for part, body in render.parts(_text(name)).items()
    ]


@pytest.mark.parametrize(("paper", "part", "body"), _parts(), ids=lambda v: v[:24])
def test_a_written_part_is_what_would_be_written_now(paper: str, part: str, body: str) -> None:
    now = render.WRITERS[part]()
    hint = f"{paper}: {part} is out of date; run `python -m docs.render`"
    if now is None:
        # The brief without a demo record and figures without floors cannot be written now; what
        # stands there was written once.
        assert body.strip(), hint
        return
    if part in CODED:
        was, now_is = (json.loads(BLOCK.findall(block)[0][1]) for block in (body, now))
        assert _steady(was) == _steady(now_is), hint
        return
    assert body == now, hint


def test_every_code_of_the_codebook_is_in_its_paper() -> None:
    text = _text("docs/codebook.md")
    codes = [entry.code for entry in plover.EVENT_TYPES]
    codes += [mode.code for entry in plover.EVENT_TYPES for mode in entry.modes]
    codes += [entry.code for entry in plover.CONTEXTS]
    codes += [entry.code for entry in plover.SECTORS]
    codes += [entry.code for entry in plover.NON_STATES]
    codes += list(plover.AUXILIARY_MODES)
    assert [code for code in codes if f"| {code} |" not in text and f"### {code}" not in text] == []


def test_a_paper_has_every_part_that_is_written_for_it() -> None:
    found = {part for _, part, _ in _parts()}
    assert found == set(render.WRITERS)


# Examples and links


@pytest.mark.parametrize("paper", [p for p in PAPERS if _blocks(p, "python")], ids=_name)
def test_the_python_of_a_paper_runs(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "example"}
    for block in _blocks(paper, "python"):
        exec(compile(block, _name(paper), "exec"), names)  # noqa: S102 - our own papers


@pytest.mark.parametrize("paper", PAPERS, ids=_name)
def test_every_link_leads_to_something(paper: Path) -> None:
    text = PROSE.sub("", paper.read_text(encoding="utf-8"))
    targets = [found["target"] for found in LINK.finditer(text)]
    local = [t.split("#")[0] for t in targets if "://" not in t and not t.startswith("mailto:")]
    assert [t for t in local if t and not (paper.parent / t).exists()] == []


def test_every_call_that_the_flow_names_exists() -> None:
    calls = set(re.findall(r"(?<!\w)`([a-z]+)\.([A-Za-z_]+)", _text("docs/flow.md")))
    calls -= {("pipeline", "py"), ("datetime", "date"), ("dragoman", "model")}
    assert calls
    places = ("dragoman", "dragoman.coding", "dragoman.ontology")
    absent = [
        f"{module}.{name}"
        for module, name in sorted(calls)
        if not any(hasattr(found, name) for found in _modules_called(places, module))
    ]
    assert absent == []


def _modules_called(places: tuple[str, ...], name: str) -> Iterator[object]:
    for place in places:
        if importlib.util.find_spec(f"{place}.{name}") is not None:
            yield importlib.import_module(f"{place}.{name}")


# One version


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads(_text("pyproject.toml"))["project"]["version"]
    cited = re.findall(r"^version: (\S+)$", _text("CITATION.cff"), re.MULTILINE)
    assert cited == [version]
    assert f"## [{version}]" in _text("CHANGELOG.md")


def test_every_decision_has_its_four_parts() -> None:
    parts = ("## Context", "## Decision", "## Consequences", "## What would change our mind")
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    lacking = {_name(d): p for d in decisions for p in parts if p not in _text(_name(d))}
    assert lacking == {}
