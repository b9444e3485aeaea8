"""The verbs: who serves whom, and what the tables refuse."""

import pytest
from django.db import IntegrityError, transaction

from communities.copying import Changes
from facilities.models import Facility, Inventory
from facilities.services import FACILITY_FIELDS, record_facilities, record_inventories, record_served
from tests.factories import make_community, make_facility
from tests.factories.communities import make_source

pytestmark = pytest.mark.django_db


def test_served_communities_become_exactly_the_list() -> None:
    first, second = make_community("900101001001"), make_community("900101001002")
    facility = make_facility(first)
    for served in ({first.pk, second.pk}, {second.pk}, set[int]()):
        record_served(by=None, served={facility.code: served})
        assert set(facility.served.values_list("community_id", flat=True)) == served


def test_a_row_that_breaks_a_rule_of_the_table_is_refused() -> None:
    source = make_source().pk
    blank = dict.fromkeys(FACILITY_FIELDS) | {"name": "", "matched_by": "none", "tenure": "unknown", "evidence": ""}
    row = blank | {"code": "F", "facility_type": "barber", "floor_area": 1, "activity_area": 2, "source_id": source}
    with pytest.raises(IntegrityError), transaction.atomic():
        record_facilities(by=None, changes=Changes(created=[tuple(row.values())]))
    assert not Facility.objects.exists()


def test_inventories_are_added() -> None:
    community, source = make_community("900101001001"), make_source()
    changes = Changes(created=[(community.pk, "barber", "2024-01-01", None, source.pk)])
    record_inventories(by=None, changes=changes)
    assert Inventory.objects.get().facility_type == "barber"
