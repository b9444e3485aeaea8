"""Three communities to hang things on, brought in like any others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

pytest.register_assert_rewrite("tests.intake.catalogue")  # so that what it asserts is told, not only that it failed

from tests.factories.once import stored_once  # noqa: E402  (after what must come first)
from tests.intake.making import COMMUNITIES, accepted, text_file  # noqa: E402


@pytest.fixture
def three(db: None, tmp_path: Path) -> Path:
    """The folder for files; the three communities of ``making.COMMUNITIES`` are stored."""
    accepted(text_file(tmp_path, "three.csv", COMMUNITIES), source="three")
    return tmp_path


@pytest.fixture(scope="module")
def stored_three(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The same for a whole file of tests, where each of them begins with them: such a file has a ``three`` of its own."""
    path = text_file(tmp_path_factory.mktemp("three"), "three.csv", COMMUNITIES)
    with stored_once(django_db_blocker, lambda: accepted(path, source="three")):
        yield
