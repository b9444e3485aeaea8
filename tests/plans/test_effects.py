"""What a measure does to the facts, on columns and by the rows themselves: the columns never say more than the rows."""

import numpy as np
import pytest

from assessments.facts import FactSheet, read_facts
from assessments.remedies.effects import Answered, Built, Effect, GivenOver, changed
from assessments.remedies.measures import Placed
from assessments.services.promising import facts_if_built
from assessments.standards.columns import Facts
from assessments.standards.fact_names import fact_kind
from communities.models import Act, SurveyAnswer
from communities.scope import EVERYWHERE, AreaScope
from facilities.models import Facility, Inventory
from tests.factories import make_answer, make_community, make_facility, make_households, make_inventory
from tests.factories.communities import DAY
from tests.facts.random_town import make_random_town
from tests.facts.test_random_towns import NAMES

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()
SURVEYED = (*NAMES, "survey.drainage", "survey.sponge_city")
EFFECTS: tuple[Effect, ...] = (
    Built("service_complex", floor_area=45_001, activity_area=30_000),
    Built("kindergarten", floor_area=220_000, site_area=300_000, capacity=180),
    Built("nursery", floor_area=20_000),
    Answered("drainage", 2),
    Answered("sponge_city", 1),
)


def by_rows(placed: list[Placed]) -> FactSheet:
    return facts_if_built(ALL, placed, under=EVERYWHERE, as_of=DAY, names=SURVEYED)


def more_than_is_so(columns: Facts, rows: FactSheet) -> dict[str, object]:
    """Facts of one community that the columns tell otherwise, or as sure or as large where the rows do not."""
    at = rows.facts.codes.index(columns.codes[0])
    wrong: dict[str, object] = {}
    for name in SURVEYED:
        said, so = columns.column(name), rows.facts.column(name).row(at)
        is_fine = (not said.known[0] or so.known[0]) and (
            said.value[0] == so.value[0] if said.known[0] else not fact_kind(name).grows or said.value[0] <= so.value[0]
        )
        if not is_fine:
            wrong[name] = (said, so)
    return wrong


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_columns_say_no_more_than_rows(seed: int) -> None:
    make_random_town(seed)
    before = read_facts(ALL, as_of=DAY, names=SURVEYED)
    for row in range(0, len(before), 2):
        for effect in EFFECTS:
            one = changed(before.facts, np.array([row], np.int64), [effect])
            assert more_than_is_so(one, by_rows([Placed(int(before.pk[row]), effect)])) == {}


def test_what_is_simple_is_told_exactly() -> None:
    """A complex in a community with complete lists: its number and areas are known after it, as they were before."""
    community = make_community()
    make_households(community, 1_000)
    make_inventory(community, "service_complex")
    make_facility(community, floor_area="200.00", activity_area="100.00")
    before = read_facts(ALL, as_of=DAY, names=SURVEYED)
    after = changed(before.facts, np.array([0], np.int64), [Built("service_complex", floor_area=10_050, activity_area=6_030)])
    told = {name: (int(after.column(name).value[0]), bool(after.column(name).known[0])) for name in SURVEYED}
    assert told["count.service_complex"] == (2, True)
    assert told["floor_area.service_complex"] == (30_050, True)
    assert told["activity_area.service_complex"] == (16_030, True)


def test_area_is_given_over_where_there_is_room() -> None:
    community = make_community()
    make_households(community, 1_000)
    make_inventory(community, "service_complex")
    make_facility(community, floor_area="200.00", activity_area="190.00")
    make_facility(community, floor_area="150.00", activity_area="50.00")
    after = by_rows([Placed(community.pk, GivenOver("service_complex", 10_500))])
    assert after.facts.column("activity_area.service_complex").value.tolist() == [24_000 + 10_500]
    assert after.facts.column("floor_area.service_complex").value.tolist() == [35_000]


def test_nothing_of_it_stays() -> None:
    community = make_community()
    make_answer(community, "drainage", 0)
    make_inventory(community, "nursery")
    by_rows([Placed(community.pk, Built("nursery", floor_area=20_000)), Placed(community.pk, Answered("drainage", 2))])
    assert not Facility.objects.exists()
    assert not Act.objects.filter(verb="promise").exists()
    assert SurveyAnswer.objects.get().value == 0
    assert Inventory.objects.count() == 1


def test_one_facility_serves_whom_it_is_built_for() -> None:
    one, other = make_community("900101001001"), make_community("900101001002")
    for each in (one, other):
        make_households(each, 1_000)
        make_inventory(each, "elderly_station")
    after = by_rows([Placed(one.pk, Built("elderly_station", floor_area=35_000), serves=(one.pk, other.pk))])
    assert after.facts.column("count.elderly_station").value.tolist() == [1, 1]
