"""Fixtures of other rooms that the exports are tested with."""

from tests.intake.conftest import three
from tests.pages.conftest import browser

__all__ = ["browser", "three"]
