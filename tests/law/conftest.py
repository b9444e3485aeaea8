"""Browsers and a round, as the tests of all pages have them."""

from tests.pages.conftest import assessed, browser, is_open

__all__ = ["assessed", "browser", "is_open"]
