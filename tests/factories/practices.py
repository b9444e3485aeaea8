"""Practices as rows, and a pilot with a finished project, without the verbs that make them."""

from datetime import date
from typing import Any

from communities.models import Community, Division
from pilots.models import Enrolment, KeyProject, Practice, PracticeState
from pilots.practices.likeness import band_of
from tests.factories.communities import DAY
from tests.factories.pilots import make_enrolment, make_programme

CLOSED = "N48-FAC-04"
SAID: dict[str, Any] = {
    "title": "租用闲置厂房办幼儿园", "summary": "盘活闲置厂房", "problem": "没有幼儿园", "done": "租用并改造厂房",
    "result": "新增六个班", "conditions": "有闲置厂房", "caveats": "租期到期前须续租", "ways": ["lease"],
    "facility_types": ["kindergarten"], "rules": [CLOSED],
}  # fmt: skip
"""All that a practice needs to be handed in."""


def make_practice(pilot: Enrolment, title: str = "经验", **fields: Any) -> Practice:
    """A draft of these texts, by nobody in particular."""
    households = fields.get("households")
    given = {**SAID, "title": title, "read_on": DAY, "band": band_of(households), **fields}
    return Practice.objects.create(enrolment=pilot, path=pilot.path, **given)


def make_published(pilot: Enrolment, title: str = "经验", **fields: Any) -> Practice:
    return make_practice(pilot, title, state=PracticeState.PUBLISHED, **fields)


def make_pilot(community: Community, division: Division, **fields: Any) -> Enrolment:
    """In a programme of its own."""
    return make_enrolment(make_programme(division, f"试点{community.code}", **fields), community)


def finish(project: KeyProject, pilot: Enrolment, begun: date, ended: date, closed: list[list[str]]) -> KeyProject:
    """As if the verb had finished it for the pilot."""
    outcome = {"as_of": str(ended), "builds": project.builds, "facilities": [], "changed": {}, "closed": closed, "missed": []}
    KeyProject.objects.filter(pk=project.pk).update(
        enrolment=pilot, state="finished", begun_on=begun, ended_on=ended, outcome=outcome
    )
    project.refresh_from_db()
    return project
