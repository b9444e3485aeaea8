"""The sample city says what its description promises. Everything is read back from the files, as an importer would."""

import csv
import gzip
import os
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from shapely import Point, unary_union

import intake.sample as sample
from intake.sample import HOLES, SAMPLE_DAY, holes, kinds, write_sample_city
from intake.sample.items import ASKED, INSPECTED
from tests.intake.sample_files import FILES, complex_areas, households, hundredths, names, open_of, polygons, table

ROOT = Path(__file__).parents[2]
NATIONAL = ROOT.parent / "shared" / "data" / "national"


@pytest.fixture(scope="module", name="folder")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    assert tuple(path.name for path in write_sample_city(folder)) == FILES
    return folder


# -- files ---------------------------------------------------------------------------------------------------------


def test_two_runs_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    script = f"from pathlib import Path; from intake.sample import write_sample_city as w; w(Path({str(tmp_path)!r}))"
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Asia/Shanghai", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, env=environment)
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == {name: (folder / name).read_bytes() for name in FILES}


def test_a_csv_file_is_what_a_spreadsheet_saves(folder: Path) -> None:
    for name in FILES:
        if name.endswith(".csv"):
            text = (folder / name).read_bytes()
            assert text.startswith(b"\xef\xbb\xbf")
            assert text.count(b"\n") == text.count(b"\r\n")


def test_it_says_everywhere_that_it_is_a_sample(folder: Path) -> None:
    assert "示例" in sample.SOURCE_NAME
    assert "sample" in sample.SOURCE_NAME
    assert {row["数据性质"] for number in (5, 6) for row in table(folder, number)} == {"示例"}
    assert all(row["证明材料"].startswith("示例") for number in (7, 10) for row in table(folder, number))
    assert all("示例" in row["空间名称"] for row in table(folder, 8))


def test_every_hole_is_in_the_description_and_in_the_city(folder: Path) -> None:
    assert set(HOLES) <= set(names(folder))
    assert all(f"{code}  {hole.en}" in (sample.__doc__ or "") for code, hole in HOLES.items())


# -- territory -----------------------------------------------------------------------------------------------------


def test_eighty_one_communities_in_three_districts(folder: Path) -> None:
    districts = Counter(row["区县代码"] for row in table(folder, 2))
    assert districts == {"900101": 27, "900102": 27, "900103": 27}
    assert all(row["社区代码"].startswith(row["街道代码"]) and len(row["社区代码"]) == 12 for row in table(folder, 2))
    assert all(row["英文名称"] for number in (1, 2) for row in table(folder, number))


def test_parents_of_divisions_come_first(folder: Path) -> None:
    seen = {""}
    for row in table(folder, 1):
        assert row["上级代码"] in seen
        seen.add(row["区划代码"])
    assert {row["街道代码"] for row in table(folder, 2)} <= seen


def test_each_district_has_its_character(folder: Path) -> None:
    new = Counter(row["区县代码"] for row in table(folder, 2) if row["建设类型"] == "新建")
    heated = Counter(row["区县代码"] for row in table(folder, 2) if row["集中供热"] == "是")
    assert new["900101"] > 20 > 3 > new["900102"] + new["900103"] > 0
    assert set(heated) == {"900102"}
    assert {row["社区代码"] for row in table(folder, 2) if row["集中供热"] == ""} == set(holes.HEATING_UNKNOWN)


def test_boundaries_are_valid_and_do_not_overlap(folder: Path) -> None:
    areas = polygons(folder)
    assert set(names(folder)) - set(areas) == {holes.NO_BOUNDARY}
    assert all(area.is_valid and area.exterior.is_ccw for area in areas.values())
    together = unary_union(list(areas.values()))
    assert together.geom_type == "Polygon"
    assert together.area == pytest.approx(sum(area.area for area in areas.values()), rel=1e-9)
    assert len(together.interiors) == 1, "only the community without a boundary is missing"


