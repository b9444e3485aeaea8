"""Three communities to hang things on, brought in like any others."""

from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.intake.catalogue")  # so that what it asserts is told, not only that it failed

from tests.intake.making import COMMUNITIES, accepted, text_file  # noqa: E402  (after what must come first)


@pytest.fixture
def three(db: None, tmp_path: Path) -> Path:
    """The folder for files; the three communities of ``making.COMMUNITIES`` are stored."""
    accepted(text_file(tmp_path, "three.csv", COMMUNITIES), source="three")
    return tmp_path
