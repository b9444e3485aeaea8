"""Rows in bulk: new ones, changed ones, and rules that hold."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from communities.acts import acting
from communities.copying import Changes, analyze, store
from communities.models import HouseholdCount
from communities.services import HOUSEHOLD_FIELDS, record_household_counts
from tests.factories import make_community
from tests.factories.communities import make_source

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 1, 1)


def _rows(count: int) -> list[tuple[object, ...]]:
    community, source = make_community("900101001001"), make_source()
    return [(community.pk, DAY + dt.timedelta(days=day), "resident", day, source.pk) for day in range(count)]


def test_created_then_changed_in_one_statement() -> None:
    record_household_counts(by=None, changes=Changes(created=_rows(50)))
    stored = list(HouseholdCount.objects.order_by("pk").values_list("pk", *HOUSEHOLD_FIELDS))
    changed = [(*row[:4], row[4] + 1000, row[5]) for row in stored[:20]]
    with acting(by=None, verb="test") as act:
        store(HouseholdCount, HOUSEHOLD_FIELDS, Changes(changed=changed), act)
    assert HouseholdCount.objects.filter(households__gte=1000).count() == 20
    assert HouseholdCount.objects.count() == 50


def test_constraints_hold_and_nothing_is_left() -> None:
    rows = _rows(3)
    with pytest.raises(IntegrityError), transaction.atomic():
        record_household_counts(by=None, changes=Changes(created=[*rows, rows[0]]))
    assert not HouseholdCount.objects.exists()


def test_analyze_runs_inside_a_transaction() -> None:
    analyze(HouseholdCount)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_who_stored_how_much_is_logged_and_no_value(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="wanzheng.changes"):
        record_household_counts(by=None, changes=Changes(created=_rows(2)))
    assert caplog.messages == ["communities.HouseholdCount: 2 new, 0 changed, by -"]