@pytest.mark.parametrize("number", [2, 4, 7, 8])
def test_points_lie_inside_the_community_they_name(folder: Path, number: int) -> None:
    areas = polygons(folder)
    placed = [row for row in table(folder, number) if row["经度"] and row["社区代码"] in areas]
    outside = [row for row in placed if not areas[row["社区代码"]].contains(Point(float(row["经度"]), float(row["纬度"])))]
    assert placed
    assert outside == []


# -- residents -----------------------------------------------------------------------------------------------------


def test_households_of_compounds_add_up(folder: Path) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for row in table(folder, 4):
        found[row["社区代码"]].append(row["户数"])
    latest = households(folder)
    assert set(found) == set(names(folder))
    assert all(2 <= len(sizes) <= 5 for sizes in found.values())
    assert {code: sum(map(int, sizes)) for code, sizes in found.items() if "" not in sizes} == latest


def test_households_are_counted_on_several_days(folder: Path) -> None:
    days = Counter(row["统计日期"] for row in table(folder, 5))
    assert set(days.values()) == {80}
    assert len(days) == 2
    latest = households(folder)
    assert set(names(folder)) - set(latest) == {holes.NEVER_COUNTED}
    assert [code for code, count in latest.items() if count == 0] == [holes.NOBODY_LIVES_HERE]
    assert all(300 <= count <= 5000 for count in latest.values() if count)


def test_age_bands_are_parts_of_the_residents(folder: Path) -> None:
    for row in table(folder, 6):
        assert row["65岁及以上人口"] <= row["60岁及以上人口"]
        assert row["0-2岁人口"] + row["3-6岁人口"] + row["60岁及以上人口"] <= row["常住人口"]


# -- dates and figures ---------------------------------------------------------------------------------------------


def days_of(folder: Path) -> Iterable[tuple[str, date]]:
    for number in range(1, 12):
        for row in table(folder, number) if number != 3 else ():
            for header, value in row.items():
                if header.endswith(("日期", "complete_on")) and value:
                    yield header, value if isinstance(value, date) else date.fromisoformat(value)


def test_no_day_lies_after_the_sample_day_but_the_deliberate_openings(folder: Path) -> None:
    late = Counter(header for header, day in days_of(folder) if day > SAMPLE_DAY)
    assert late == {"开办日期": 2}


def test_figures_keep_the_constraints_of_the_tables(folder: Path) -> None:
    for row in table(folder, 7):
        assert not row["居民活动面积(㎡)"] or row["居民活动面积(㎡)"] <= row["建筑面积(㎡)"]
        assert not row["关闭日期"] or row["开办日期"] <= row["关闭日期"]
    for row in table(folder, 8):
        assert bool(row["租约到期"]) == ("出租" in row["可用方式"])
        assert not row["租约到期"] or row["可用日期"] <= row["租约到期"]


@pytest.mark.parametrize(
    ("number", "key"),
    [(1, "区划代码"), (2, "社区代码"), (4, "小区编号"), (5, "社区代码 统计日期"), (6, "社区代码"), (7, "设施编号"),
     (8, "空间编号"), (9, "社区代码"), (10, "社区代码 调查项"), (11, "code facility_type")],
)  # fmt: skip
def test_no_row_is_written_twice(folder: Path, number: int, key: str) -> None:
    keys = [tuple(row[header] for header in key.split()) for row in table(folder, number)]
    assert len(keys) == len(set(keys))


# -- service complexes ---------------------------------------------------------------------------------------------


def test_the_two_thresholds_are_met_exactly_and_missed_by_one_hundredth(folder: Path) -> None:
    count = households(folder)
    assert [complex_areas(folder, code)[0] - 30 * count[code] for code in holes.EXACTLY_30] == [0, 0]
    assert complex_areas(folder, holes.EXACTLY_30[0])[0] == 80010
    assert complex_areas(folder, holes.SHORT_OF_30)[0] == 79979 == 30 * count[holes.SHORT_OF_30] - 1
    floor, activity = complex_areas(folder, holes.EXACTLY_60)
    assert 10 * activity == 6 * floor
    floor, activity = complex_areas(folder, holes.SHORT_OF_60)
    assert 10 * (activity + 1) == 6 * floor


