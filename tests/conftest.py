"""What every test may ask for: three people, and a database of its own for every run."""

import gc
import os
from collections.abc import Generator, Iterator

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.test import client as test_client
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import User
from config.embedded.places import places_for
from config.embedded.server import ensure_running
from tests.assessments.sample import load_sample_city
from tests.emptying import empty_by_deleting, leave_statistics_alone
from tests.factories import WORKER, make_territory, make_user, make_worker
from tests.factories.once import stored_once
from tests.factories.territory import Territory

# How long an example takes is no question of a test: a machine may be busy.
hypothesis.settings.register_profile("unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    """Hold the embedded server for the whole run, in the process that ends last, so that it stops with the run."""
    # whitenoise: collectstatic has not been run, and need not be: the tests serve from the finders
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")
    is_worker = hasattr(config, "workerinput")
    idle = config.option.collectonly or config.option.help
    if not (is_worker or idle or os.environ.get("DATABASE_URL")):
        ensure_running(places_for(settings.BASE_DIR))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Nothing of the thousands of tests is litter while they are collected, nor later: nobody looks for any among them."""
    gc.disable()
    found = yield
    gc.freeze()
    gc.enable()
    return found


def _keep_nothing(*_args: object, **_rest: object) -> None:
    """No test looks at ``response.context``: what a page was drawn with is not copied, component by component."""


test_client.store_rendered_templates = _keep_nothing  # type: ignore[attr-defined]  # the stubs leave it out


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, testrun_uid: str) -> None:
    """The name of the test database ends with this run's mark: two runs at once never take each other's database."""
    database = connections["default"].settings_dict
    test = database["TEST"]
    test["NAME"] = f"{test.get('NAME') or 'test_' + database['NAME']}_{testrun_uid[:8]}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Emptied in its own way between tests with real transactions: tests/emptying.py."""
    with django_db_blocker.unblock():
        leave_statistics_alone()
        empty_by_deleting()


@pytest.fixture(scope="module")
def sample_city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The sample city, loaded once for a file of tests and rolled back after it. What a test changes it rolls back itself."""
    with stored_once(django_db_blocker, load_sample_city):
        yield


@pytest.fixture
def territory(db: None) -> Territory:
    """Two provinces with six communities: tests/factories/territory.py."""
    return make_territory()


@pytest.fixture
def planner(territory: Territory, settings: Settings) -> User:
    """Assesses one city and brings its data in. Reading is not open."""
    settings.OPEN_READING = False
    return make_worker("planner", territory.city)


@pytest.fixture
def officer(territory: Territory, settings: Settings) -> User:
    """An official of the whole province, who also works there. Reading is not open."""
    settings.OPEN_READING = False
    return make_worker("officer", territory.province, "official", *WORKER)


@pytest.fixture
def stranger(territory: Territory, settings: Settings) -> User:
    """Has an account and no grant. Reading is not open."""
    settings.OPEN_READING = False
    return make_user("stranger")


@pytest.fixture
def anonymous(db: None, settings: Settings) -> AnonymousUser:
    """Nobody who logged in, where somebody could. Reading is not open."""
    settings.OPEN_READING = False
    make_user("somebody-with-an-account")
    return AnonymousUser()
