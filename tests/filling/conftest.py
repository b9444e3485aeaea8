"""Browsers for the pages of forms, as for all pages."""

from tests.pages.conftest import browser, is_open

__all__ = ["browser", "is_open"]
