"""Synthetic is never shown as real: a figure carries the labels of every row it rests on, a neighbour's too."""

from datetime import date
from decimal import Decimal

import pytest

from assessments.facts import read_facts
from assessments.law import rule_named
from assessments.selectors.cards import card, trace_of
from assessments.selectors.scorecards import scorecard, totals
from communities.models import Community, Compound
from communities.scope import EVERYWHERE, AreaScope
from facilities.models import ServedCommunity
from tests.factories import (
    make_answer,
    make_block,
    make_community,
    make_facility,
    make_households,
    make_inventory,
    make_premises,
    make_round,
    make_source,
)
from tests.factories.communities import DAY

pytestmark = pytest.mark.django_db
HERE, THERE = "900101001001", "900101001002"
ALL = AreaScope.everywhere()
SYNTHETIC = {"name": "synthetic fill", "provenance": "synthetic"}


def label(community: Community, as_of: date = DAY) -> int:
    return int(read_facts(ALL, under=community.path, as_of=as_of).labels[0])


def test_a_share_carries_the_labels_of_the_households_that_share_it_out() -> None:
    one, two = make_community(HERE), make_community(THERE)
    make_households(one, 2000)
    make_households(two, 1000, source=make_source(**SYNTHETIC))
    assert label(one) == 0
    facility = make_facility(one, floor_area=Decimal("1000.00"))
    for community in (one, two):
        ServedCommunity.objects.create(facility=facility, community=community)
    assert label(one) == 2


def test_a_block_carries_the_labels_of_all_its_communities() -> None:
    block = make_block()
    one = make_community(HERE, block=block, in_block=True)
    two = make_community(THERE, block=block, in_block=True)
    assert label(one) == 0
    make_households(two, 1000, source=make_source(**SYNTHETIC))
    assert label(one) == 2


def test_a_block_carries_the_labels_of_the_compounds_its_walks_begin_at() -> None:
    one = make_community(HERE, block=make_block(), in_block=True)
    make_households(one, 10)
    Compound.objects.create(code="C1", name="C1", community=one, households=10, source=make_source(**SYNTHETIC))
    assert label(one) == 2


def test_the_number_of_pilots_carries_the_labels_of_the_others_answers() -> None:
    one, two = make_community(HERE), make_community(THERE)
    make_answer(one, "pilot_enrolled", 1)
    make_answer(two, "pilot_enrolled", 0, source=make_source(**SYNTHETIC))
    assert label(one) == 2


def test_a_card_carries_the_label_of_the_premises_it_names() -> None:
    one = make_community(HERE, build_class="existing")
    make_households(one, 1000)
    make_facility(one, floor_area=100, activity_area=60)
    make_inventory(one, "service_complex")
    done = make_round()
    make_premises(one, floor_area=600, source=make_source(**SYNTHETIC))
    found = scorecard(ALL, done, HERE)
    assert found is not None
    assert found.labels == 0
    assert card(ALL, found).labels == 2


def test_a_trace_says_what_its_data_is_by_itself() -> None:
    one = make_community(HERE)
    make_households(one, 1000, source=make_source(**SYNTHETIC))
    found = scorecard(ALL, make_round(), HERE)
    assert found is not None
    assert trace_of(ALL, found, rule_named("N48-FAC-01"))[1]["data_labels"] == ["synthetic"]


def test_sums_say_whether_all_cards_carry_the_same_labels() -> None:
    make_households(make_community(HERE), 10, source=make_source(**SYNTHETIC))
    assert not totals(ALL, make_round(), EVERYWHERE).is_mixed
    make_community(THERE)
    assert totals(ALL, make_round(), EVERYWHERE).is_mixed


def test_a_sum_of_households_that_nobody_knows_is_not_zero() -> None:
    one = make_community(HERE)
    assert totals(ALL, make_round(), EVERYWHERE).households is None
    make_households(one, 0)
    assert totals(ALL, make_round(), EVERYWHERE).households == 0
