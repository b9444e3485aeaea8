"""Sums of money with amounts that nobody knows; who may be late, at the edge of a day."""

from datetime import date

import pytest

from communities.models import Act
from pilots.models import Funding, KeyProject
from pilots.projects.lateness import days_after, days_late
from pilots.projects.money import Total, against_cost, remarks, total, total_words
from pilots.services.funding import set_funding
from pilots.services.refusing import Refused
from tests.factories.projects import funding_of

TODAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("amounts", "told", "zh"),
    [
        ([], Total(0, 0, 0), "未知"),
        ([None], Total(0, 1, 1), "未知"),
        ([None, None], Total(0, 2, 2), "未知"),
        ([0], Total(0, 0, 1), "0 元"),
        ([5, None], Total(5, 1, 2), "至少 5 元，另有 1 项金额未知"),
        ([1_000_000, 2], Total(1_000_002, 0, 2), "1,000,002 元"),
    ],
)
def test_what_is_not_known_is_never_0(amounts: list[int | None], told: Total, zh: str) -> None:
    assert total(amounts) == told
    assert total_words(told).zh == zh
    assert told.is_whole == (bool(amounts) and None not in amounts)


@pytest.mark.parametrize(
    ("amounts", "en"),
    [
        ([], "No source is named yet: whether the cost is covered is not known."),
        ([100], "What is planned is just the cost."),
        ([120], "What is planned is 20 yuan more than the cost."),
        ([60, 20], "What is planned is 20 yuan short of the cost."),
        (
            [60, None],
            "What is known is 40 yuan short of the cost; 1 amount is not known, so whether the cost is covered cannot be said.",
        ),
        ([100, None, None], "What is known covers the cost, by at least 0 yuan; 2 amounts are not known."),
    ],
)  # fmt: skip
def test_the_difference_to_the_cost_is_said(amounts: list[int | None], en: str) -> None:
    assert against_cost(total(amounts), 100).en == en


def test_what_is_odd_is_said() -> None:
    said = remarks([("city", 1, 2, 3), ("bonds", None, 5, None), ("other", 5, 5, 5)])
    assert [each.en for each in said] == [
        "city: more has arrived than was planned.", "city: more was spent than has arrived.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "is_open", "days"),
    [
        (date(2026, 6, 29), True, 1),
        (TODAY, True, 0),
        (date(2026, 7, 1), True, 0),
        (date(2025, 6, 30), True, 365),
        (date(2026, 1, 1), False, 0),
        (None, True, None),
    ],
)
def test_nothing_is_late_on_the_day_itself(due: date | None, is_open: bool, days: int | None) -> None:  # noqa: FBT001  a case
    assert days_late(due, today=TODAY, is_open=is_open) == days


def test_how_late_it_came() -> None:
    assert days_after(TODAY, date(2026, 7, 3)) == 3
    assert days_after(TODAY, date(2026, 6, 1)) == 0
    assert days_after(None, TODAY) is None


@pytest.mark.django_db
def test_the_sources_are_those_that_were_said_last(entered: KeyProject) -> None:
    set_funding(by=None, project=entered, version=1, sources={"city": (5, None, None), "bonds": (None, None, None)})
    kept = Funding.objects.get(source="city").pk
    set_funding(by=None, project=entered, version=2, sources={"city": (5, 4, None), "residents": (0, 0, 0)})
    assert funding_of(entered) == {"city": (5, 4, None), "residents": (0, 0, 0)}
    assert Funding.objects.get(source="city").pk == kept
    assert Act.objects.filter(verb="set_funding").count() == 2
    with pytest.raises(Refused, match="changed_meanwhile"):
        set_funding(by=None, project=entered, version=2, sources={})
    assert len(funding_of(entered)) == 2
