"""Survey answers as columns, one per item: the answer that was current on the day of the data."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from assessments.facts.frame import Frame
from assessments.standards.columns import Column
from communities.models import SurveyAnswer


def current_on(day: date) -> Q:
    return Q(answered_on__lte=day) & (Q(superseded_on__isnull=True) | Q(superseded_on__gt=day))


def answer_columns(frame: Frame) -> dict[str, Column]:
    """survey.<item> for every item that anybody answered."""
    answers = frame.limited(SurveyAnswer.objects.filter(current_on(frame.as_of)).order_by("pk"))
    by_item: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for item, *triple in answers.values_list("item", "community_id", "value", "source__provenance"):
        by_item[item].append((triple[0], triple[1], triple[2]))
    return {f"survey.{item}": frame.column_of(triples) for item, triples in by_item.items()}
