"""Queries an address may cost, written down in budgets.json. The same for one community and for a hundred."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.api.reading import body_of
from tests.factories import make_community, make_facility, make_households, make_inventory, make_round

BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("budgets.json").read_text())


@contextmanager
def within_budget(address: str) -> Iterator[None]:
    """Asserts that the block costs no more queries than are written down."""
    with CaptureQueriesContext(connection) as asked:
        yield
    statements = "\n".join(query["sql"][:200] for query in asked.captured_queries)
    assert len(asked) <= BUDGETS[address], f"{address}: {len(asked)} queries, budget {BUDGETS[address]}\n{statements}"


@pytest.mark.parametrize("number", [1, 10, 100])
def test_queries_do_not_grow(number: int, db: None, client: Client, settings: Settings) -> None:
    settings.OPEN_READING = True
    for index in range(number):
        community = make_community(f"9001010{index // 100 + 1:02d}{index % 100 + 1:03d}")
        make_households(community)
        facility = make_facility(community)
        facility.served.create(community=community)
        make_inventory(community, "kindergarten")
    make_round()
    for address in BUDGETS:
        with within_budget(address):
            response = client.get(address)
            body_of(response)
        assert response.status_code == 200, (address, response.content)
