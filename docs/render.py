"""Fill the parts of the docs that code can write: `python -m docs.render`.

A part stands between `<!-- output:NAME -->` and `<!-- /output -->`; what is outside of such
marks is never touched. tests/test_docs.py fails when a part is not what would be written now.
"""  # noqa: INP001 - docs is no package; it is run from the root of the repository

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.answers.alerts import alert_in, tell
from dragoman.coding import Coder
from dragoman.faces.texts.alert_text import write_tested
from dragoman.faces.texts.sheet import Sheet
from dragoman.model import Alert, Page, Reading
from dragoman.model.wire import agenda_to_json, article_to_json, claim_to_json, rejection_to_json
from dragoman.ontology import plover
from dragoman.pipeline import read_page
from dragoman.record import Record

ROOT = Path(__file__).parents[1]
FILES = (
    "README.md",
    "docs/alerts.md",
    "docs/answers.md",
    "docs/claims.md",
    "docs/codebook.md",
    "docs/limits.md",
)
FLOORS = ROOT / "eval/floors.json"
MAIN_MEASURES = ("detection_f1", "dyad_f1", "status_accuracy", "voice_f1", "when_accuracy")
# What is measured, our figure (the floor to look up, or a number where none is pinned), those of
# others, and on which texts.
PEERS = (
    (
        "acts in their sentences, of the right type, F1",
        ("events", "gold/dev.jsonl", "detection_f1"),
        "two annotators blind to each other .89; NGEC .69 of events found, types .52 (macro F1, "
        "500 documents); PETRARCH-2 .70 and UniversalPetrarch .78 (source, target and code, on 74 "
        "and 78 sentences of their own validation set, rerun)",
        "nine stories of ours; each of the others on texts of its own",
    ),
    (
        "what passes between two given parties, 15 roots, macro F1",
        ".874",
        "ZSP, 355 M parameters, .824 without training",
        "PLV: ours in five folds of the training part, ZSP on the test part",
    ),
    (
        "the value of a date, F1",
        ("timex", "tempeval3/TBAQ-cleaned/TimeBank", "value_f1"),
        "HeidelTime 2.2.1 .785",
        "odd half of TimeBank, the same scorer",
    ),
    (
        "the body of a page, F1",
        ("pages", "article_extraction", "f1"),
        "trafilatura .960 to .964, the best published .970",
        "the benchmark of article extraction: ours on 91 of its 181 pages, theirs on all",
    ),
    (
        "which reports tell one story, B-cubed F1",
        ("stories", "ecbplus", "b3_f1"),
        "TF-IDF with average linkage .88 to .89",
        "ECB+",
    ),
    (
        "dated shifts of a series, F1",
        ("shifts", "tcpd", "f1"),
        "KernelCPD .763, no shift at all .696",
        "16 series of TCPDBench",
    ),
    (
        "who acts on whom next, MRR",
        ("ranking", "icews/icews14", "mrr"),
        "TiRGN .440, TLogic .425",
        "ICEWS14: ours on its validation part, theirs on its test part",
    ),
)
ANSWERS = ROOT / "src/dragoman/answers"
SAMPLE = "docs/sample.txt"
OUTLET = "Sevan Post"
# What `make demo` leaves; the brief is told from it where it is there.
DEMO = ROOT / "demo-record"
DEMO_DAY = "2020-10-10"
# What of the brief the README shows: enough to see what it is.
SHOWN = ("DRAWING CLOSER", "OVERSHADOWED")
WIDTH = 100
PART = re.compile(r"(<!-- output:(?P<name>[\w-]+) -->\n)(?P<body>.*?)(<!-- /output -->)", re.DOTALL)


def parts(text: str) -> dict[str, str]:
    """Return the written parts of a paper, by name."""
    return {found["name"]: found["body"] for found in PART.finditer(text)}


def filled(text: str) -> str:
    """Return a paper with every part as it would be written now."""

    def fill(found: re.Match[str]) -> str:
        written = WRITERS[found["name"]]()
        return found[1] + (found["body"] if written is None else written) + found[4]

    return PART.sub(fill, text)


@cache
def reading() -> Reading:
    """Return everything that comes out of the sample page."""
    raw = (ROOT / SAMPLE).read_bytes()
    return read_page(Page(raw=raw, origin=SAMPLE, outlet=OUTLET), Coder.load())


