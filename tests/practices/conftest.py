"""Two pilots of the planner's city, one of another province, and finished projects of the first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from accounts.models import User
from communities.scope import AreaScope
from pilots.models import Enrolment, KeyProject, Practice
from pilots.services.applying import apply_plan
from pilots.services.practices import write_practice
from pilots.services.publishing import hand_in_practice, publish_practice
from tests.factories import Territory, make_round, make_worker
from tests.factories.plans import line_row, plan_row
from tests.factories.practices import CLOSED, SAID, finish, make_pilot

ALL = AreaScope.everywhere()
FORM: dict[str, Any] = {**SAID, "once_from": "unknown", "months_from": "unknown"}


@dataclass(frozen=True)
class Pilots:
    mine: Enrolment
    next: Enrolment
    far: Enrolment


@pytest.fixture
def pilots(territory: Territory) -> Pilots:
    mine, following, *_rest = territory.own
    far = make_pilot(territory.far, territory.far.division)
    return Pilots(make_pilot(mine, territory.province), make_pilot(following, territory.province), far)


@pytest.fixture
def clerk(territory: Territory) -> User:
    return make_worker("clerk-of-the-city", territory.city, "clerk")


@pytest.fixture
def official(territory: Territory) -> User:
    """Of the city, who writes nothing."""
    return make_worker("official-of-the-city", territory.city, "official")


@pytest.fixture
def finished(territory: Territory, pilots: Pilots) -> list[KeyProject]:
    """A lease of March to May for 2,960,000 yuan, and one from April to August for 40,000."""
    plan = plan_row(make_round(), None)
    line_row(plan, territory.own[0])
    (first,) = apply_plan(by=None, plan=plan)
    other = KeyProject.objects.get(pk=first.pk)
    other.pk, other.plan, other.yuan, other.labels = None, plan_row(plan.round, None), 40_000, 2
    other.save()
    closed = [[first.code, CLOSED]]
    return [
        finish(first, pilots.mine, date(2026, 3, 1), date(2026, 5, 15), closed),
        finish(other, pilots.mine, date(2026, 4, 1), date(2026, 8, 1), []),
    ]


def written(pilot: Enrolment, by: User | None = None, **said: Any) -> Practice:
    made = write_practice(by=by, scope=ALL, enrolment=pilot, said={**FORM, **said})
    return Practice.objects.get(pk=made.pk)


def handed_in(pilot: Enrolment, by: User | None = None, **said: Any) -> Practice:
    one = written(pilot, by, **said)
    hand_in_practice(by=by, scope=ALL, practice=one, written=one.written)
    one.refresh_from_db()
    return one


def published(pilot: Enrolment, by: User | None = None, **said: Any) -> Practice:
    one = handed_in(pilot, by, **said)
    publish_practice(by=None, scope=ALL, practice=one, written=one.written)
    one.refresh_from_db()
    return one
