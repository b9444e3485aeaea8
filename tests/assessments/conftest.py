"""The sample city, loaded once for a file of tests and rolled back after it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.assessments.sample import load_sample_city


@pytest.fixture(scope="module")
def sample_city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Everything a test changes must be rolled back by the test itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_sample_city()
        yield
        transaction.set_rollback(True)
