"""A copy of the code in which every function of the law stands with all of its mutants."""

from __future__ import annotations

import shutil
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

BASE = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "assessments", "communities", "config", "facilities", "intake", "pilots", "static", "templates", "tests")
FILES = ("manage.py", "pyproject.toml", "CHANGELOG.md")
MUTATED = Path("assessments/standards")


def make_tree(into: Path) -> int:
    """Write the tree, replacing what is there; the number of mutants in it."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for room in ROOMS:
        shutil.copytree(BASE / room, into / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(BASE / name, into / name)
    return sum(_mutate(path) for path in sorted((into / MUTATED).rglob("*.py")))


def _mutate(path: Path) -> int:
    made = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
    path.write_text(made.code, encoding="utf-8")
    return len(made.mutant_names)
