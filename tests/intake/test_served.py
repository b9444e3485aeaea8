"""Facilities that serve more than their own community."""

from pathlib import Path

from facilities.models import ServedCommunity
from tests.intake.making import FIRST, SECOND, THIRD, accepted, counts, text_file

HEAD = "设施编号,设施名称,设施类型,社区代码,服务社区\n"


def _served() -> set[str]:
    return set(ServedCommunity.objects.values_list("community__code", flat=True))


def test_a_shared_facility_that_moves_goes_on_serving_and_serves_its_new_place(three: Path) -> None:
    accepted(text_file(three, "a.csv", f"{HEAD}F1,书屋,社区综合服务设施,{FIRST},{FIRST}；{SECOND}\n"))
    assert _served() == {FIRST, SECOND}
    outcome = accepted(text_file(three, "b.csv", f"设施编号,设施类型,社区代码\nF1,社区综合服务设施,{THIRD}\n"))
    assert (counts(outcome), _served()) == ([(0, 1, 0)], {SECOND, THIRD})
    again = accepted(text_file(three, "c.csv", f"{HEAD}F1,书屋,社区综合服务设施,{THIRD},{SECOND}；{THIRD}\n"))
    assert counts(again) == [(0, 0, 1)]


def test_one_that_served_its_own_only_still_does(three: Path) -> None:
    accepted(text_file(three, "a.csv", f"{HEAD}F1,书屋,社区综合服务设施,{FIRST},\n"))
    accepted(text_file(three, "b.csv", f"设施编号,设施类型,社区代码\nF1,社区综合服务设施,{THIRD}\n"))
    assert _served() == set()
