"""From tables to columns: what is known, what is only a lower bound, what counts on which day, who is read."""

from datetime import date
from decimal import Decimal

import pytest

from assessments.facts import FactSheet, parts_of, read_facts
from assessments.facts.colocation import COMPLEX, SERVICES
from communities.models import BuildClass, Community
from communities.scope import AreaScope
from facilities.models import ServedCommunity
from tests.factories import (
    make_answer,
    make_block,
    make_community,
    make_facility,
    make_households,
    make_inventory,
    make_source,
)  # fmt: skip
from tests.factories.communities import DAY

pytestmark = pytest.mark.django_db
HERE, THERE, ABROAD = "900101001001", "900101001002", "910101001001"
EVERYWHERE = AreaScope.everywhere()


def sheet(community: Community, as_of: date = DAY) -> FactSheet:
    return read_facts(EVERYWHERE, under=community.path, as_of=as_of)


def fact(community: Community, name: str, as_of: date = DAY) -> tuple[int, bool]:
    """(value, is it the whole truth) for one community."""
    column = sheet(community, as_of).facts.column(name)
    return int(column.value[0]), bool(column.known[0])


def serve(facility_type: str, *communities: Community, **fields: object) -> None:
    facility = make_facility(communities[0], facility_type, **fields)
    for community in communities:
        ServedCommunity.objects.create(facility=facility, community=community)


def test_an_empty_register_is_a_lower_bound_and_not_an_answer() -> None:
    assert fact(make_community(HERE), "count.nursery") == (0, False)


def test_an_empty_register_is_an_answer_where_the_list_was_declared_complete() -> None:
    community = make_community(HERE)
    make_inventory(community, "nursery")
    assert fact(community, "count.nursery") == (0, True)


def test_a_declaration_holds_from_its_day_until_it_is_withdrawn() -> None:
    community = make_community(HERE)
    make_inventory(community, "nursery", complete_on=date(2025, 1, 1), withdrawn_on=date(2026, 1, 1))
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [fact(community, "count.nursery", day)[1] for day in days] == [False, True, True, False]


def test_a_missing_area_makes_the_sum_a_lower_bound() -> None:
    community = make_community(HERE)
    make_inventory(community, "service_complex")
    make_facility(community, floor_area=Decimal("400.25"), activity_area=Decimal("240.10"))
    assert fact(community, "floor_area.service_complex") == (40_025, True)
    make_facility(community, floor_area=None)
    assert fact(community, "floor_area.service_complex") == (40_025, False)
    assert fact(community, "count.service_complex") == (2, True)


@pytest.mark.parametrize(
    ("opened", "closed", "counts"),
    [
        (None, None, 1),
        (DAY, None, 1),
        (date(2026, 7, 1), None, 0),
        (None, DAY, 0),
        (None, date(2026, 7, 1), 1),
    ],
)
def test_a_facility_counts_from_its_opening_until_it_closes(opened: date | None, closed: date | None, counts: int) -> None:
    community = make_community(HERE)
    make_facility(community, "canteen", opened_on=opened, closed_on=closed)
    assert fact(community, "count.canteen")[0] == counts


def test_the_newest_household_count_that_is_not_after_the_day_is_used() -> None:
    community = make_community(HERE)
    make_households(community, 900, counted_on=date(2024, 12, 31))
    make_households(community, 1000, counted_on=date(2025, 12, 31))
    make_households(community, 5, counted_on=date(2026, 12, 31))
    make_households(community, 7, counted_on=date(2026, 1, 1), basis="registered")
    assert fact(community, "households") == (1000, True)
    assert fact(community, "households", date(2025, 6, 1)) == (900, True)
    assert fact(community, "households", date(2020, 1, 1)) == (0, False)


def test_an_answer_is_read_as_it_stood_on_the_day() -> None:
    community = make_community(HERE)
    make_answer(community, "water_supply", 1, answered_on=date(2025, 1, 1), superseded_on=date(2026, 1, 1))
    make_answer(community, "water_supply", 2, answered_on=date(2026, 1, 1))
    assert fact(community, "survey.water_supply", date(2025, 12, 31)) == (1, True)
    assert fact(community, "survey.water_supply", date(2026, 1, 1)) == (2, True)
    assert fact(community, "survey.water_supply", date(2024, 1, 1)) == (0, False)


def test_what_nobody_said_of_the_community_is_unknown() -> None:
    community = make_community(HERE)
    for name in ("build_class", "central_heating", "block_exists"):
        assert fact(community, name) == (0, False)
    said = make_community(THERE, build_class=BuildClass.NEW, central_heating=False, in_block=False)
    assert [fact(said, name) for name in ("build_class", "central_heating", "block_exists")] == [
        (1, True),
        (0, True),
        (0, True),
    ]


def test_a_shared_facility_counts_in_each_and_its_area_is_shared_out_by_households() -> None:
    one, two = make_community(HERE), make_community(THERE)
    make_households(one, 2000)
    make_households(two, 1000)
    for community in (one, two):
        make_inventory(community, "service_complex")
    serve("service_complex", one, two, floor_area=Decimal("1000.00"), activity_area=Decimal("100.00"))
    assert fact(one, "count.service_complex") == (1, True)
    assert fact(one, "floor_area.service_complex") == (66_666, True)
    assert fact(two, "floor_area.service_complex") == (33_333, True)


def test_without_the_neighbours_households_the_share_is_unknown() -> None:
    one, two = make_community(HERE), make_community(THERE)
    make_households(one, 2000)
    make_inventory(one, "service_complex")
    serve("service_complex", one, two, floor_area=Decimal("1000.00"))
    assert fact(one, "floor_area.service_complex") == (0, False)
    assert fact(one, "count.service_complex") == (1, True)