def claim_part() -> str:
    """Return the first claim of the sample page, as `dragoman code` prints it, on many lines."""
    return fenced(claim_to_json(reading().claims[0]))


def agenda_part() -> str:
    """Return the first thing due of the sample page."""
    return fenced(agenda_to_json(reading().agenda[0]))


def article_part() -> str:
    """Return the article of the sample page."""
    return fenced(article_to_json(reading().article))


def rejection_part() -> str:
    """Return the first rejection of the sample page."""
    return fenced(rejection_to_json(reading().rejections[0]))


def brief_part() -> str | None:
    """Return two sections of the brief of the demo; None where there is no demo record."""
    if not (DEMO / "record.toml").is_file():
        return None
    asked = ["--record", str(DEMO), "brief", "--today", DEMO_DAY]
    told = subprocess.run(
        [Path(sys.executable).with_name("dragoman"), *asked],
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": str(WIDTH), "NO_COLOR": "1"},
    )
    title, *sections = re.split(r"\n\n(?=\S)", told.stdout)
    shown = [section for section in sections if section.startswith(SHOWN)]
    return "```text\n" + "\n\n".join([title, *shown]) + "\n```\n"


def alerts_part() -> str | None:
    """Return what the alert of its paper gave on the demo; None where there is no demo record.

    It is asked without being saved, so that the demo record stays as it is.
    """
    if not (DEMO / "record.toml").is_file():
        return None
    alert = Alert(
        name="armenia-azerbaijan", query=(("dyad", "ARM,AZE"),), at_least=3, within=7, origins=2
    )
    until = date.fromisoformat(DEMO_DAY)
    with Record.open(DEMO) as record:
        view = record.view()
        claims = view.claims(dyad=("ARM", "AZE"))
        answer = alert_in(tell(view), alert, claims, until - timedelta(days=89), until)
    sheet = Sheet(WIDTH)
    write_tested(sheet, [answer])
    return f"```text\n{sheet.text()}\n```\n"


def fenced(row: dict[str, Any]) -> str:
    """Return a line of JSON as a block that a person can read: wrapped between its fields."""
    return f"```json\n{_wrapped(row, 0)}\n```\n"


def _wrapped(value: Any, depth: int) -> str:
    """Return JSON on as many lines as it needs, each member whole where it fits on one."""
    line = _quoted(value)
    if len(line) + depth <= WIDTH or not isinstance(value, dict | list):
        return line
    inside = depth + 1
    if isinstance(value, list):
        return f"[{_filled_lines([_wrapped(v, inside) for v in value], inside)}]"
    members = [f"{_quoted(key)}: {_wrapped(v, inside)}" for key, v in value.items()]
    return f"{{{_filled_lines(members, inside)}}}"


def _filled_lines(members: list[str], depth: int) -> str:
    """Return members with commas between them, a new line where the last one is full."""
    lines = [members[0]]
    for member in members[1:]:
        last = lines[-1].rsplit("\n", maxsplit=1)[-1]
        if "\n" in member or depth + len(last) + len(member) + 2 > WIDTH:
            lines.append(member)
        else:
            lines[-1] += f", {member}"
    return f",\n{' ' * depth}".join(lines)


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def types_part() -> str:
    """Return the event types with their modes, one section for each type."""
    return "\n".join(_type_section(entry) for entry in plover.EVENT_TYPES)


def _type_section(entry: plover.EventType) -> str:
    need = ", needs a recipient" if entry.needs_recipient else ""
    lines = [
        f"### {entry.code}",
        "",
        f"{entry.quad}, score {entry.score:+.1f}{need}. {entry.definition}",
        "",
    ]
    if entry.modes:
        rows = ((m.code, f"{m.score:+.1f}", m.definition) for m in entry.modes)
        lines += [*_table(("mode", "score", "meaning"), rows), ""]
    return "\n".join(lines)


def overview_part() -> str:
    """Return the event types on one page, by quad."""
    rows = (
        (quad, e.code, f"{e.score:+.1f}", "yes" if e.needs_recipient else "", str(len(e.modes)))
        for quad in plover.QUADS
        for e in plover.EVENT_TYPES
        if e.quad == quad
    )
    return _lines(_table(("quad", "type", "score", "needs a recipient", "modes"), rows))


