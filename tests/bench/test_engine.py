"""The engine alone: a nation of random facts at once against the same code one community at a time."""

import sys
from datetime import date

import numpy as np
import pytest

from assessments.law import rules_on
from assessments.standards.columns import Column, Facts
from assessments.standards.evaluate import evaluate
from assessments.standards.fact_names import fact_kind
from tests.bench.table import timed

pytestmark = pytest.mark.bench
NATION, ALONE = 124_650, 300
DAY = date(2026, 6, 30)
LARGEST = {
    "area": 200_000,
    "households": 5_000,
    "persons": 12_000,
    "flag": 2,
    "state": 3,
    "maturity": 4,
    "count": 4,
    "build_class": 2,
    "month": 24_300,
}


def random_facts(size: int) -> Facts:
    """Every fact the rules read, seven in ten known."""
    draw = np.random.default_rng(1)
    names = sorted({name for rule in rules_on(DAY) for name in rule.inputs()})
    columns = {
        name: Column(draw.integers(0, LARGEST[fact_kind(name).unit], size, dtype=np.int64), draw.random(size) < 0.7)
        for name in names
    }
    return Facts(tuple(str(code) for code in range(size)), columns)


def test_all_at_once_against_one_by_one() -> None:
    facts, rules = random_facts(NATION), rules_on(DAY)
    with timed(f"engine: {NATION:,} communities x {len(rules)} rules at once") as together:
        evaluate(rules, facts, DAY)
    with timed(f"engine: {ALONE} communities one by one") as alone:
        for row in range(ALONE):
            evaluate(rules, facts.row(row), DAY)
    ratio = (alone[0] / ALONE) / (together[0] / NATION)
    sys.stdout.write(f"\nper community, one by one costs {ratio:,.0f} times as much\n")
    assert ratio > 1
