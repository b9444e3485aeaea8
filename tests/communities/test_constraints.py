"""What the database itself refuses, whoever writes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, transaction

from communities.models import Community
from tests.factories import (
    make_answer,
    make_block,
    make_community,
    make_division,
    make_facility,
    make_households,
    make_inventory,
    make_premises,
)  # fmt: skip

pytestmark = pytest.mark.django_db
EARLY, LATE = date(2025, 1, 1), date(2026, 1, 1)


@pytest.fixture
def community() -> Community:
    return make_community()


def refused(write: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            write()
    except (IntegrityError, DataError):
        return True
    return False


REFUSED: dict[str, Callable[[Community], object]] = {
    "more activity area than floor area": lambda c: make_facility(c, floor_area=Decimal("1.00"), activity_area=Decimal("1.01")),
    "a negative area": lambda c: make_facility(c, floor_area=Decimal("-0.01")),
    "closed before opened": lambda c: make_facility(c, opened_on=LATE, closed_on=EARLY),
    "half a point": lambda c: make_facility(c, lng=118.0),
    "a point off the globe": lambda c: make_facility(c, lng=118.0, lat=90.5),
    "a lease without an end": lambda c: make_premises(c, offers=["lease"]),
    "two current answers to one item": lambda c: [make_answer(c, "roads", 1, answered_on=EARLY), make_answer(c, "roads", 2)],
    "an answer superseded before it was given": lambda c: make_answer(c, "roads", 1, answered_on=LATE, superseded_on=EARLY),
    "two household counts on one day": lambda c: [make_households(c, 1), make_households(c, 2)],
    "a negative household count": lambda c: make_households(c, -1),
    "one list declared twice on one day": lambda c: [make_inventory(c, "green"), make_inventory(c, "green")],
    "a declaration withdrawn before it was made": lambda c: make_inventory(c, "green", complete_on=LATE, withdrawn_on=EARLY),
    "a community code of 11 digits": lambda _: make_community("90010100100", path="/x/", division=make_division("900101001")),
    "a division's code on a community": lambda _: make_community("900101002000", division=make_division("900101002")),
    "the same code twice": lambda c: make_community(c.code),
    "in a block and yet said not to be": lambda _: make_community("900101001009", block=make_block(), in_block=False),
    "in a block and nobody said so": lambda _: make_community("900101001009", block=make_block(), in_block=None),
    "a community that ends before it begins": lambda _: make_community("900101001009", valid_from=LATE, valid_to=EARLY),
}


@pytest.mark.parametrize("write", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses(community: Community, write: Callable[[Community], object]) -> None:
    assert refused(lambda: write(community))


def test_what_is_just_right_is_taken(community: Community) -> None:
    assert not refused(lambda: make_facility(community, floor_area=Decimal("1.00"), activity_area=Decimal("1.00")))
    assert not refused(lambda: make_facility(community, opened_on=EARLY, closed_on=EARLY, lng=180.0, lat=-90.0))
    assert not refused(lambda: make_answer(community, "roads", 1, answered_on=EARLY, superseded_on=LATE))
    assert not refused(lambda: make_answer(community, "roads", 2, answered_on=LATE))