def contexts_part() -> str:
    """Return the contexts."""
    rows = ((entry.code, entry.definition) for entry in plover.CONTEXTS)
    return _lines(_table(("context", "meaning"), rows))


def actors_part() -> str:
    """Return the sectors, and the codes that stand where a country would."""
    sectors = ((entry.code, entry.definition) for entry in plover.SECTORS)
    others = ((entry.code, entry.name, entry.definition) for entry in plover.NON_STATES)
    return _lines(
        [
            *_table(("sector", "meaning"), sectors),
            "",
            *_table(("code", "name", "meaning"), others),
        ]
    )


def auxiliary_part() -> str:
    """Return the auxiliary modes of PLOVER."""
    return _lines(_table(("auxiliary mode", "meaning"), plover.AUXILIARY_MODES.items()))


def figures_part() -> str | None:
    """Return what the gate holds every benchmark to; None while no floor is pinned."""
    return _figures(lambda _benchmark, _measure: True)


def main_figures_part() -> str | None:
    """Return the few of them that a reader should know first."""
    return _figures(lambda name, measure: name == "events" and measure in MAIN_MEASURES)


def _figures(is_wanted: Callable[[str, str], bool]) -> str | None:
    if not FLOORS.is_file():
        return None
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    rows = (
        (f"`{pin['benchmark']} {pin['path']}`", measure, f"{floor:.3f}")
        for pin in pinned.values()
        for measure, floor in pin["floors"].items()
        if is_wanted(pin["benchmark"], measure)
    )
    return _lines(_table(("benchmark", "measure", "figure"), rows))


def peers_part() -> str | None:
    """Return our figures beside those of others; None while no floor is pinned."""
    if not FLOORS.is_file():
        return None
    pins = json.loads(FLOORS.read_text(encoding="utf-8")).values()
    ours = {(p["benchmark"], p["path"], name): f for p in pins for name, f in p["floors"].items()}
    rows = (
        (what, f"{ours[asked]:.3f}".lstrip("0") if isinstance(asked, tuple) else asked, peers, on)
        for what, asked, peers, on in PEERS
    )
    return _lines(_table(("what", "Dragoman", "others", "measured on"), rows))


def thresholds_part() -> str:
    """Return every number that an answer hangs on, with the reason that stands above it."""
    rows = (row for path in sorted(ANSWERS.rglob("*.py")) for row in _constants(path))
    return _lines(_table(("where", "number", "value", "why"), rows))


def _constants(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the numbers of a module with the comments above them."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        name, value = node.targets[0].id, ast.unparse(node.value)
        if name.isupper() and value[0].isdigit():
            yield (
                ".".join(path.relative_to(ANSWERS).with_suffix("").parts),
                f"`{name}`",
                value,
                _comment_above(lines, node.lineno - 1),
            )


def _comment_above(lines: list[str], end: int) -> str:
    """Return the comment that ends above a line, as one sentence or more."""
    start = end
    while start and lines[start - 1].startswith("# "):
        start -= 1
    return " ".join(line.removeprefix("# ") for line in lines[start:end])


def _table(names: tuple[str, ...], rows: Any) -> Iterator[str]:
    yield f"| {' | '.join(names)} |"
    yield "|" + "---|" * len(names)
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _lines(lines: Any) -> str:
    return "".join(f"{line}\n" for line in lines)


# By the name in the mark.
WRITERS: dict[str, Callable[[], str | None]] = {
    "actors": actors_part,
    "agenda": agenda_part,
    "alerts": alerts_part,
    "article": article_part,
    "auxiliary": auxiliary_part,
    "brief": brief_part,
    "claim": claim_part,
    "contexts": contexts_part,
    "overview": overview_part,
    "peers": peers_part,
    "figures": figures_part,
    "main-figures": main_figures_part,
    "rejection": rejection_part,
    "thresholds": thresholds_part,
    "types": types_part,
}


def main() -> None:
    """Write every part of every paper."""
    for name in FILES:
        paper = ROOT / name
        text = paper.read_text(encoding="utf-8")
        written = filled(text)
        paper.write_text(written, encoding="utf-8")
        sys.stdout.write(f"{name}: {'written' if written != text else 'as it was'}\n")


if __name__ == "__main__":
    main()
