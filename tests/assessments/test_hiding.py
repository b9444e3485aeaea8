"""Promise 2 on the sample city: hiding any one fact of any community moves verdicts only to unknown.

A fact is hidden the way it is missing in life: a count not brought in, an area left blank, an answer never given, a list never
declared complete. A facility that is taken out of the register takes the declaration of its list with it: a list that lacks
something is not complete. Each fact is hidden in all communities at once, which hides at least as much from each of them.
"""

from collections.abc import Callable

import pytest
from django.db import transaction

from assessments.law import rules_on
from assessments.standards.model import Verdict
from communities.models import BuildClass, Community, Compound, HouseholdCount, SurveyAnswer
from communities.survey_items import SURVEY_ITEMS
from facilities.catalogue import FACILITY_TYPES
from facilities.models import Facility, Inventory
from intake.sample import SAMPLE_DAY
from tests.assessments.sample import Verdicts, verdicts_now

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def before(sample_city: None) -> Verdicts:
    return verdicts_now()


def hide_counts() -> None:
    HouseholdCount.objects.all().delete()


def hide_build_class() -> None:
    Community.objects.update(build_class=BuildClass.UNKNOWN)


def hide_heating() -> None:
    Community.objects.update(central_heating=None)


def hide_blocks() -> None:
    Community.objects.update(block=None, in_block=None)


def hide_points() -> None:
    Facility.objects.update(lng=None, lat=None)
    Community.objects.update(lng=None, lat=None)
    Compound.objects.update(lng=None, lat=None)


def hide_areas() -> None:
    Facility.objects.update(floor_area=None, activity_area=None)


def hide_activity_areas() -> None:
    Facility.objects.update(activity_area=None)


def hide_declarations() -> None:
    Inventory.objects.all().delete()


def hide_answers(item: str) -> Callable[[], None]:
    return lambda: void(SurveyAnswer.objects.filter(item=item).delete())


def hide_declaration_of(facility_type: str) -> Callable[[], None]:
    return lambda: void(Inventory.objects.filter(facility_type=facility_type).delete())


def hide_facilities_of(facility_type: str) -> Callable[[], None]:
    def hide() -> None:
        Facility.objects.filter(facility_type=facility_type).delete()
        Inventory.objects.filter(facility_type=facility_type).delete()

    return hide


def void(done: object) -> None:
    """A verb's answer that nobody needs."""


HIDDEN: dict[str, Callable[[], None]] = {
    "household counts": hide_counts,
    "build class": hide_build_class,
    "central heating": hide_heating,
    "blocks": hide_blocks,
    "points": hide_points,
    "areas": hide_areas,
    "activity areas": hide_activity_areas,
    "all declarations": hide_declarations,
    **{f"answers to {item}": hide_answers(item) for item in SURVEY_ITEMS},
    **{f"declaration of {key}": hide_declaration_of(key) for key in FACILITY_TYPES},
    **{f"facilities of type {key}": hide_facilities_of(key) for key in FACILITY_TYPES},
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_hiding_a_fact_moves_verdicts_only_to_unknown(before: Verdicts, hide: Callable[[], None]) -> None:
    with transaction.atomic():
        hide()
        after = verdicts_now()
        transaction.set_rollback(True)
    moved = after != before
    assert (after[moved] == Verdict.UNKNOWN).all()


@pytest.mark.parametrize("name", ["household counts", "build class", "answers to water_supply", "facilities of type nursery"])
def test_hiding_what_decides_does_move_verdicts(before: Verdicts, name: str) -> None:
    """The test above cannot pass by hiding nothing."""
    with transaction.atomic():
        HIDDEN[name]()
        assert (verdicts_now() != before).any()
        transaction.set_rollback(True)


def test_the_sample_city_shows_all_four_verdicts_of_most_rules(before: Verdicts) -> None:
    seen = {rule.code: set(before[:, at].tolist()) for at, rule in enumerate(rules_on(SAMPLE_DAY)) if not rule.places}
    assert set.union(*seen.values()) == {1, 2, 3, 4}
    assert [code for code, found in seen.items() if len(found) < 2] == []
