"""A clerk of one district hands in files that name what lies in another: nothing of it is written, nothing of it is shown."""

from collections.abc import Mapping
from typing import Any

import pytest

from accounts.models import User
from communities.models import Block, Community, Compound, Division
from facilities.models import Facility
from intake.deliveries.receiving import NotNow, ask_to_store
from intake.models import Delivery, RowIssue
from tests.communities.test_undoing import snapshot
from tests.factories import make_facility, revoke_all
from tests.intake.deliveries.conftest import HandIn, Work
from tests.intake.making import FIRST, SECOND

OUTSIDE = "900102001001"


@pytest.fixture
def other(stored: Division) -> Community:
    """A community of the other district, with a facility, a compound and a block of its own."""
    community = Community.objects.get(code=OUTSIDE)
    make_facility(community, "pharmacy", code="F-OUT", name="别处药店", floor_area="321.00", lng=116.5, lat=40.0)
    Compound.objects.create(code="C-OUT", name="别处小区", community=community, households=7, source=community.source)
    community.block = Block.objects.create(code="B-OUT", name="别处街区")
    community.in_block = True
    community.save()
    return community


def _try(hand_in: HandIn, work: Work, clerk: User, files: dict[str, str]) -> Delivery:
    """Check, then store whatever can be stored."""
    delivery = hand_in(files)
    work()
    for good_rows in (False, True):
        try:
            ask_to_store(by=clerk, delivery=delivery.pk, good_rows=good_rows)
        except NotNow:
            continue
        work()
    return Delivery.objects.get(pk=delivery.pk)


def _codes() -> set[str]:
    return set(RowIssue.objects.values_list("code", flat=True))


def _data() -> Mapping[str, Any]:
    return {name: rows for name, rows in snapshot().items() if name != "communities_source"}


HEAD = "设施编号,设施名称,设施类型,社区代码,建筑面积,居民活动面积,服务社区"
CASES = {
    "a facility of the other, moved here by its code": (f"{HEAD}\nF-OUT,我的药店,药店,{FIRST},,,\n", "stands_elsewhere"),
    "a facility of the other, told to be smaller": (f"{HEAD}\nF-OUT,,药店,,,,{FIRST}\n", "stands_elsewhere"),
    "figures that would show what the other has": (f"{HEAD}\nF-OUT,,药店,{FIRST},,400,\n", "stands_elsewhere"),
    "a facility in the other": (f"{HEAD}\nF-NEW,新,药店,{OUTSIDE},,,\n", "row_outside"),
    "a facility here that serves the other": (f"{HEAD}\nF-NEW,新,药店,{FIRST},,,{FIRST}；{OUTSIDE}\n", "outside_reach"),
    "a point in the other": ("设施编号,设施名称,设施类型,经度,纬度\nF-NEW,新,药店,116.5001,40.0001\n", "row_outside"),
    "a point far from everything": ("设施编号,设施名称,设施类型,经度,纬度\nF-NEW,新,药店,100.0,30.0\n", "stands_nowhere"),
    "a compound of the other, moved here": (f"小区编号,小区名称,社区代码,户数\nC-OUT,我的,{FIRST},9\n", "stands_elsewhere"),
    "a compound in the other, by its point": ("小区编号,小区名称,经度,纬度\nC-NEW,新,116.5001,40.0001\n", "row_outside"),
    "a community of the other": (f"社区代码,社区名称\n{OUTSIDE},改名社区\n", "row_outside"),
    "the name of the district above another": (
        f"社区代码,社区名称,城市,区县\n{FIRST},甲社区,改名市,一区\n", "outside_reach",
    ),
    "the name of a block of the other": (
        f"社区代码,社区名称,街区代码,街区名称\n{FIRST},甲社区,B-OUT,改名街区\n", "outside_reach",
    ),
    "a place in a block of the other": (f"社区代码,社区名称,街区代码\n{SECOND},乙社区,B-OUT\n", "outside_reach"),
    "a division elsewhere": ("区划代码,名称,级别\n900102,改名区,区县\n", "row_outside"),
    "households of the other": (f"社区代码,户数,统计日期\n{OUTSIDE},5,2024-12-31\n", "row_outside"),
    "a declaration for the other": (f"社区代码,设施类型,核实日期\n{OUTSIDE},药店,2024-12-31\n", "row_outside"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_nothing_outside_is_written(name: str, other: Community, hand_in: HandIn, work: Work, clerk: User) -> None:
    text, code = CASES[name]
    before = _data()
    _try(hand_in, work, clerk, {"a.csv": text})
    assert _data() == before
    assert code in _codes()
    said = " ".join(f"{issue.value} {issue.details}" for issue in RowIssue.objects.all())
    assert "321" not in said
    assert "别处药店" not in said


def test_doubles_of_the_other_district_are_not_named(other: Community, hand_in: HandIn, work: Work, clerk: User) -> None:
    Community.objects.filter(code=SECOND).update(lng=116.5, lat=40.0002)
    _try(hand_in, work, clerk, {"a.csv": f"{HEAD},经度,纬度\nF-NEW,别处药店,药店,{SECOND},,,,116.5,40.0\n"})
    assert "double_in_register" not in _codes()
    assert Facility.objects.filter(code="F-NEW").exists()


def test_the_chief_may_do_all_of_it(other: Community, hand_in: HandIn, work: Work, chief: User) -> None:
    for name, (text, code) in CASES.items():
        if code != "outside_reach":
            continue
        delivery = hand_in({"a.csv": text}, by=chief, division=None)
        work()
        ask_to_store(by=chief, delivery=delivery.pk, good_rows=False)
        work()
        assert Delivery.objects.get(pk=delivery.pk).state == "stored", name


def test_a_grant_that_was_revoked_meanwhile_stops_the_work(hand_in: HandIn, work: Work, clerk: User) -> None:
    delivery = hand_in({"a.csv": f"社区代码,户数,统计日期\n{FIRST},5,2024-12-31\n"})
    work()
    ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
    revoke_all(clerk)
    before = _data()
    work()
    delivery = Delivery.objects.get(pk=delivery.pk)
    assert (delivery.state, delivery.fault, _data()) == ("failed", "mandate_gone", before)
