"""The template tags of the components: geometry, shares, filters in words, sorting, figures."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import translation

from assessments.templatetags.components import (
    bar_geometry,
    hundredths_m2,
    paired,
    sort_columns,
    verdict_shares,
    verdict_slug,
    yuan,
)


@pytest.mark.parametrize(("stored", "slug"), [(1, "met"), (2, "gap"), (3, "unknown"), (4, "not_applicable"), ("gap", "gap")])
def test_verdict_slug(stored: int | str, slug: str) -> None:
    assert verdict_slug(stored) == slug


@pytest.mark.parametrize("stored", [0, 5, "", "passed"])
def test_an_unknown_verdict_is_never_drawn(stored: int | str) -> None:
    with pytest.raises(ValueError, match="is no verdict"):
        verdict_slug(stored)


def test_bar_of_a_gap() -> None:
    bar = bar_geometry(Decimal("480.00"), Decimal("799.80"))
    assert (bar.measured, bar.required, bar.off_from, bar.off_width) == ("57.71%", "96.15%", "57.71%", "38.45%")


def test_bar_beyond_the_requirement_stays_inside() -> None:
    bar = bar_geometry(1400, 1000)
    assert (bar.measured, bar.off_from, bar.off_width) == ("96.15%", "68.68%", "27.47%")


@pytest.mark.parametrize(("measured", "required"), [(None, None), (0, 0), (0, None)])
def test_bar_of_nothing_is_empty(measured: int | None, required: int | None) -> None:
    assert bar_geometry(measured, required).off_width == "0.00%"


def test_shares_read_objects_and_mappings_and_add_up() -> None:
    shares = verdict_shares({"met": 1, "gaps": 1, "unknown": 2}, {"gap": "/gaps/"})
    assert [(share.verdict, share.count, share.x) for share in shares] == [
        ("met", 1, "0.00%"), ("gap", 1, "25.00%"), ("unknown", 2, "50.00%"), ("not_applicable", 0, "100.00%"),
    ]  # fmt: skip
    assert shares[1].href == "/gaps/"


def test_a_small_share_never_reads_as_nothing() -> None:
    shares = verdict_shares({"met": 1, "unknown": 999})
    assert [share.percent for share in shares] == ["<1%", "0%", ">99%", "0%"]


def test_sort_links_turn_round_and_forget_the_cursor() -> None:
    columns = [("name", "Name", "text"), ("code", "Code", "code"), ("", "Verdict", "text")]
    name, code, verdict = sort_columns(columns, QueryDict("sort=name&cursor=abc&q=x"))
    assert (name.href, name.direction) == ("?sort=-name&q=x", "ascending")
    assert (code.href, code.direction) == ("?sort=code&q=x", "")
    assert verdict.href == ""


def test_a_row_fits_its_head() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        paired(["one"], ["a", "b"])


@pytest.mark.parametrize(("language", "area", "money"), [
    ("zh-hans", "799.80 ㎡", "123.46 万元"), ("en", "799.80 m²", "CNY 1,234,567"),
])  # fmt: skip
def test_figures_in_either_language(language: str, area: str, money: str) -> None:
    with translation.override(language):
        assert (hundredths_m2(79980), yuan(1234567)) == (area, money)


def test_missing_figures_stay_empty() -> None:
    assert (hundredths_m2(None), yuan(None)) == ("", "")
