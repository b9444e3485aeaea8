"""The sample city holds the faults that its description promises, and no other."""

from collections import defaultdict

import pytest

from assessments.checks.book import all_checks
from assessments.selectors.faults import faults
from communities.scope import AreaScope
from intake.sample import SAMPLE_DAY, holes
from tests.assessments.sample import load_sample_city

EXPECTED = {
    "DATA-DAY-01": [holes.COMPLEX_IN_FUTURE, "900102002002"],
    "DATA-LST-01": [holes.FLOOR_UNKNOWN, holes.ONE_OF_TWO_UNKNOWN],
    "DATA-LST-02": [holes.FLOOR_UNKNOWN, holes.ACTIVITY_UNKNOWN, holes.ONE_OF_TWO_UNKNOWN],
    "DATA-ANS-06": [holes.CONSULTED_WITHOUT_MATTER],
}
"""What the description of the sample promises."""

ANSWERS_DRAWN = {"DATA-ANS-02", "DATA-ANS-03"}
"""Faults that come of answers which the sample draws without a look at its register."""


@pytest.mark.django_db
def test_only_what_is_meant_is_wrong() -> None:
    load_sample_city()
    struck: dict[str, list[str]] = defaultdict(list)
    found = faults(AreaScope.everywhere(), all_checks(), as_of=SAMPLE_DAY)
    for fault in found:
        struck[fault.check.code].append(fault.place.code)
    assert {code: places for code, places in struck.items() if code not in ANSWERS_DRAWN} == EXPECTED
    assert holes.SITE_THOUGH_IMPOSSIBLE in struck["DATA-ANS-02"]
    assert {fault.labels for fault in found} == {1}
