"""How many communities of the same district are enrolled as pilots: what the quota of 3 to 5 is checked against.

"City (district)" is read as the division of district level, or the city where it has no districts.
"""

from collections import Counter, defaultdict
from datetime import date

import numpy as np
from django.db.models import QuerySet

from assessments.facts.answers import current_on
from assessments.facts.frame import Frame
from assessments.labels import LABELS
from assessments.standards.columns import Column
from communities.divisions import district_code
from communities.models import Community, SurveyAnswer
from communities.selectors import valid_on

ITEM = "pilot_enrolled"


def pilot_column(frame: Frame, own: Column | None) -> dict[str, Column]:
    """pilots_in_district: a lower bound; known where every community of the district has answered.

    ``own`` is each community's own answer: the rules read the count only for pilots, so only they carry its labels.
    """
    enrolled, answered, labels = _answers(frame)
    if not answered:
        return {}
    districts = [district_code(code) for code in frame.field("code")]
    existing = _communities(frame, set(answered))
    value = np.array([enrolled[d] for d in districts], np.int64)
    known = np.array([answered[d] > 0 and answered[d] == existing[d] for d in districts], np.bool_)
    if own is not None:
        pilots = np.flatnonzero(own.known & (own.value > 0))
        frame.mark_bits(pilots, [labels[districts[row]] for row in pilots])
    return {"pilots_in_district": Column(value, known)}


def answers_about_pilots(as_of: date) -> QuerySet[SurveyAnswer]:
    """Who has said by then whether it is a pilot. Communities that no longer exist, or not yet, have no say."""
    answers = SurveyAnswer.objects.filter(current_on(as_of), item=ITEM)
    return answers.filter(community__in=Community.objects.filter(valid_on(as_of))).order_by("community__code")


def _answers(frame: Frame) -> tuple[Counter[str], Counter[str], defaultdict[str, int]]:
    """Per district: how many communities are enrolled, how many have said whether they are, and the answers' labels."""
    enrolled: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    labels: defaultdict[str, int] = defaultdict(int)
    for code, value, provenance in answers_about_pilots(frame.as_of).values_list(
        "community__code", "value", "source__provenance"
    ):
        district = district_code(code)
        answered[district] += 1
        enrolled[district] += value
        labels[district] |= LABELS[provenance]
    return enrolled, answered, labels


def _communities(frame: Frame, districts: set[str]) -> Counter[str]:
    codes = Community.objects.filter(valid_on(frame.as_of)).order_by("pk").values_list("code", flat=True)
    return Counter(found for code in codes if (found := district_code(code)) in districts)
