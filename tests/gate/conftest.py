"""The country and its people, made once for a file of tests. What a request changes is undone after it."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.gate.country import Estate, make_country
from tests.gate.people import Person, make_people
from tests.gate.routes import Address, addresses


@dataclass(frozen=True)
class World:
    country: Mapping[str, Estate]
    people: Mapping[str, Person]
    addresses: list[Address]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Reading is not open."""
    with (
        tempfile.TemporaryDirectory() as files,
        override_settings(OPEN_READING=False, MEDIA_ROOT=files),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        country = make_country()
        yield World(
            country, make_people({position: estate.division for position, estate in country.items()}), addresses(country)
        )
        transaction.set_rollback(True)
