"""How many communities of the same district are enrolled as pilots: what the quota of 3 to 5 is checked against.

"City (district)" is read as the division of district level, or the city where it has no districts.
"""

from datetime import date

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from assessments.facts.answers import current_on
from assessments.facts.frame import Frame
from assessments.facts.readings import LABEL, SOURCE
from assessments.standards.columns import Column, Ints
from communities.models import Community, SurveyAnswer
from communities.selectors import valid_on

ITEM = "pilot_enrolled"


DIGITS = 6
"""The digits of a code that its district shares; where a city has no districts they end in 00 and are the city's."""
_FEW = 100
"""So many districts are asked for one by one; for more of them all are read."""
_BY_DISTRICT = """
SELECT left(c.code, %s), count(DISTINCT c.id), count(t.id), COALESCE(sum(t.value), 0), COALESCE(bit_or({label}), 0)
FROM communities_community c
LEFT JOIN communities_surveyanswer t ON t.community_id = c.id AND t.item = %s
    AND t.answered_on <= %s AND (t.superseded_on IS NULL OR t.superseded_on > %s)
LEFT {source}
WHERE (c.valid_from IS NULL OR c.valid_from <= %s) AND (c.valid_to IS NULL OR c.valid_to >= %s) AND ({inside})
GROUP BY 1
"""


def pilot_column(frame: Frame, own: Column | None) -> dict[str, Column]:
    """pilots_in_district: a lower bound; known where every community of the district has answered.

    ``own`` is each community's own answer: the rules read the count only for pilots, so only they carry its labels.
    """
    districts, of = np.unique([code[:DIGITS] for code in frame.field("code")], return_inverse=True)
    existing, answered, enrolled, labels = _counts(frame, districts.tolist())
    if not answered.any():
        return {}
    if own is not None:
        pilots = np.flatnonzero(own.known & (own.value > 0))
        frame.mark_bits(pilots, labels[of[pilots]])
    return {"pilots_in_district": Column(enrolled[of], ((answered > 0) & (answered == existing))[of])}


def answers_about_pilots(as_of: date) -> QuerySet[SurveyAnswer]:
    """Who has said by then whether it is a pilot. Communities that no longer exist, or not yet, have no say."""
    answers = SurveyAnswer.objects.filter(current_on(as_of), item=ITEM)
    return answers.filter(community__in=Community.objects.filter(valid_on(as_of))).order_by("community__code")


def _counts(frame: Frame, districts: list[str]) -> Ints:
    """Per district: its communities, how many have said whether they are enrolled, how many are, and the answers' labels."""
    few = districts if len(districts) <= _FEW else []
    inside = "TRUE" if len(districts) > _FEW else " OR ".join(["FALSE", *["c.code LIKE %s"] * len(few)])
    asked = _BY_DISTRICT.format(label=LABEL, source=SOURCE, inside=inside)
    with connection.cursor() as cursor:
        cursor.execute(asked, [DIGITS, ITEM, *[frame.as_of] * 4, *[f"{district}%" for district in few]])
        found = {district: counts for district, *counts in cursor.fetchall()}
    return np.array([found.get(district, [0] * 4) for district in districts], np.int64).reshape(-1, 4).T
