"""Money reads the same wherever it stands: two places of 10,000 yuan, as in plans and reports."""

import pytest
from django.utils import translation

from assessments.reports.plan_content import in_wan
from pilots.drafting.works import wan
from pilots.views.tables import yuan_text


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        (46_800, "4.68 万元", "CNY 46,800"), (213_950, "21.40 万元", "CNY 213,950"), (0, "0.00 万元", "CNY 0"),
        (12_345_678, "1,234.57 万元", "CNY 12,345,678"), (5_000, "0.50 万元", "CNY 5,000"), (49, "49 元", "CNY 49"),
        (50, "0.01 万元", "CNY 50"),
    ],
)  # fmt: skip
def test_two_places(yuan: int, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert yuan_text(yuan) == zh
    with translation.override("en"):
        assert yuan_text(yuan) == en


@pytest.mark.parametrize("yuan", [46_800, 2_960_000, 15_500, 12_345_678])
def test_pages_plans_and_drafts_say_the_same(yuan: int) -> None:
    with translation.override("zh-hans"):
        assert yuan_text(yuan) == f"{in_wan(yuan)} 万元" == f"{wan(yuan)} 万元"
