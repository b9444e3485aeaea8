"""What the pilots' room knows of a community goes where the rules of the notice read it: as answers to survey items (decision
0004).
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Max

from assessments.remedies.effects import Answered
from assessments.remedies.measures import Placed
from assessments.services.promising import Rows, write_placed
from communities.models import Community, Provenance, Source, SurveyAnswer
from communities.services import record_source

Answers = Mapping[tuple[int, str], int]
"""(community, survey item) -> value."""


def write_answers(answers: Answers, on: date, *, source: str, name: str) -> None:
    """Within the act that is under way: each becomes the current answer, from ``on`` or from the day of a later one before it.

    ``source`` names the sources, one for each provenance: what is said of an invented community is labelled as it is.
    """
    latest = _latest(answers)
    provenance = dict(Community.objects.filter(pk__in={pk for pk, _ in answers}).values_list("pk", "source__provenance"))
    parts: dict[tuple[date, str], list[Placed]] = defaultdict(list)
    for (pk, item), value in answers.items():
        day = max(on, latest.get((pk, item), on))
        parts[day, provenance[pk]].append(Placed(pk, Answered(item, value), ()))
    for (day, kind), placed in sorted(parts.items()):
        write_placed(placed, day, Rows(_source(source, kind), name=name))


def _latest(answers: Answers) -> dict[tuple[int, str], date]:
    """The day of the current answer. An earlier one would stand beside it as another current one."""
    rows = SurveyAnswer.objects.filter(community__in={pk for pk, _ in answers}, item__in={item for _, item in answers})
    found = rows.values_list("community_id", "item").annotate(day=Max("answered_on"))
    return {(pk, item): day for pk, item, day in found.order_by()}


def _source(name: str, provenance: str) -> Source:
    called = name if provenance == Provenance.RECORDED else f"{name} ({provenance})"
    return record_source(by=None, name=called, provenance=provenance)
