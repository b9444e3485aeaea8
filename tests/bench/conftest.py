"""The nation's databases (nation_base.py) go with the run."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.bench.nation_base import drop_made


@pytest.fixture(scope="session")
def nation_databases(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        drop_made()