def test_every_other_case_of_a_complex(folder: Path) -> None:
    def number(code: str) -> int:
        return len(open_of(folder, kinds.COMPLEX.label, code))

    assert number(holes.TWO_COMPLEXES) == number(holes.TWO_STILL_SHORT) == number(holes.ONE_OF_TWO_UNKNOWN) == 2
    shared = [open_of(folder, kinds.COMPLEX.label, code) for code in (holes.SHARED_FROM, holes.SHARED_WITH)]
    assert shared[0] == shared[1] != []
    assert not any(map(number, (*holes.NO_COMPLEX, holes.COMPLEX_CLOSED, holes.COMPLEX_IN_FUTURE, holes.COMPLEX_UNDECLARED)))
    assert open_of(folder, kinds.COMPLEX.label, holes.FLOOR_UNKNOWN)[0]["建筑面积(㎡)"] == ""
    assert open_of(folder, kinds.COMPLEX.label, holes.ACTIVITY_UNKNOWN)[0]["居民活动面积(㎡)"] == ""


# -- premises ------------------------------------------------------------------------------------------------------


def test_every_way_of_closing_a_gap_is_on_offer_large_enough_and_too_small(folder: Path) -> None:
    count = households(folder)
    sizes: dict[str, set[bool]] = defaultdict(set)
    for row in table(folder, 8):
        missing = 30 * count.get(row["社区代码"], 0) - complex_areas(folder, row["社区代码"])[0]
        area = hundredths(row["建筑面积(㎡)"] or row["用地面积(㎡)"])
        for offer in row["可用方式"].split("、"):
            sizes[offer].add(missing > 0 and area >= missing)
    assert dict(sizes) == {offer: {True, False} for offer in ("建设", "出售", "置换", "出租", "改造")}


# -- vocabulary ----------------------------------------------------------------------------------------------------


def test_survey_items_are_called_as_in_the_catalogue_of_items() -> None:
    items = tomllib.loads((ROOT / "communities" / "survey_items.toml").read_text(encoding="utf-8"))["item"]
    known = {item["code"]: item["zh"] for item in items}
    asked = INSPECTED | ASKED
    assert {code: known[code] for code in asked} == asked


def test_facility_types_are_called_as_in_the_catalogue_of_types() -> None:
    types = tomllib.loads((ROOT / "facilities" / "catalogue.toml").read_text(encoding="utf-8"))["type"]
    words = {word: each["code"] for each in types for word in (each["zh"], *each.get("also", ()))}
    assert {words.get(label): label for label in kinds.LABELS.values()} == kinds.LABELS


def test_no_division_or_community_bears_a_real_name(folder: Path) -> None:
    if not NATIONAL.is_dir():
        pytest.skip("the national division lists of the shared data folder are absent")
    real: set[str] = set()
    for path in sorted(NATIONAL.glob("*_cn.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
            real.update(row["name"] for row in csv.DictReader(lines))
    ours = {row["名称"] for row in table(folder, 1)} | {row["社区名称"] for row in table(folder, 2)}
    assert real
    stems = {name.removesuffix("社区") for name in ours}
    assert not (ours | stems | {f"{stem}{end}" for stem in stems for end in ("社区居委会", "居委会", "社区居民委员会")}) & real


def test_province_code_belongs_to_nobody() -> None:
    path = NATIONAL / "divisions_2023_cn.csv.gz"
    if not path.is_file():
        pytest.skip("the national division list of the shared data folder is absent")
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        assert not any(row["code"].startswith("90") for row in csv.DictReader(lines))
