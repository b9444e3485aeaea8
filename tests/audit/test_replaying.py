"""What acts noted is enough to make the tables again."""
# ruff: noqa: S608  # the names of our own tables

import json
import random

import pytest
from django.apps import apps
from django.db import connection, models

from communities.acts import acting
from communities.copying import Changes
from communities.models import Act, Change, Community, HouseholdCount
from communities.replaying import NotWhole, Rows, replayed
from communities.sealing import verify
from communities.services import record_household_counts
from tests.audit.acting_at_random import DAY, Somebody
from tests.factories import make_community
from tests.factories.communities import make_source

pytestmark = pytest.mark.django_db


def rows_of(model: type[models.Model]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, to_jsonb(t) FROM {model._meta.db_table} t ORDER BY id")
        return {key: row if isinstance(row, dict) else json.loads(row) for key, row in cursor.fetchall()}


def written() -> list[type[models.Model]]:
    tables = set(Change.objects.values_list("table", flat=True))
    return [model for model in apps.get_models() if model._meta.db_table in tables]


@pytest.mark.parametrize("seed", range(25))
def test_random_verbs_are_replayed(seed: int) -> None:
    somebody = Somebody(random.Random(seed))  # noqa: S311  # acts, not secrets
    made_by_hand: dict[type[models.Model], Rows] = {Community: rows_of(Community)}
    after: dict[int, dict[type[models.Model], Rows]] = {}
    for _ in range(4):
        somebody.does(6)
        last = Act.objects.first()
        if last:
            after[last.pk] = {model: rows_of(model) for model in written()}
    for model in written():
        assert made_by_hand.get(model, {}) | replayed(model) == rows_of(model)
    for act, tables in after.items():
        for model, rows in tables.items():
            assert made_by_hand.get(model, {}) | replayed(model, through=act) == rows
    assert verify()[1] is None


def test_of_very_many_rows_the_log_says_that_it_is_not_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communities.journal.KEPT_WHOLE", 2)
    community, source = make_community("900101001001"), make_source()
    counts = [(community.pk, DAY.replace(day=day), "resident", 5, source.pk) for day in range(1, 5)]
    with acting(by=None, verb="intake"):
        record_household_counts(by=None, changes=Changes(created=counts))
    with pytest.raises(NotWhole) as missing:
        replayed(HouseholdCount)
    assert missing.value.keys == sorted(HouseholdCount.objects.values_list("pk", flat=True))
