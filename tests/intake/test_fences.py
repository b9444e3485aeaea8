"""A file in another datum than it claims is caught by the boundaries of divisions; a point far outside is said at its row."""

import csv
import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from communities.models import Division
from facilities.datums import Degrees
from facilities.models import Facility
from intake.fences import CHANCE, CLEARLY_M, _is_beyond_chance, astray, metres_outside
from intake.points import DATUMS
from tests.factories import make_division
from tests.intake.making import accepted, bring, codes, collection, square, text_file
from tests.intake.shared import SHARED, needs_shared
from tests.intake.test_shifts import CITIES, METRE, TO, written

SIDE = 0.1  # degrees: a county of some ten kilometres
Fences = tuple[Any, Any]


def counties(city: tuple[float, float]) -> Any:
    """Four counties about a city, side by side."""
    west, south = city
    corners = [(west + x * SIDE, south + y * SIDE) for x in (0, 1) for y in (0, 1)]
    return np.array([shapely.box(x, y, x + SIDE, y + SIDE) for x, y in corners], dtype=object)


def inside(shapes: Any, number: int, rng: np.random.Generator) -> tuple[Degrees, Any]:
    """True points spread over the counties, a point in a hundred of them by mistake far away."""
    which = rng.integers(0, len(shapes), number)
    corners = np.array([shape.bounds[:2] for shape in shapes])[which]
    points = corners + rng.uniform(0, SIDE, (number, 2))
    strays = rng.random(number) < 0.01
    return np.where(strays[:, None], points + rng.uniform(-1, 1, (number, 2)), points), which


@given(
    city=st.sampled_from(CITIES), seed=st.integers(0, 10_000), number=st.integers(2_000, 4_000),
    really=st.sampled_from(DATUMS), claimed=st.sampled_from(DATUMS),
)  # fmt: skip
def test_a_claim_is_doubted_just_where_it_is_wrong(
    city: tuple[float, float], seed: int, number: int, really: str, claimed: str
) -> None:
    shapes = counties(city)
    true, which = inside(shapes, number, np.random.default_rng(seed))
    found = astray(written(true, really, claimed), shapes, which)
    assert (found.better if found else claimed) == really


@given(
    seed=st.integers(0, 10_000), number=st.integers(1, 1_000), datum=st.sampled_from(DATUMS), rough=st.floats(0, 90),
    wrong=st.floats(0, 1), spread=st.floats(0.001, 1),
)  # fmt: skip
def test_the_truth_is_never_doubted_by_strays_or_a_rough_fence(
    seed: int, number: int, datum: str, rough: float, wrong: float, spread: float
) -> None:
    """Any share of points with a wrong code, any way about, and fences drawn up to 90 m too narrow all around."""
    shapes, rng = counties(CITIES[seed % len(CITIES)]), np.random.default_rng(seed)
    true, which = inside(shapes, number, rng)
    strays = rng.random(number) < wrong
    true = np.where(strays[:, None], true + rng.uniform(-spread, spread, (number, 2)), true)
    narrow = shapely.buffer(shapes, -rough * METRE * 0.7, join_style="mitre")
    assert astray(written(true, datum, datum), narrow, which) is None


def test_too_few_say_nothing_and_the_other_side_outweighs() -> None:
    assert not _is_beyond_chance(14, 0)
    assert _is_beyond_chance(15, 0)
    assert 2.0**-15 < CHANCE < 2.0**-14
    assert not _is_beyond_chance(20, 10)
    assert not _is_beyond_chance(0, 0)
    assert not _is_beyond_chance(500, 500)
    assert _is_beyond_chance(600, 400)
    assert astray([], np.array([]), np.array([], dtype=np.intp)) is None


