"""A pilot with a project that was entered by hand, and a place of its own for files."""

from pathlib import Path

import pytest
from pytest_django import Settings

from pilots.models import Enrolment, KeyProject
from tests.factories import Territory, make_round
from tests.factories.projects import make_pilot, make_project


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def pilot(territory: Territory) -> Enrolment:
    """It has no kindergarten, and it is known that it has none."""
    make_round()
    return make_pilot(territory.own[0])


@pytest.fixture
def entered(pilot: Enrolment) -> KeyProject:
    return make_project(pilot)
