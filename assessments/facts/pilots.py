"""How many communities of the same district are enrolled as pilots: what the quota of 3 to 5 is checked against.

"City (district)" is read as the division of district level, or the city where it has no districts.
"""

from collections.abc import Iterable
from datetime import date

import numpy as np
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Left

from assessments.facts.answers import current_on
from assessments.facts.frame import Frame
from assessments.labels import LABELS
from assessments.standards.columns import Column, Ints
from communities.models import Community, SurveyAnswer
from communities.selectors import valid_on

ITEM = "pilot_enrolled"


DIGITS = 6
"""The digits of a code that its district shares; where a city has no districts they end in 00 and are the city's."""
_FEW = 100
"""So many districts are asked for by name; for more of them all are read."""


def pilot_column(frame: Frame, own: Column | None) -> dict[str, Column]:
    """pilots_in_district: a lower bound; known where every community of the district has answered.

    ``own`` is each community's own answer: the rules read the count only for pilots, so only they carry its labels.
    """
    districts, of = np.unique([code[:DIGITS] for code in frame.field("code")], return_inverse=True)
    enrolled, answered, labels = _answers(frame, districts.tolist())
    if not answered.any():
        return {}
    existing = _communities(frame, districts.tolist())
    if own is not None:
        pilots = np.flatnonzero(own.known & (own.value > 0))
        frame.mark_bits(pilots, labels[of[pilots]])
    return {"pilots_in_district": Column(enrolled[of], ((answered > 0) & (answered == existing))[of])}


def answers_about_pilots(as_of: date) -> QuerySet[SurveyAnswer]:
    """Who has said by then whether it is a pilot. Communities that no longer exist, or not yet, have no say."""
    answers = SurveyAnswer.objects.filter(current_on(as_of), item=ITEM)
    return answers.filter(community__in=Community.objects.filter(valid_on(as_of))).order_by("community__code")


def _answers(frame: Frame, districts: list[str]) -> tuple[Ints, Ints, Ints]:
    """Per district: how many communities are enrolled, how many have said whether they are, and the answers' labels."""
    place = {district: number for number, district in enumerate(districts)}
    enrolled, answered, labels = (np.zeros(len(districts), np.int64) for _ in range(3))
    said = answers_about_pilots(frame.as_of).filter(_inside(districts, "community__code")).order_by()
    rows = said.values_list(Left("community__code", DIGITS), "source__provenance").annotate(Sum("value"), Count("pk"))
    for district, provenance, pilots, number in rows:
        if (at := place.get(district)) is not None:
            enrolled[at] += pilots
            answered[at] += number
            labels[at] |= LABELS[provenance]
    return enrolled, answered, labels


def _communities(frame: Frame, districts: list[str]) -> Ints:
    """How many communities each district has."""
    existing = Community.objects.filter(valid_on(frame.as_of)).filter(_inside(districts, "code")).order_by()
    found = dict(existing.values_list(Left("code", DIGITS)).annotate(Count("pk")))
    return np.array([found.get(district, 0) for district in districts], np.int64)


def _inside(districts: Iterable[str], code: str) -> Q:
    few = list(districts)
    inside = Q()
    for district in few if len(few) <= _FEW else ():
        inside |= Q(**{f"{code}__startswith": district})
    return inside
