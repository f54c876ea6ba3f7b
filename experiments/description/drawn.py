"""Where the model draws: the address of each decision, found in the program's own text."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from experiments.assumptions.used import module_text, modules

DRAWING = (
    "uniform", "normal", "integer", "bits", "stream", "streams", "by_lot", "destinations", "_count", "through",
    "align", "order", "ranks", "grade",
)  # fmt: skip
"""Calls that draw, or that hand a decision on to one that does."""
POPULATION = ("align", "order", "ranks", "grade")
"""Those of the population's alignment, whose decisions are addressed as `population.<decision>`."""


def decisions() -> dict[str, tuple[str, ...]]:
    """The decisions drawn in each module of the model; a part that is filled in stands in braces."""
    found = {module: tuple(sorted(set(_in(module_text(module))))) for module in modules()}
    return {module: names for module, names in found.items() if names}


def _in(text: str) -> Iterator[str]:
    tree = ast.parse(text)
    known = _constants(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else str(getattr(node.func, "id", ""))
        if called in DRAWING:
            words = {word for argument in node.args for word in _words(argument, known)}
            words = {f"population.{word}" if called in POPULATION else word for word in words}
            # A word alone is filled into an address elsewhere in the file.
            yield from (word for word in words if "." in word)


def _constants(tree: ast.Module) -> dict[str, list[str]]:
    """What a name stands for: a constant of the file, or the words a loop over a written list goes through."""
    known: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and node in tree.body:
            for target in node.targets:
                known |= _named(target, node.value)
        elif isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple):
            for each in node.iter.elts:
                for name, words in _named(node.target, each).items():
                    known[name] = [*known.get(name, []), *words]
    return known


def _named(target: ast.expr, value: ast.expr) -> dict[str, list[str]]:
    if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
        return {target.id: [value.value]}
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=False)
        return {name: words for pair in pairs for name, words in _named(*pair).items()}
    return {}


def _words(node: ast.expr, known: Mapping[str, list[str]]) -> list[str]:
    """Decisions that an argument may name."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.Name):
        return known.get(node.id, [])
    if isinstance(node, ast.JoinedStr):
        return ["".join(_part(part, known) for part in node.values)]
    if isinstance(node, ast.IfExp):
        return [*_words(node.body, known), *_words(node.orelse, known)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [a + b for a in _words(node.left, known) for b in _words(node.right, known)]
    return []


def _part(part: ast.expr, known: Mapping[str, list[str]]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    word = ast.unparse(part.value if isinstance(part, ast.FormattedValue) else part)
    return known[word][0] if len(known.get(word, [])) == 1 else f"{{{word}}}"
