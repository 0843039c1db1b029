"""Sizes, names and places of imports that keep the house readable."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 500
LONGEST_TEST = 750
LONGEST_FUNCTION = 60
NAMES_WITHOUT_A_SUBJECT = {"utils", "helpers", "common", "misc"}


def modules(*roots: str) -> Iterator[Path]:
    for root in roots:
        for path in sorted((ROOT / root).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def own_imports_in_functions(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "nhipcau"] if node.level == 0 else ["nhipcau"]
            if isinstance(node, ast.stmt) and any(n.split(".")[0] in {"vanban", "nhipcau"} for n in names):
                yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for root, limit in (("src", LONGEST_MODULE), ("benchmarks", LONGEST_MODULE), ("tests", LONGEST_TEST))
        for path in modules(root)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > limit
    ]
    assert long == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1}"
        for path in modules("src", "benchmarks", "scripts")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_every_module_is_named_by_its_subject() -> None:
    assert [p for p in modules("src", "tests") if {p.stem, *p.parts} & NAMES_WITHOUT_A_SUBJECT] == []


def test_own_imports_stand_at_the_top() -> None:
    assert [place for path in modules("src") for place in own_imports_in_functions(path)] == []


@pytest.mark.parametrize("path", list(modules("src")), ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_public_names_say_what_they_are_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]
    assert silent == []