def test_metres_are_those_to_the_own_fence() -> None:
    shapes = counties((116.0, 40.0))
    points = np.array([[116.05, 40.05], [116.05, 39.99], [116.05, 40.05]])
    away = metres_outside(points, shapes, np.array([0, 0, 1]))
    assert away[0] == 0
    assert away[1] == pytest.approx(0.01 / METRE, rel=1e-3)
    assert away[2] == pytest.approx(0.05 / METRE, rel=1e-3)
    assert away[1] > CLEARLY_M


# -- files ---------------------------------------------------------------------------------------------------------

WEST, SOUTH = 116.3, 40.0
EDGE = [(WEST + SIDE - 0.001, SOUTH + SIDE * at / 41) for at in range(1, 41)]
"""Forty true places along the eastern edge of the county, 85 m within: GCJ-02 puts them some 450 m outside."""
HEADS = {
    "communities": ("社区代码,社区名称,{0},{1}\n", "9001010010{n:02},第{n}社区,{x:.6f},{y:.6f}\n"),
    "facilities": ("设施编号,设施名称,设施类型,社区代码,{0},{1}\n", "F{n},{n}号药店,药店,900101001001,{x:.6f},{y:.6f}\n"),
    "compounds": ("小区编号,小区名称,社区代码,{0},{1}\n", "C{n},第{n}小区,900101001001,{x:.6f},{y:.6f}\n"),
    "premises": (
        "空间编号,空间名称,社区代码,空间类型,{0},{1}\n", "P{n},第{n}房,900101001001,房屋,{x:.6f},{y:.6f}\n",
    ),
}  # fmt: skip


@pytest.fixture
def fenced(db: None, tmp_path: Path) -> None:
    make_division("900101", "一区")
    accepted(collection(tmp_path, "b.geojson", [({"adcode": "900101", "name": "一区"}, square(WEST, SOUTH, SIDE))]))
    accepted(text_file(tmp_path, "known.csv", "社区代码,社区名称,街道\n900101001001,第1社区,一街道\n"))


def file_of(folder: Path, kind: str, really: str, places: list[tuple[float, float]], names: str = "经度,纬度") -> Path:
    head, row = HEADS[kind]
    xs, ys = TO[really](*np.array(places).T)
    rows = [row.format(n=n, x=x, y=y) for n, (x, y) in enumerate(zip(xs.tolist(), ys.tolist(), strict=True), 1)]
    return text_file(folder, f"{kind}.csv", head.format(*names.split(",")) + "".join(rows))


@pytest.mark.parametrize("kind", HEADS)
def test_every_kind_with_points_is_held_against_the_fence(kind: str, fenced: None, tmp_path: Path) -> None:
    outcome = bring(file_of(tmp_path, kind, "gcj02", EDGE))
    found = [problem for problem in outcome.problems() if problem.is_error]
    assert [problem.code for problem in found] == ["datum_fence_doubtful"]
    assert "Of 40 points 40 lie clearly outside" in found[0].sentence("en")
    assert "read as gcj02 it would be 0" in found[0].sentence("en")
    assert "point_outside_division" not in codes(outcome)
    assert bring(file_of(tmp_path, kind, "wgs84", EDGE)).accepted
    assert bring(file_of(tmp_path, kind, "gcj02", EDGE, "经度(高德),纬度(高德)")).accepted


def test_what_is_said_is_taken_and_the_doubt_is_kept(fenced: None, tmp_path: Path) -> None:
    assert "datum_fence_unlike" in codes(accepted(file_of(tmp_path, "facilities", "gcj02", EDGE), datum="wgs84"))
    Facility.objects.all().delete()
    accepted(file_of(tmp_path, "facilities", "gcj02", EDGE), datum="gcj02")
    stored = Facility.objects.get(code="F1")
    assert (stored.lng, stored.lat) == pytest.approx(EDGE[0], abs=2e-6)


