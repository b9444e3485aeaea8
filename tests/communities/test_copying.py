"""Rows in bulk: new ones, changed ones, and rules that hold."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from communities.acts import acting
from communities.copying import Changes, analyze, store, store_new
from communities.copying_behind import copying_behind
from communities.models import Change, HouseholdCount
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


def _columns(rows: list[tuple[object, ...]]) -> list[list[str]]:
    return [list(map(str, column)) for column in zip(*rows, strict=True)]


def test_columns_of_texts_are_stored_as_rows_are_and_noted() -> None:
    rows = _rows(3)
    with acting(by=None, verb="test") as act:
        store_new(HouseholdCount, HOUSEHOLD_FIELDS, _columns(rows), act)
    assert list(HouseholdCount.objects.order_by("pk").values_list(*HOUSEHOLD_FIELDS)) == rows
    assert [each.after["households"] for each in Change.objects.filter(act=act) if each.after] == [0, 1, 2]


def test_behind_whoever_asks_sees_what_was_sent_before() -> None:
    columns = _columns(_rows(40))
    seen = []
    with acting(by=None, verb="test") as act, copying_behind():
        for at in range(0, 40, 10):
            store_new(HouseholdCount, HOUSEHOLD_FIELDS, [column[at : at + 10] for column in columns], act)
            seen.append(HouseholdCount.objects.count())
    assert seen == [10, 20, 30, 40]


def _send_behind(columns: list[list[str]], then: Callable[[], object]) -> None:
    with acting(by=None, verb="test") as act, copying_behind():
        store_new(HouseholdCount, HOUSEHOLD_FIELDS, columns, act)
        then()


@pytest.mark.parametrize("asks", [True, False])
def test_behind_what_the_table_refuses_is_raised_at_the_next_question_or_at_the_end(*, asks: bool) -> None:
    columns, answers = _columns([*(rows := _rows(3)), rows[0]]), list[int]()
    with pytest.raises(IntegrityError):
        _send_behind(columns, lambda: answers.append(HouseholdCount.objects.count()) if asks else None)
    assert not answers
    assert not HouseholdCount.objects.exists()


def test_behind_whoever_gives_up_leaves_nothing_going_on() -> None:
    with pytest.raises(KeyError):
        _send_behind(_columns(_rows(2_000)), lambda: dict[str, int]()["nothing"])
    assert not HouseholdCount.objects.exists()