def test_one_community_reads_the_same_as_the_whole_country() -> None:
    one, two = make_community(HERE), make_community(THERE)
    make_households(one, 2000)
    make_households(two, 1000)
    serve("service_complex", one, two, floor_area=Decimal("1000.00"))
    whole = read_facts(EVERYWHERE, as_of=DAY)
    for row, community in enumerate((one, two)):
        alone = sheet(community).facts
        for name in {*whole.facts.columns, *alone.columns}:
            together, single = whole.facts.column(name), alone.column(name)
            assert (together.value[row], together.known[row]) == (single.value[0], single.known[0]), name


def test_types_beside_the_complex_are_counted_up_to_100_metres() -> None:
    community = make_community(HERE, build_class=BuildClass.NEW)
    make_facility(community, "service_complex", lng=118.0, lat=31.0)
    make_facility(community, "canteen", lng=118.0, lat=31.0 + 99.9 / 111_195.08)
    make_facility(community, "barber", lng=118.0, lat=31.0 + 100.2 / 111_195.08)
    make_facility(community, "laundry")
    assert fact(community, "colocated_types.100m") == (1, False)


def test_beside_the_complex_is_known_where_all_lists_are_complete_and_all_are_located() -> None:
    community = make_community(HERE, build_class=BuildClass.NEW)
    for facility_type in (COMPLEX, *SERVICES):
        make_inventory(community, facility_type)
    make_facility(community, "service_complex", lng=118.0, lat=31.0)
    assert fact(community, "colocated_types.100m") == (0, True)
    make_facility(community, "canteen")
    assert fact(community, "colocated_types.100m") == (0, False)


def test_a_block_adds_up_its_communities_and_is_whole_only_where_all_are() -> None:
    block = make_block()
    one = make_community(HERE, block=block, in_block=True)
    two = make_community(THERE, block=block, in_block=True)
    make_facility(two, "nursing_home")
    make_inventory(one, "nursing_home")
    assert fact(one, "block_count.nursing_home") == (1, False)
    make_inventory(two, "nursing_home")
    assert fact(one, "block_count.nursing_home") == (1, True)


def test_block_households_are_covered_where_all_kinds_lie_within_1000_metres() -> None:
    block = make_block()
    near = make_community(HERE, block=block, in_block=True, lng=118.0, lat=31.0)
    far = make_community(THERE, block=block, in_block=True, lng=118.02, lat=31.0)
    make_households(near, 700)
    make_households(far, 300)
    for facility_type in ("school_primary", "school_middle", "nursing_home", "community_hospital"):
        make_facility(near, facility_type, lng=118.001, lat=31.0)
        make_inventory(near, facility_type)
        make_inventory(far, facility_type)
    assert fact(near, "block_households") == (1000, True)
    assert fact(near, "block_households_covered.1000m") == (700, True)


def test_pilots_are_counted_in_the_district_and_known_where_everybody_answered() -> None:
    one, two = make_community(HERE), make_community(THERE)
    make_community(ABROAD)
    make_answer(one, "pilot_enrolled", 1)
    assert fact(one, "pilots_in_district") == (1, False)
    make_answer(two, "pilot_enrolled", 0)
    assert fact(one, "pilots_in_district") == (1, True)


def test_only_the_scope_is_read() -> None:
    here = make_community(HERE)
    make_community(ABROAD)
    scope = AreaScope((here.division.path,))
    assert read_facts(scope, as_of=DAY).facts.codes == (HERE,)
    assert len(read_facts(AreaScope.nowhere(), as_of=DAY)) == 0
    assert len(read_facts(scope, under="/91/", as_of=DAY)) == 0


def test_every_figure_leaves_its_label() -> None:
    community = make_community(HERE)
    make_households(community, 10, source=make_source("synthetic fill", provenance="synthetic"))
    assert sheet(community).labels.tolist() == [2]
    make_facility(community, "canteen", source=make_source("sample", provenance="sample"))
    assert sheet(community).labels.tolist() == [3]


def test_the_fingerprint_changes_with_any_fact_and_only_then() -> None:
    community = make_community(HERE)
    before = sheet(community).fingerprint()
    assert sheet(community).fingerprint() == before
    make_inventory(community, "nursery")
    assert sheet(community).fingerprint() != before


def test_a_community_that_no_longer_exists_is_not_read() -> None:
    community = make_community(HERE, valid_to=date(2026, 1, 1))
    assert len(sheet(community)) == 0
    assert len(sheet(community, date(2026, 1, 1))) == 1


def test_the_rows_behind_a_fact_carry_id_source_and_date() -> None:
    community = make_community(HERE)
    make_households(community, 800)
    facility = make_facility(community, floor_area=Decimal("12.50"), name="中心")
    make_inventory(community, "service_complex")
    parts = parts_of(community, as_of=DAY)
    assert parts["households"][0]["value"] == "800"
    assert parts["floor_area.service_complex"][0]["id"] == f"facility:{facility.code}"
    assert parts["floor_area.service_complex"][0]["value"] == "12.50"
    assert parts["inventory.service_complex"][0]["date"] == DAY.isoformat()
    assert all(part["source"] == "register" for part in parts["households"])


def test_the_number_of_queries_does_not_grow_with_the_communities(django_assert_max_num_queries: object) -> None:
    for number in range(1, 12):
        community = make_community(f"9001010010{number:02d}", build_class=BuildClass.NEW)
        make_facility(community, "canteen", lng=118.0, lat=31.0)
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # pytest-django's fixture is a callable
        read_facts(EVERYWHERE, as_of=DAY)
