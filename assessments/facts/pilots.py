"""How many communities of the same district are enrolled as pilots: what the quota of 3 to 5 is checked against.

"City (district)" is read as the division of district level, or the city where it has no districts.
"""

from collections import Counter

import numpy as np

from assessments.facts.answers import current_on
from assessments.facts.frame import Frame
from assessments.standards.columns import Column
from communities.divisions import district_code
from communities.models import Community, SurveyAnswer
from communities.selectors import valid_on

ITEM = "pilot_enrolled"


def pilot_column(frame: Frame) -> dict[str, Column]:
    """pilots_in_district: a lower bound; known where every community of the district has answered."""
    enrolled, answered = _answers(frame)
    if not answered:
        return {}
    districts = [district_code(code) for code in frame.field("code")]
    existing = _communities(frame, set(answered))
    value = np.array([enrolled[d] for d in districts], np.int64)
    known = np.array([answered[d] > 0 and answered[d] == existing[d] for d in districts], np.bool_)
    return {"pilots_in_district": Column(value, known)}


def _answers(frame: Frame) -> tuple[Counter[str], Counter[str]]:
    """Per district: how many communities are enrolled, and how many have said whether they are."""
    enrolled: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    answers = SurveyAnswer.objects.filter(current_on(frame.as_of), item=ITEM).order_by("pk")
    for code, value in answers.values_list("community__code", "value"):
        answered[district_code(code)] += 1
        enrolled[district_code(code)] += value
    return enrolled, answered


def _communities(frame: Frame, districts: set[str]) -> Counter[str]:
    codes = Community.objects.filter(valid_on(frame.as_of)).order_by("pk").values_list("code", flat=True)
    return Counter(found for code in codes if (found := district_code(code)) in districts)