def test_a_delivery_for_one_division_needs_no_codes(fenced: None, tmp_path: Path) -> None:
    path = file_of(tmp_path, "facilities", "gcj02", EDGE)
    path.write_text(path.read_text("utf-8").replace("900101001001", ""), "utf-8")
    assert "datum_fence_doubtful" not in codes(bring(path))
    assert "datum_fence_doubtful" in codes(bring(path, within="/90/9001/900101/"))
    far = file_of(tmp_path, "facilities", "wgs84", [(x + 1, y) for x, y in EDGE])
    far.write_text(far.read_text("utf-8").replace("900101001001", ""), "utf-8")
    assert not {"datum_fence_doubtful", "point_outside_division"} & set(codes(bring(far, within="/90/9001/900101/")))


def test_a_point_far_outside_the_division_of_its_code_is_said_at_its_row(fenced: None, tmp_path: Path) -> None:
    places = [(WEST + 0.05, SOUTH + 0.05), (WEST + SIDE + 0.005, SOUTH + 0.05), (WEST + SIDE + 0.02, SOUTH + 0.05)]
    outcome = accepted(file_of(tmp_path, "facilities", "wgs84", places))
    (said,) = [problem for problem in outcome.problems() if problem.code == "point_outside_division"]
    assert (said.row, said.column, said.value) == (4, "经度", "F3")
    assert said.sentence("en") == "The point lies 1704 m outside 一区 900101, to which the code belongs."
    Division.objects.update(boundary=None, boundary_source=None, west=None, south=None, east=None, north=None)
    assert "point_outside_division" not in codes(bring(file_of(tmp_path, "compounds", "wgs84", places)))


FENCES = SHARED / "demo_beijing_haidian" / "beijing_districts_gcj02.geojson"
NATIONAL = SHARED / "national" / "committees_2023_cn.csv.gz"
COMPOUNDS = SHARED / "messy" / "compounds_haidian_gb18030_bd09.csv"


@needs_shared
@pytest.mark.parametrize("claimed", DATUMS)
def test_the_committees_of_beijing_against_the_fences_of_its_districts(claimed: str, db: None, tmp_path: Path) -> None:
    """Real points in GCJ-02 within real fences: as what they are they come in, as anything else they are asked about."""
    with gzip.open(NATIONAL, "rt", encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["code"].startswith("11") and row["lng_gcj02_2016"]]
    for code in {row["county_code"] for row in rows}:
        make_division(code[:6])
    accepted(FENCES)
    tail = {"wgs84": "wgs84", "gcj02": "高德", "bd09": "百度"}[claimed]
    lines_of = [f"{row['code']},{row['name']},{row['lng_gcj02_2016']},{row['lat_gcj02_2016']}\n" for row in rows]
    outcome = bring(text_file(tmp_path, "c.csv", f"社区代码,社区名称,经度({tail}),纬度({tail})\n" + "".join(lines_of)))
    doubts = [problem for problem in outcome.problems() if problem.code == "datum_fence_doubtful"]
    assert [problem.details["better"] for problem in doubts] == ([] if claimed == "gcj02" else ["gcj02"])
    assert "point_outside_division" not in codes(outcome)


@needs_shared
@pytest.mark.parametrize(("claimed", "doubted"), [("bd09", False), ("gcj02", True), ("wgs84", True)])
def test_the_compounds_of_haidian_for_haidian(claimed: str, *, doubted: bool, db: None, tmp_path: Path) -> None:
    """A listing in BD-09 that names no community: the delivery for the district is enough."""
    make_division("110108", "海淀区")
    accepted(FENCES, SHARED / "demo_beijing_haidian" / "committees_haidian_2023.csv")
    text = (
        COMPOUNDS.read_bytes().decode("gb18030").replace("百度", {"wgs84": "wgs84", "gcj02": "高德", "bd09": "百度"}[claimed])
    )
    outcome = bring(text_file(tmp_path, "c.csv", text), within="/11/1101/110108/")
    found = [problem for problem in outcome.problems() if problem.code == "datum_fence_doubtful"]
    assert [problem.details["better"] for problem in found] == ["bd09"] * doubted
