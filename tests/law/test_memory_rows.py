"""Values in memory are narrowed, sorted and cut into pages as the rows of a table are."""

import copy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import Q

from communities.in_memory import MemoryRows
from communities.keyset import Page, page_of
from communities.words import Words


@dataclass(frozen=True)
class Thing:
    code: str
    size: int
    name: Words


THINGS = [Thing(f"T{number:02d}", number % 3, Words("物", "thing")) for number in range(10)]
ROWS = MemoryRows(THINGS)


def codes(rows: MemoryRows[Thing]) -> list[str]:
    return [each.code for each in rows]


@pytest.mark.parametrize(
    ("test", "wanted"),
    [
        (Q(), 10),
        (Q(size=0), 4),
        (Q(size__exact=1), 3),
        (Q(size__gt=0), 6),
        (Q(size__gte=1, code__lt="T05"), 3),
        (Q(size__lte=1), 7),
        (Q(size__in=[0, 2]), 7),
        (Q(pk__in=[]), 0),
        (~Q(size=0), 6),
        (Q(size=0) | Q(code="T01"), 5),
        (Q(name__en="thing"), 10),
    ],
)
def test_a_query_means_what_it_means_of_a_table(test: Q, wanted: int) -> None:
    assert len(ROWS.filter(test)) == wanted


def test_orders() -> None:
    assert codes(ROWS.order_by("-code"))[0] == "T09"
    assert codes(ROWS.order_by("-size", "code"))[:3] == ["T02", "T05", "T08"]
    assert ROWS.order_by("size", "code").query.order_by == ("size", "code")
    assert codes(ROWS.order_by()) == codes(ROWS)


@pytest.mark.parametrize("order", [["code"], ["-code"], ["size", "code"], ["-size", "-code"]])
@pytest.mark.parametrize("limit", [1, 3, 10, 50])
def test_pages_lose_and_repeat_nothing(order: list[str], limit: int) -> None:
    rows: Any = ROWS.order_by(*order)
    seen: list[str] = []
    page: Page[Any] = page_of(rows, order, limit=limit)
    seen += codes_of(page)
    while page.next:
        page = page_of(rows, order, limit=limit, cursor=page.next)
        seen += codes_of(page)
    assert seen == codes(rows)
    if page.previous:
        back: Page[Any] = page_of(rows, order, limit=limit, cursor=page.previous)
        assert codes_of(back) == seen[: len(seen) - len(page.rows)][-limit:]


def codes_of(page: Page[Any]) -> list[str]:
    return [each.code for each in page.rows]


def test_nothing_of_it_is_copied() -> None:
    assert copy.deepcopy(ROWS) is ROWS.all() is ROWS
    assert len(ROWS.none()) == 0
    assert ROWS.count() == 10
