"""The limits of the house, read off the syntax trees of the code: what a review need not say.

Where a test fails, the code is too long, too wide or too silent; the limits stay.
"""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TREES = ("src", "eval", "training")
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_FUNCTION_LINES_P90 = 25
MAX_FUNCTION_LINES_MEAN = 12
MAX_PARAMETERS = 6
# Names that say nothing of what a module is for; such modules become a second core.
EMPTY_NAMES = {"utils", "util", "helper", "helpers", "manager", "managers", "common", "misc"}
# Where packages and weights come from is the business of pip and of nobody's code. Written in
# halves, so that this file does not name them either.
REGISTRIES = tuple(
    f"{name}.{end}"
    for name, end in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("huggingface", "co"),
        ("proxy.golang", "org"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("anaconda", "org"),
    )
)
TEXTS = {".cfg", ".cff", ".json", ".md", ".py", ".sh", ".sql", ".toml", ".tsv", ".txt", ".yml"}
FOLDERS = ("src", "eval", "training", "tests", "docs", "examples", ".ci", "bench", "web")

Function = ast.FunctionDef | ast.AsyncFunctionDef
# Blocks of a module that are executed as the module is.
_BLOCKS = (ast.If, ast.Try, ast.With)


@dataclass(frozen=True, slots=True)
class Module:
    """One file of code with its tree."""

    path: Path
    source: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path as a person reads it in a failure."""
        return self.path.relative_to(ROOT).as_posix()

    def at(self, node: ast.stmt | ast.expr | ast.ExceptHandler) -> str:
        """Return where a node stands, as an editor opens it."""
        return f"{self.name}:{node.lineno}"


@dataclass(frozen=True, slots=True)
class Defined:
    """A function or class, and whether a reader from outside is meant to use it."""

    module: Module
    node: Function | ast.ClassDef
    is_public: bool
    is_nested: bool = False
    is_method: bool = False

    @property
    def name(self) -> str:
        """Where it stands and what it is called."""
        return f"{self.module.at(self.node)} {self.node.name}"


def _modules() -> list[Module]:
    paths = sorted(path for tree in TREES for path in (ROOT / tree).rglob("*.py"))
    sources = ((path, path.read_text(encoding="utf-8")) for path in paths)
    return [Module(path, source, ast.parse(source)) for path, source in sources]


def _defined(module: Module) -> Iterator[Defined]:
    yield from _defined_in(module, module.tree, "module", is_public=True)


def _defined_in(module: Module, node: ast.AST, kind: str, *, is_public: bool) -> Iterator[Defined]:
    """Yield what a module, class or function defines, with what stands inside it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            seen = is_public and not child.name.startswith("_") and kind != "function"
            yield Defined(module, child, seen, kind == "function", kind == "class")
            inside = "class" if isinstance(child, ast.ClassDef) else "function"
            yield from _defined_in(module, child, inside, is_public=seen)
        else:
            yield from _defined_in(module, child, kind, is_public=is_public)


MODULES = _modules()
DEFINED = [defined for module in MODULES for defined in _defined(module)]
FUNCTIONS = [(entry, entry.node) for entry in DEFINED if isinstance(entry.node, Function)]


def _length(node: Function) -> int:
    """Return the lines of a function from its `def` to its end, its docstring left out."""
    assert node.end_lineno is not None
    lines = node.end_lineno - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is None or first.end_lineno is None:
        return lines
    return lines - (first.end_lineno - first.lineno + 1)


def test_the_trees_hold_code() -> None:
    assert {module.path.relative_to(ROOT).parts[0] for module in MODULES} == set(TREES)


def test_no_file_is_longer_than_the_house_allows() -> None:
    lengths = {module.name: len(module.source.splitlines()) for module in MODULES}
    assert {name: n for name, n in lengths.items() if n > MAX_FILE_LINES} == {}


def test_no_function_is_longer_than_the_house_allows() -> None:
    lengths = {entry.name: _length(node) for entry, node in FUNCTIONS}
    assert {name: n for name, n in lengths.items() if n > MAX_FUNCTION_LINES} == {}


def test_nine_functions_of_ten_are_short() -> None:
    lengths = [_length(node) for _, node in FUNCTIONS]
    assert statistics.quantiles(lengths, n=10)[-1] <= MAX_FUNCTION_LINES_P90


def test_functions_are_short_on_average() -> None:
    assert statistics.mean(_length(node) for _, node in FUNCTIONS) <= MAX_FUNCTION_LINES_MEAN


def _is_command(node: Function) -> bool:
    """Tell whether click calls a function: each option of the command is an argument of it."""
    calls = (mark.func if isinstance(mark, ast.Call) else mark for mark in node.decorator_list)
    return any(isinstance(call, ast.Attribute) and call.attr == "command" for call in calls)


def _parameters(entry: Defined, node: Function) -> int:
    """Return how many values a caller gives; `self` and `cls` come by themselves."""
    spec = node.args
    named = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg]
    count = sum(argument is not None for argument in named)
    static = any(
        isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in node.decorator_list
    )
    return count - 1 if entry.is_method and not static else count


def test_no_function_takes_more_parameters_than_the_house_allows() -> None:
    counts = {e.name: _parameters(e, node) for e, node in FUNCTIONS if not _is_command(node)}
    assert {name: n for name, n in counts.items() if n > MAX_PARAMETERS} == {}


def test_every_function_says_what_it_returns() -> None:
    silent = [e.name for e, node in FUNCTIONS if node.returns is None]
    # An initialiser returns nothing, and mypy knows it from its arguments.
    assert [name for name in silent if not name.endswith("__init__")] == []


