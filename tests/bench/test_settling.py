"""Facts worth collecting: a nation of random facts, ranked."""

import numpy as np
import pytest

from assessments.facts.asks import asks_of, rests_on
from assessments.law import rules_on
from assessments.standards.columns import Column
from assessments.standards.fact_names import fact_kind
from assessments.standards.undecided import apart, undecided
from assessments.standards.worth import Open, collecting_order, worths
from tests.bench.table import timed
from tests.bench.test_engine import DAY, NATION, random_facts

pytestmark = pytest.mark.bench
STEPS = 20


def test_the_nation_is_ranked() -> None:
    facts, rules = random_facts(NATION), rules_on(DAY)
    for name, column in facts.columns.items():
        if not fact_kind(name).grows:  # an unknown plain fact is 0, as it is read
            facts.columns[name] = Column(np.where(column.known, column.value, 0), column.known)  # type: ignore[index]  # made as a dict
    with timed(f"settling: {NATION:,} communities x {len(rules)} rules by pattern"):
        found = []
        for rule in rules:
            for pattern in undecided(rule, facts, DAY).patterns:
                missing = pattern.settling.facts
                for rows, unknown in apart(pattern.rows, facts, [each for name in missing for each in rests_on(name)]):
                    asks = frozenset(ask for name in missing for ask in asks_of(name, unknown))
                    found.append(Open(asks, rows, rule.level.binding))
    with timed("settling: ranked"):
        ranked = worths(found, NATION)
    with timed(f"settling: an order of {STEPS} steps"):
        assert len(collecting_order(found, [worth.ask for worth in ranked], STEPS)) == STEPS
