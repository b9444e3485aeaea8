"""Scores and ranks of a nation of random verdicts, under the chosen weights and all the others."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from assessments.law import all_rules, rules_on
from assessments.scores.counting import count
from assessments.scores.loading import weight_sets
from assessments.scores.standing import standing
from assessments.standards.model import Rule
from tests.bench.table import timed

pytestmark = pytest.mark.bench
NATION, DAY = 116_000, date(2026, 6, 30)


@pytest.mark.parametrize("rules", [rules_on(DAY), all_rules()], ids=["the default law", "every rule of every pack"])
def test_a_nation_is_scored(rules: Sequence[Rule]) -> None:
    """Of every pack, random shares have a common denominator too large for 64 bits: that is slower, and as exact."""
    verdicts = np.random.default_rng(1).integers(1, 5, (NATION, len(rules))).astype(np.int8)
    with timed(f"scores: {NATION:,} communities x {len(rules)} rules counted"):
        counts = count(verdicts, rules)
    for chosen in weight_sets():
        with timed(f"scores: {chosen.id}, with its moves"):
            found = standing(counts, chosen, weight_sets())
        assert found.ranked == NATION