def test_every_module_says_what_it_is_for() -> None:
    assert [module.name for module in MODULES if not ast.get_docstring(module.tree)] == []


def test_every_public_function_and_class_says_what_it_is_for() -> None:
    assert [e.name for e in DEFINED if e.is_public and not ast.get_docstring(e.node)] == []


def test_only_faces_print() -> None:
    # Benchmarks and recipes are commands too.
    talking = ("src/dragoman/faces/", "eval/", "training/")
    calls = [
        module.at(node)
        for module in MODULES
        if not module.name.startswith(talking)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert calls == []


def _handlers() -> Iterator[tuple[Module, ast.ExceptHandler]]:
    for module in MODULES:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler):
                yield module, node


def test_no_exception_is_caught_without_a_name() -> None:
    assert [module.at(node) for module, node in _handlers() if node.type is None] == []


def _says_nothing(statement: ast.stmt) -> bool:
    ellipsis = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return ellipsis or isinstance(statement, ast.Pass)


def test_no_exception_is_swallowed() -> None:
    silent = [module.at(node) for module, node in _handlers() if all(map(_says_nothing, node.body))]
    assert silent == []


def _catches_all(kind: ast.expr | None) -> bool:
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(isinstance(k, ast.Name) and k.id in {"Exception", "BaseException"} for k in kinds)


def test_whoever_catches_every_exception_raises_or_uses_it() -> None:
    lost = [
        module.at(node)
        for module, node in _handlers()
        if _catches_all(node.type)
        and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
        and not any(isinstance(n, ast.Name) and n.id == node.name for n in ast.walk(node))
    ]
    assert lost == []


def test_no_block_suppresses_every_exception() -> None:
    calls = [
        (module, node)
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress")
    ]
    lost = [m.at(node) for m, node in calls if any(_catches_all(kind) for kind in node.args)]
    assert lost == []


def _exports(module: Module) -> list[str] | None:
    """Return the names of `__all__` in their order, None where a module has none."""
    for node in module.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets):
            assert isinstance(node, ast.Assign)
            names: list[str] = ast.literal_eval(node.value)
            return names
    return None


def _bound(body: list[ast.stmt]) -> Iterator[tuple[str, bool]]:
    """Yield each name that a module binds, and whether it is a function or class of its own."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef):
            yield node.name, True
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name, False) for alias in node.names)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((target.id, False) for target in targets if isinstance(target, ast.Name))
        elif isinstance(node, _BLOCKS):
            yield from _bound(node.body)


EXPORTING = [(module, names) for module in MODULES if (names := _exports(module)) is not None]


def test_some_modules_list_what_they_export() -> None:
    assert "src/dragoman/errors.py" in {module.name for module, _ in EXPORTING}


# As ruff sorts them: constants, classes, functions, each by name.
def _sorted(names: list[str]) -> list[str]:
    def kind(name: str) -> int:
        return 0 if name.isupper() else 1 if name[:1].isupper() else 2

    return sorted(names, key=lambda name: (kind(name), name))


@pytest.mark.parametrize(("module", "names"), EXPORTING, ids=lambda v: getattr(v, "name", ""))
def test_what_a_module_exports_is_sorted_and_true(module: Module, names: list[str]) -> None:
    bound = dict(_bound(module.tree.body))
    public = {name for name, is_own in bound.items() if is_own and not name.startswith("_")}
    assert names == _sorted(names)
    assert len(names) == len(set(names))
    assert set(names) - set(bound) == set()
    assert public - set(names) == set()


def test_what_a_user_imports_fits_on_one_screen() -> None:
    [names] = [names for module, names in EXPORTING if module.name == "src/dragoman/__init__.py"]
    assert len(names) <= 20


def test_no_module_has_a_name_that_says_nothing() -> None:
    parts = {part for m in MODULES for part in m.path.relative_to(ROOT).with_suffix("").parts}
    assert parts & EMPTY_NAMES == set()


def _texts() -> Iterator[Path]:
    """Yield every text that people wrote: the papers at the root, and the folders."""
    yield from (p for p in ROOT.iterdir() if p.is_file())
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            weights = "weights" in path.parts and path.suffix != ".md"
            # What `make islands` installs is not ours and in no commit.
            ours = "node_modules" not in path.parts
            if path.suffix in TEXTS and path.is_file() and not weights and ours:
                yield path


def test_no_file_names_the_host_of_a_registry() -> None:
    named = {
        path.relative_to(ROOT).as_posix(): host
        for path in _texts()
        for host in REGISTRIES
        if host in path.read_text(encoding="utf-8", errors="replace")
    }
    assert named == {}


# What another package of ours imports, where that does not ask for it itself.
FOR_OTHERS = {"lxml-html-clean", "python-multipart"}


def test_whoever_installs_the_product_installs_nothing_that_it_does_not_import() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    parts = project["optional-dependencies"]
    asked = [*project["dependencies"], *parts["web"], *parts["live"]]
    names = {_distribution(re.split(r"[\[<>=]", each)[0]) for each in asked} - FOR_OTHERS
    makers = packages_distributions()
    imported = {
        _distribution(maker)
        for module in MODULES
        if module.name.startswith("src/")
        for top in _imported(module.tree)
        for maker in makers.get(top, [])
    }
    assert names - imported == set()


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield the top of every module that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _distribution(name: str) -> str:
    """Return the name of a package as its registry writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()
