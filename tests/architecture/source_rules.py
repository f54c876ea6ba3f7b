"""House rules that can be read off a source file: functions from a file to the lines that break them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Each may import those to its left (and itself), never those to its right.
PACKAGES = ("geodata", "agents", "model", "experiments", "dashboards")
# Where nothing may speak to the terminal or draw from a generator that somebody else holds.
MODEL_PACKAGES = ("geodata", "agents", "model")
LONGEST_FILE = 400
# Keys that nobody may guess are the one kind of draw that must not be addressed.
DOOR_KEYS = "dashboards.workshop.keys"


@dataclass(frozen=True)
class SourceFile:
    """One Python file of the program: its dotted module name and its text."""

    module: str
    text: str
    is_package: bool = False

    @property
    def package(self) -> str:
        return self.module.split(".")[0]

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.module)


@lru_cache(maxsize=1)
def source_files() -> tuple[SourceFile, ...]:
    """Every Python file of the five packages, sorted by path."""
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> SourceFile:
    parts = path.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    module = ".".join(parts[:-1] if is_package else parts)
    return SourceFile(module, path.read_text(encoding="utf-8"), is_package)


def imported_modules(file: SourceFile) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of all that a file imports; `from a import b` counts as `a.b`."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(file, node)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            literals = [argument for argument in node.args[:1] if isinstance(argument, ast.Constant)]
            yield from ((node.lineno, str(argument.value)) for argument in literals)


def _absolute(file: SourceFile, node: ast.ImportFrom) -> str:
    if node.level == 0:
        return node.module or ""
    parents = file.module.split(".")
    climb = node.level - 1 if file.is_package else node.level
    kept = parents[: len(parents) - climb]
    return ".".join([*kept, node.module] if node.module else kept)


def imports_against_the_flow(file: SourceFile) -> list[str]:
    """Imports of a folder to the right of the file's own."""
    allowed = PACKAGES[: PACKAGES.index(file.package) + 1]
    return [
        f"line {line}: {file.package} may not import {name} (only {', '.join(allowed)})"
        for line, name in imported_modules(file)
        if name.split(".")[0] in PACKAGES and name.split(".")[0] not in allowed
    ]


def core_imports_of_others(file: SourceFile) -> list[str]:
    """Imports by `agents.core` of anything of ours but `agents.core`."""
    if not f"{file.module}.".startswith("agents.core."):
        return []
    return [
        f"line {line}: agents.core knows nothing of {name}"
        for line, name in imported_modules(file)
        if name.split(".")[0] in (*PACKAGES, "tests") and not f"{name}.".startswith("agents.core.")
    ]


def mechanisms_that_know_a_policy(file: SourceFile) -> list[str]:
    """Mechanisms, letting and agents know levers, never a policy."""
    if not file.module.startswith(("model.mechanisms", "model.letting", "agents.")):
        return []
    return [
        f"line {line} imports {module}"
        for line, module in imported_modules(file)
        if module.startswith("model.policies")
    ]


def imports_of_tests(file: SourceFile) -> list[str]:
    """Imports of the test suite by the program."""
    return [f"line {line}: {name}" for line, name in imported_modules(file) if name.split(".")[0] == "tests"]


def unaddressed_randomness(file: SourceFile) -> list[str]:
    """Any draw not made by `agents.core.draws`: random, numpy.random, secrets, scipy's rvs, df.sample."""
    if file.module == DOOR_KEYS:
        return []
    found = [
        f"line {line}: {name}"
        for line, name in imported_modules(file)
        if name.split(".")[0] in ("random", "secrets")
        or f"{name}.".startswith("numpy.random.")
        or name in ("uuid.uuid1", "uuid.uuid4", "os.urandom")
    ]
    for node in ast.walk(file.tree):
        draws = isinstance(node, ast.Attribute) and _draws(node)
        if draws or (isinstance(node, ast.Call) and _samples_a_table(node)):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


def _samples_a_table(node: ast.Call) -> bool:
    given = {keyword.arg for keyword in node.keywords}
    return _called(node) == "sample" and bool(given & {"n", "frac", "replace", "weights", "random_state"})


def _draws(node: ast.Attribute) -> bool:
    if ast.unparse(node) in ("np.random", "numpy.random", "uuid.uuid1", "uuid.uuid4", "os.urandom"):
        return True
    if node.attr in ("rvs", "default_rng", "RandomState", "sample_points"):
        return True
    # Mesa lends every model a generator.
    return node.attr == "shuffle_do" or ast.unparse(node) in (
        "self.random",
        "self.rng",
        "model.random",
        "model.rng",
        "self.model.random",
        "self.model.rng",
    )


def prints(file: SourceFile) -> list[str]:
    """Calls of print where only the command line may speak."""
    if file.package not in MODEL_PACKAGES:
        return []
    calls = (node for node in ast.walk(file.tree) if isinstance(node, ast.Call))
    return [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in calls
        if isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


def star_imports(file: SourceFile) -> list[str]:
    """`from x import *`."""
    return [
        f"line {node.lineno}: from {node.module} import *"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]


def swallowed_errors(file: SourceFile) -> list[str]:
    """`except:` without a type, and `except Exception: pass`."""
    found = []
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        everything = isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
        silent = len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
        if node.type is None or (everything and silent):
            found.append(f"line {node.lineno}: except {'' if node.type is None else ast.unparse(node.type)}")
    return found


def too_long(file: SourceFile) -> list[str]:
    """A file past the length where one asks what second thing lives in it."""
    lines = file.text.count("\n")
    return [f"{lines} lines, at most {LONGEST_FILE}"] if lines > LONGEST_FILE else []


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
