"""`python -m tests.mutation.run [--sample N] [--only TEXT]`: mutate the law, and say which mutants no test notices."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from tests.mutation.tree import BASE, make_tree

TREE = BASE / ".data" / "mutants"
REPORT = BASE / ".data" / "mutants.json"
TESTS = ("tests/standards", "tests/law", "tests/settling", "--ignore=tests/law/test_guide.py")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="draw so many mutants at random, always the same (default: all)")
    parser.add_argument("--seed", default="1", help="which draw: tests written for one say nothing of another (default: 1)")
    parser.add_argument("--only", default="", help="only mutants whose name contains this")
    asked = parser.parse_args()
    sys.stdout.write(f"{make_tree(TREE):,} mutants in {TREE}\n")
    sys.stdout.flush()
    return subprocess.run(_command(), cwd=TREE, env=_environment(asked.sample, asked.only, asked.seed), check=False).returncode


def _command() -> list[str]:
    plugins = ("-p", "tests.mutation.forks", "-p", "no:cacheprovider", "-p", "no:xdist")
    return [sys.executable, "-m", "pytest", "-q", *plugins, *TESTS]


def _environment(sample: int | None, only: str, seed: str) -> dict[str, str]:
    """No database is asked for anything; a server that is not there keeps the embedded one from starting."""
    named = {"MUTATION_REPORT": str(REPORT), "MUTATION_SAMPLE": str(sample or ""), "MUTATION_ONLY": only, "MUTATION_SEED": seed}
    return (
        os.environ
        | named
        | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    )


if __name__ == "__main__":
    sys.exit(main())
