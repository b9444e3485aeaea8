"""How many communities of the same district are enrolled as pilots: what the quota of 3 to 5 is checked against.

"City (district)" is read as the division of district level, or the city where it has no districts.
"""

from collections import Counter

import numpy as np

from assessments.facts.answers import current_on
from assessments.facts.frame import Frame
from assessments.standards.columns import Column
from communities.divisions import Level, ancestry, level_of
from communities.models import Community, SurveyAnswer
from communities.selectors import valid_on

ITEM = "pilot_enrolled"


def pilot_column(frame: Frame) -> dict[str, Column]:
    """pilots_in_district: a lower bound; known where every community of the district has answered."""
    districts = [district_of(code) for code in frame.field("code")]
    enrolled, answered = _answers(frame, set(districts))
    if not answered:
        return {}
    existing = _communities(frame, set(answered))
    value = np.array([enrolled[d] for d in districts], np.int64)
    known = np.array([answered[d] > 0 and answered[d] == existing[d] for d in districts], np.bool_)
    return {"pilots_in_district": Column(value, known)}


def district_of(code: str) -> str:
    """The full code of the district that a community lies in, or of its city where there are no districts."""
    above = [part for part in ancestry(code) if level_of(part) in (Level.PROVINCE, Level.CITY, Level.DISTRICT)]
    return above[-1]


def _answers(frame: Frame, districts: set[str]) -> tuple[Counter[str], Counter[str]]:
    enrolled: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    answers = SurveyAnswer.objects.filter(current_on(frame.as_of), item=ITEM).order_by("pk")
    for code, value in answers.values_list("community__code", "value"):
        district = district_of(code)
        if district in districts:
            answered[district] += 1
            enrolled[district] += value
    return enrolled, answered


def _communities(frame: Frame, districts: set[str]) -> Counter[str]:
    codes = Community.objects.filter(valid_on(frame.as_of)).order_by("pk").values_list("code", flat=True)
    return Counter(found for code in codes if (found := district_of(code)) in districts)
