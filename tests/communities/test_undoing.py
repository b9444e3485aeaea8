"""Undoing: every table back to what it was, or a list of what came later."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from communities.acts import acting
from communities.copying import Changes
from communities.journal import ranges
from communities.models import Act, Change, Community, HouseholdCount, Seal
from communities.sealing import verify
from communities.services import COMMUNITY_FIELDS, HOUSEHOLD_FIELDS, record_communities, record_household_counts
from communities.undoing import AlreadyUndone, NotUndoable, obstacles, undo
from facilities.models import Facility, ServedCommunity
from facilities.services import FACILITY_FIELDS, record_facilities, record_served
from tests.factories import make_community, make_facility, make_user
from tests.factories.communities import make_source

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 1, 1)
KEPT = ("communities", "facilities")


def snapshot() -> Mapping[str, Any]:
    """Every row of every table that holds data, by table."""
    tables: list[type[models.Model]] = [
        model for model in apps.get_models() if model._meta.app_label in KEPT and model not in (Act, Change, Seal)
    ]
    return {model._meta.db_table: sorted(model._default_manager.values_list(*_said(model)), key=repr) for model in tables}


def _said(model: type[models.Model]) -> list[str]:
    """All columns but how often the row was written: to be undone is to be written once more."""
    return [field.attname for field in model._meta.concrete_fields if field.name != "version"]


def _facility(code: str, community: Community | None, source: int, **fields: Any) -> tuple[Any, ...]:
    row: dict[str, Any] = dict.fromkeys(FACILITY_FIELDS) | {
        "code": code, "name": code, "facility_type": "kindergarten", "matched_by": "code", "tenure": "unknown", "evidence": "",
        "community_id": community and community.pk, "source_id": source, **fields,
    }  # fmt: skip
    return tuple(row[name] for name in FACILITY_FIELDS)


def test_created_changed_and_deleted_rows_come_back() -> None:
    first, second, source = make_community("900101001001"), make_community("900101001002"), make_source()
    kept = make_facility(first, "kindergarten", code="K", floor_area="12.50")
    record_served(by=None, served={"K": [first.pk, second.pk]})
    before = snapshot()
    with acting(by=make_user(), verb="intake") as act:
        changed = (kept.pk, *_facility("K", second, source.pk, floor_area="99.00"))
        record_facilities(by=None, changes=Changes(created=[_facility("N", first, source.pk)], changed=[changed]))
        record_served(by=None, served={"K": [first.pk], "N": [second.pk]})
        record_household_counts(by=None, changes=Changes(created=[(first.pk, DAY, "resident", 9, source.pk)]))
    assert snapshot() != before
    undoing = undo(by=None, act=act)
    assert snapshot() == before
    assert undoing.undoes == act
    with pytest.raises(AlreadyUndone):
        undo(by=None, act=act)
    with pytest.raises(AlreadyUndone):
        undo(by=None, act=undoing)


def test_a_row_written_twice_in_one_act_returns_to_the_first() -> None:
    community, source = make_community("900101001001"), make_source()
    count = HouseholdCount.objects.create(community=community, counted_on=DAY, households=1, source=source)
    with acting(by=None, verb="intake") as act:
        for households in (2, 3):
            row = (count.pk, community.pk, DAY, "resident", households, source.pk)
            record_household_counts(by=None, changes=Changes(changed=[row]))
    undo(by=None, act=act)
    count.refresh_from_db()
    assert count.households == 1


def test_what_came_later_is_listed_and_nothing_is_undone() -> None:
    community, source, officer = make_community("900101001001"), make_source(), make_user("officer")
    with acting(by=None, verb="intake") as act:
        record_household_counts(by=None, changes=Changes(created=[(community.pk, DAY, "resident", 5, source.pk)]))
        record_facilities(by=None, changes=Changes(created=[_facility("N", community, source.pk)]))
    count = HouseholdCount.objects.get()
    with acting(by=officer, verb="intake") as later:
        row = (count.pk, community.pk, DAY, "resident", 6, source.pk)
        record_household_counts(by=None, changes=Changes(changed=[row]))
    ServedCommunity.objects.create(facility=Facility.objects.get(), community=community)
    before = snapshot()
    with pytest.raises(NotUndoable) as refused:
        undo(by=None, act=act)
    found = [(each.table, each.rows, each.later) for each in refused.value.obstacles]
    assert found == [("communities_householdcount", 1, later), ("facilities_servedcommunity", 1, None)]
    assert snapshot() == before
    assert not Act.objects.filter(undoes=act).exists()


def test_a_later_act_that_was_itself_undone_is_no_obstacle() -> None:
    community, source = make_community("900101001001"), make_source()
    with acting(by=None, verb="intake") as act:
        record_household_counts(by=None, changes=Changes(created=[(community.pk, DAY, "resident", 5, source.pk)]))
    count = HouseholdCount.objects.get()
    with acting(by=None, verb="intake") as later:
        row = (count.pk, community.pk, DAY, "resident", 6, source.pk)
        record_household_counts(by=None, changes=Changes(changed=[row]))
    undo(by=None, act=later)
    assert not obstacles(act)
    undo(by=None, act=act)
    assert not HouseholdCount.objects.exists()


def test_a_community_with_counts_of_another_act_stays() -> None:
    division, source = make_community("900101001001").division, make_source()
    row: dict[str, Any] = dict.fromkeys(COMMUNITY_FIELDS) | {
        "code": "900101001009", "name": "新", "name_en": "", "division_id": division.code, "path": division.path,
        "point_given": "", "kind": "committee", "build_class": "unknown", "source_id": source.pk,
    }  # fmt: skip
    with acting(by=None, verb="intake") as act:
        record_communities(by=None, changes=Changes(created=[tuple(row[name] for name in COMMUNITY_FIELDS)]))
    new = Community.objects.get(code="900101001009")
    record_household_counts(by=None, changes=Changes(created=[(new.pk, DAY, "resident", 5, source.pk)]))
    assert [(each.table, each.rows) for each in obstacles(act)] == [("communities_householdcount", 1)]


@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 99)), max_size=5), min_size=1, max_size=5))
@example([[(0, 1)], [(0, 1)] * 4, [(0, 1)]])  # made anew in one act, written by the next, and that undone
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_backwards_walks_through_every_state(db: None, acts: list[list[tuple[int, int]]]) -> None:
    with transaction.atomic():
        _walk_backwards(acts)
        transaction.set_rollback(True)


def _walk_backwards(acts: list[list[tuple[int, int]]]) -> None:
    community, source = make_community("900101001001"), make_source()
    states, done = [], list[Act]()
    for writes in acts:
        states.append(snapshot())
        with acting(by=None, verb="intake") as act:
            for day, households in writes:
                _put(community.pk, DAY + dt.timedelta(days=day), households, source.pk)
        done.append(act)
    for act, before in zip(reversed(done), reversed(states), strict=True):
        undo(by=None, act=act)
        assert snapshot() == before
    assert verify() == (2 * len(acts), None)


def _put(community: int, day: dt.date, households: int, source: int) -> None:
    """A new count, a changed one, or, where it would be the same, none at all."""
    had = HouseholdCount.objects.filter(counted_on=day).values_list("pk", *HOUSEHOLD_FIELDS).first()
    row = (community, day, "resident", households, source)
    if had is None:
        changes = Changes(created=[row])
    elif had[4] == households:
        changes = Changes(deleted=[had[0]])
    else:
        changes = Changes(changed=[(had[0], *row)])
    record_household_counts(by=None, changes=changes)


def test_ranges() -> None:
    assert list(ranges([])) == []
    assert list(ranges([3])) == [(3, 3)]
    assert list(ranges([1, 2, 3, 7, 9, 10])) == [(1, 3), (7, 7), (9, 10)]
