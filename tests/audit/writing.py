"""Single writes by the verbs, for tests of what the log then tells."""

from datetime import date
from typing import Any

from accounts.models import User
from communities.copying import Changes
from communities.models import Community, HouseholdCount
from communities.services import record_answers, record_household_counts
from facilities.models import Facility
from facilities.services import FACILITY_FIELDS, record_facilities
from tests.audit.acting_at_random import BLANK_FACILITY
from tests.factories import make_source
from tests.factories.communities import DAY


def write_facility(code: str, community: Community | None, *, by: User | None = None, **fields: Any) -> Facility:
    """A new one, or another writing of the one of this code."""
    row: dict[str, Any] = {**BLANK_FACILITY, "code": code, "source_id": make_source().pk, **fields}
    row |= {"community_id": community.pk if community else None, "matched_by": "code" if community else "none"}
    values = tuple(row[name] for name in FACILITY_FIELDS)
    had = Facility.objects.filter(code=code).first()
    record_facilities(by=by, changes=Changes(changed=[(had.pk, *values)]) if had else Changes(created=[values]))
    return Facility.objects.get(code=code)


def remove_facility(one: Facility, *, by: User | None = None) -> None:
    record_facilities(by=by, changes=Changes(deleted=[one.pk]))


def count_households(community: Community, households: int, *, by: User | None = None, day: date = DAY) -> HouseholdCount:
    """A new count of a day, or another one."""
    row = (community.pk, day, "resident", households, make_source().pk)
    had = HouseholdCount.objects.filter(community=community, counted_on=day).first()
    record_household_counts(by=by, changes=Changes(changed=[(had.pk, *row)]) if had else Changes(created=[row]))
    return HouseholdCount.objects.get(community=community, counted_on=day)


def answer(community: Community, item: str, value: int, *, by: User | None = None) -> None:
    row = (community.pk, item, DAY, value, None, "", "", make_source().pk)
    record_answers(by=by, changes=Changes(created=[row]))
