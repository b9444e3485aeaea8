"""The catalogue, group B: codes, numbers, units and days in rows; and the days of group J that stand in files."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communities.models import Community, Compound, Division, HouseholdCount
from facilities.models import Facility, ServedCommunity
from tests.intake.catalogue import Case, Said, csv, prove
from tests.intake.making import FIRST, SECOND, workbook
from tests.intake.test_tripwire import PHONES, identity
from tests.intake.workbook_files import from_1904

H = "社区代码,户数,统计日期\n"
N = "社区代码,社区名称,户数,统计日期\n"
C = "社区代码,社区名称,街道,区县,城市,省份\n"
F = "设施编号,设施名称,设施类型,社区代码,建筑面积(㎡),居民活动面积(㎡),开办日期,关闭日期,服务社区\n"
WAN = "设施编号,设施类型,社区代码,建筑面积(万㎡)\n"
S = "社区代码,调查项,结果,调查日期\n"
AMAP = "name,typecode,location\n"
IDENTITIES = [identity(number) for number in (1, 2, 3)]
HTML = "<script>alert(1)</script>&amp;"


def households(cell: str, day: str = "2024-01-01", code: str = FIRST) -> Any:
    return csv(f"{H}{code},{cell},{day}\n")


def facility(**cells: str) -> Any:
    """One pharmacy; the other cells are blank."""
    given = {"name": "甲药店", "type": "药店", "code": FIRST, **cells}
    keys = ("name", "type", "code", "floor", "activity", "opened", "closed", "serves")
    return csv(F + ",".join(["F1", *(given.get(key, "") for key in keys)]) + "\n")


def counted(*figures: int) -> Any:
    found = HouseholdCount.objects.order_by("community__code", "counted_on").values_list("households", flat=True)
    return lambda: tuple(found.all()) == figures


def counted_on(*days: str) -> Any:
    found = HouseholdCount.objects.order_by("counted_on").values_list("counted_on", flat=True)
    return lambda: tuple(map(str, found.all())) == days


def areas(*areas: str | None) -> Any:
    found = Facility.objects.order_by("code").values_list("floor_area", flat=True)
    return lambda: tuple(None if area is None else str(area) for area in found.all()) == areas


def named(name: str) -> Any:
    return lambda: Facility.objects.get().name == name


def code_in_a_number(folder: Path) -> Path:
    return workbook(folder, "a.xlsx", {"s": [["社区代码", "户数", "统计日期"], [int(FIRST), 5, "2024-01-01"]]})


def has_community(code: str) -> Callable[[], bool]:
    return lambda: Community.objects.filter(code=code).exists()


def serial(day: float) -> Any:
    return lambda folder: workbook(folder, "a.xlsx", {"s": [["社区代码", "户数", "统计日期"], [FIRST, 5, day]]})


def serial_of_1904(folder: Path) -> Path:
    """The same number of days, and a day that the workbook calls one: 1904 counts both."""
    rows: list[list[Any]] = [["社区代码", "户数", "统计日期"], [FIRST, 5, 43889], [SECOND, 6, dt.date(2024, 3, 1)]]
    return from_1904(folder, "a.xlsx", rows)


def personal(header: str, values: list[str]) -> Any:
    rows = "".join(f"{FIRST},5,2024-01-0{day},{value}\n" for day, value in enumerate(values, 1))
    return csv(f"社区代码,户数,统计日期,{header}\n{rows}")


def tidied(value: str) -> tuple[Said, ...]:
    return (Said("code_tidied", 2, "社区代码", value, tells=("1",)),)


def bad(code: str, value: str, column: str = "户数", *tells: str) -> tuple[Said, ...]:
    return (Said(code, 2, column, value, tells=tells),)


FLOOR, DAY = "建筑面积(㎡)", "统计日期"
PSEUDO = ("419001001001", "429004001001", "469001001001", "659001001001", "500229001001", "441900003001", "442000001001")
CASES = (
    Case("B01", "code in a numeric cell", code_in_a_number, (
        Said("code_was_number", 2, "社区代码", FIRST, "s", tells=("1",)),
    ), stored=True, then=counted(5)),
    Case("B02", "code turned into 1.10101E+11", households("5", code="1.10101E+11"), (
        Said("code_destroyed", 2, "社区代码", "1.10101E+11"),
    )),
    Case("B03", "code that a spreadsheet repaired", households("5", code="110101000000"), (
        Said("code_not_committee", 2, "社区代码", "110101000000", tells=("000",)),
    )),
    *(Case("B05", repr(text), households("5", code=text), tidied(text), stored=True, then=counted(5)) for text in (
        f"{FIRST}.0", f" {FIRST}", f"'{FIRST}", f"{FIRST[:6]}-{FIRST[6:]}", "９００１０１００１００１",
    )),
    Case("B06", "code of another year", households("5", code="900101001009"), (
        Said("community_unknown", 2, "社区代码", "900101001009", tells=("一街道",)),
    )),
    Case("B07", "unknown code below a known division", households("5", code="900101777001"), (
        Said("community_unknown", 2, "社区代码", "900101777001", tells=("一区 900101",)),
    )),
    Case("B07", "unknown code below nothing known", households("5", code="120101001001"), (
        Said("community_unknown_anywhere", 2, "社区代码", "120101001001"),
    )),
    Case("B09", "same code twice, equal", csv(f"{H}{FIRST},5,2024-01-01\n{FIRST},5,2024-01-01\n"), (
        Said("duplicate_equal", 3, "社区代码", FIRST, tells=("2",)),
    ), stored=True, then=counted(5)),
    Case("B09", "same code twice, unequal", csv(f"{H}{FIRST},5,2024-01-01\n{FIRST},6,2024-01-01\n"), (
        Said("duplicate_differs", 3, "社区代码", FIRST, tells=("2",)),
    )),
    Case("B10", "one name, two codes", csv(f"{C}900101001004,甲社区,一街道,,,\n900101001005,甲社区,一街道,,,\n"),
         stored=True, then=lambda: Community.objects.filter(name="甲社区").count() == 3),
    *(Case("B11", f"name written {name}", csv(f"{N}{FIRST},{name},5,2024-01-01\n"), stored=True,
           then=lambda: Community.objects.get(code=FIRST).name == "甲社区") for name in (
        "甲", "甲社区居委会", "甲社区居民委员会", "（甲）社区", "一街道甲社区",
    )),
    Case("B11", "name of another community", csv(f"{N}{FIRST},乙社区,5,2024-01-01\n"), (
        Said("name_differs", 2, "社区名称", "乙社区", tells=(FIRST, "甲社区")),
    ), stored=True, then=counted(5)),
    *(Case("B13", code, csv(f"{C}{code},丁社区,街,区,市,省\n"), stored=True,
           then=has_community(code)) for code in PSEUDO),
    Case("B14", "functional zone", csv(f"{C}900171001001,丁社区,街,开发区,,\n"), stored=True,
         then=lambda: Division.objects.get(code="900171000000").is_pseudo),
    Case("B15", "no households", households("0"), bad("households_zero", "0"), stored=True, then=counted(0)),
    Case("B17", "1_000", households("1_000"), bad("not_a_number", "1_000")),
    Case("B18", "Arabic digit", households("٣"), bad("not_a_number", "٣")),
    Case("B18", "superscript digit", households("12²"), bad("not_a_number", "12²")),
    *(Case("B19", text, households(text), bad("not_a_number", text)) for text in ("NaN", "Infinity", "1e999999")),
    Case("B19", "-0", households("-0"), bad("negative", "-0")),
    Case("B19", "-0 square metres", facility(floor="-0.00"), bad("negative", "-0.00", FLOOR)),
    *(Case("B21", text, facility(floor=text), (
        Said("unit_in_cell", 2, FLOOR, text, tells=(text[3:], "1")),
    ), stored=True, then=areas("300.00")) for text in ("300㎡", "300平米")),
    Case("B21", "another unit", facility(floor="300户"), bad("unit_other", "300户", FLOOR, "户")),
    Case("B21", "unit of the header and of the cell", csv(f"{WAN}F1,药店,{FIRST},300㎡\n"), (
        Said("unit_other", 2, "建筑面积(万㎡)", "300㎡", tells=("㎡",)),
    )),
    Case("B22", "area of nought", facility(floor="0", activity="0"), stored=True, then=areas("0.00")),
    Case("B23", "activity area above the floor area", facility(floor="10", activity="10.01"), (
        Said("activity_above_floor", 2, "居民活动面积(㎡)", "10.01", tells=("10.00",)),
    )),
    Case("B25", "three decimals", facility(floor="10.005"), bad("too_precise", "10.005", FLOOR)),
    Case("B26", "a million million square metres", facility(floor="1000000000000"), (
        Said("too_large", 2, FLOOR, "1000000000000", tells=("100,000,000",)),
    )),
    Case("B27", "claimed by two communities", csv(f"{F}F1,甲药店,药店,{FIRST},,,,,\nF1,甲药店,药店,{SECOND},,,,,\n"), (
        Said("duplicate_differs", 3, "设施编号", "F1", tells=("2",)),
    )),
    Case("B27", "said to serve both", facility(serves=f"{FIRST}；{SECOND}"), stored=True,
         then=lambda: ServedCommunity.objects.count() == 2),
    Case("B29", "unknown type", facility(type="药房铺子"), (Said("type_unknown", 2, "设施类型", "药房铺子"),)),
    Case("B29", "codes of a map service", csv(f'{AMAP}甲药店,090601|060200,"116.3,40.0"\n乙,[],"116.3,40.0"\n'), (
        Said("type_none", 3, "设施类型", "乙", tells=("1",)),
    ), stored=True, then=lambda: Facility.objects.filter(name="甲药店").count() == 2),
    Case("B30", "closed before it opened", facility(opened="2020-01-02", closed="2020-01-01"), (
        Said("closed_before_opened", 2, "关闭日期", "2020-01-01", tells=("2020-01-02",)),
    )),
    Case("B30", "opens in the future", facility(opened="2190-01-01"), (
        Said("opens_later", 2, "开办日期", "2190-01-01", tells=(dt.date.today().isoformat()[:4],)),  # noqa: DTZ011  (the year)
    ), stored=True, then=named("甲药店")),
    *(Case("B31", f"needed cell {text!r}", facility(type=text), bad("blank_required", text, "设施类型"))
      for text in ("", " ", "无", "-", "/")),
    *(Case("B31", f"area {text!r}", facility(floor=text), stored=True, then=areas(None))
      for text in ("", "无", "-", "/", "NA")),
    Case("B31", "not surveyed is not none", csv(f"{S}{FIRST},供水,,2024-01-01\n"), stored=True),
    Case("B33", "HTML in a name", facility(name=HTML), stored=True, then=named(HTML)),
    Case("B34", "5,000 characters", facility(name="药" * 5_000), (
        Said("text_too_long", 2, "设施名称", "药" * 39 + "…", tells=("200", "5000")),
    )),
    Case("B34", "one character", facility(name="鑫"), stored=True, then=named("鑫")),
    Case("B34", "signs only", facility(name="！！。"), bad("name_without_words", "！！。", "设施名称")),
    Case("B35", "three identity numbers", personal("附注", IDENTITIES), (Said("personal_data", tells=("附注: 3",)),)),
    Case("B35", "three mobile numbers", personal("附注", PHONES), (Said("personal_data", tells=("附注: 3",)),)),
    Case("B35", "a header that asks for a person", personal("户主姓名", ["甲"]), (
        Said("personal_data", tells=("户主姓名: 0",)),
    )),
    Case("B37", "days of several years", csv(f"{H}{FIRST},5,2020-11-01\n{FIRST},6,2024-01-01\n"),
         stored=True, then=counted_on("2020-11-01", "2024-01-01")),
    *(Case("B38", text, households("5", text), bad(code, text, DAY)) for text, code in {
        "-2024-01-01": "date_unreadable", "2024-02-30": "date_impossible", "24/2/29": "date_ambiguous",
        "03/04/24": "date_ambiguous", "1900-02-29": "date_impossible", "45351": "date_unreadable",
    }.items()),
    Case("B38", "future", households("5", "2190-01-01"), (Said("date_future", 2, DAY, "2190-01-01"),)),
    Case("B38", "serial number", serial(45351), stored=True, then=counted_on("2024-02-29")),
    Case("B38", "serial number of a day that never was", serial(60), (Said("date_impossible", 2, DAY, "60", "s"),)),
    Case("J09", "days counted from 1904", serial_of_1904, stored=True, then=counted_on("2024-02-29", "2024-03-01")),
    *(Case(day, text, households("5", text), bad("date_unreadable", text, DAY)) for day, text in (
        ("J11", "2016-12-31 23:59:60"), ("J13", "民国113年2月29日"), ("J13", "农历正月初一"), ("J14", "2024-W09"),
        ("J14", "2024-W09-4"), ("J14", "2024年2月"),
    )),
)  # fmt: skip


@pytest.fixture
def three(stored_three: None, db: None, tmp_path: Path) -> Path:
    """Stored once for them all."""
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, three: Path) -> None:
    prove(case, three)


def test_b35_what_stopped_a_file_is_never_repeated(three: Path) -> None:
    """Not even a compound that was fine is stored."""
    prove(Case("B35", "compounds", personal("附注", IDENTITIES), (Said("personal_data", tells=("附注: 3",)),)), three)
    assert not Compound.objects.exists()
