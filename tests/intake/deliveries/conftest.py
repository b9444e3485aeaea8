"""A clerk with a mandate, files to hand in, and the worker's jobs done on the spot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from communities.models import Division
from intake.deliveries.receiving import Said, receive
from intake.models import Delivery
from tests.factories import make_worker
from tests.intake.making import COMMUNITIES, accepted, text_file
from tests.pages.clicking import english
from tests.queue import work_off

Work = Callable[[], list[str]]
HandIn = Callable[..., Delivery]


@pytest.fixture
def stored(db: None, tmp_path: Path, settings: Settings) -> Division:
    """Three communities of one district, and a fourth of another; the district. Files lie in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.OPEN_READING = False
    other = "900102001001,丁社区,二街道,二区,甲市,甲省,既有,是,116.5000,40.0000,,,否\n"
    accepted(text_file(tmp_path, "all.csv", COMMUNITIES + other), source="register")
    return Division.objects.get(code="900101000000")


@pytest.fixture
def clerk(stored: Division) -> User:
    """Works for the district of the three communities."""
    return make_worker("clerk", stored)


@pytest.fixture
def chief(stored: Division) -> User:
    """May write everywhere."""
    return make_worker("chief", None)


@pytest.fixture
def work(db: None) -> Work:
    """Does what waits in the queue, in its order; the names of the tasks."""

    return work_off


@pytest.fixture
def hand_in(clerk: User, stored: Division) -> HandIn:
    """A delivery of the clerk's of files given as name=text."""

    def made(files: dict[str, str | bytes], by: User = clerk, division: Division | None = stored, **said: object) -> Delivery:
        given = [SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text) for name, text in files.items()]
        return receive(by=by, files=given, division=division, said=Said(**said))  # type: ignore[arg-type]  # as the test says

    return made


@pytest.fixture
def browser(clerk: User) -> Client:
    return english(clerk)
