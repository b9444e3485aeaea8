"""A page is an outline: one first heading, and no level left out, so that it can be walked by headings."""

import re
from itertools import pairwise

import pytest

from assessments.models import Round
from tests.factories import Territory
from tests.pages.addresses import all_pages
from tests.pages.conftest import Browser

HEADING = re.compile(r"<h([1-6])\b")


@pytest.mark.usefixtures("is_open")
def test_no_level_is_left_out(territory: Territory, assessed: Round, browser: Browser) -> None:
    for name, address in all_pages(territory, assessed).items():
        levels = [int(level) for level in HEADING.findall(browser().get(address).content.decode())]
        assert (levels[0], levels.count(1)) == (1, 1), name
        assert all(deeper <= level + 1 for level, deeper in pairwise(levels)), (name, levels)
