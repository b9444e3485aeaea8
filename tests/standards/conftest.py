"""The pack under test and the day whose law applies."""

from datetime import date

import pytest

from assessments.standards.loading import pack_named
from assessments.standards.model import Pack, Rule, rules_in_force

PACK_ID = "cn-pilot-2022-48"
DAY = date(2026, 1, 1)
"""A day on which every pack has begun."""


@pytest.fixture(scope="session")
def pack() -> Pack:
    return pack_named(PACK_ID)


@pytest.fixture(scope="session")
def rules(pack: Pack) -> tuple[Rule, ...]:
    return rules_in_force(pack, DAY)
