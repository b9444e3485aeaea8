"""A file in another datum than it claims is caught where its rows name communities whose place is known."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.models import Community
from facilities.datums import Degrees, gcj02_to_bd09, wgs84_to_gcj02
from facilities.models import Facility
from intake.points import DATUMS, Point
from intake.shifts import FEWEST_POINTS, Shift, shift_of
from tests.intake.making import bring, codes, text_file

METRE = 1 / 111_320
TO: dict[str, Callable[[Degrees, Degrees], tuple[Degrees, Degrees]]] = {
    "wgs84": lambda lng, lat: (lng, lat),
    "gcj02": wgs84_to_gcj02,
    "bd09": lambda lng, lat: gcj02_to_bd09(*wgs84_to_gcj02(lng, lat)),
}
CITIES = [(116.4, 39.9), (87.6, 43.8), (113.3, 23.1), (126.6, 45.8), (104.1, 30.7), (91.1, 29.7)]


def scattered(city: tuple[float, float], number: int, spread: float, seed: int) -> tuple[Degrees, Degrees]:
    """Known places of a city, and true points that lie around them at random, ``spread`` in metres."""
    rng = np.random.default_rng(seed)
    places = np.array(city) + rng.uniform(-0.05, 0.05, (number, 2))
    return places, places + rng.normal(0, spread * METRE, (number, 2))


def written(true: Degrees, really: str, claimed: str) -> list[Point]:
    lng, lat = TO[really](true[:, 0], true[:, 1])
    return [Point(x, y, claimed) for x, y in zip(lng.tolist(), lat.tolist(), strict=True)]


@given(
    city=st.sampled_from(CITIES), number=st.integers(60, 300), spread=st.floats(0, 250), seed=st.integers(0, 10_000),
    really=st.sampled_from(DATUMS), claimed=st.sampled_from(DATUMS),
)  # fmt: skip
def test_a_claim_is_doubted_just_where_it_is_wrong(
    city: tuple[float, float], number: int, spread: float, seed: int, really: str, claimed: str
) -> None:
    places, true = scattered(city, number, spread, seed)
    found = shift_of(written(true, really, claimed), places)
    assert (found.better if found else claimed) == really


@given(seed=st.integers(0, 10_000), spread=st.floats(0, 2_000), number=st.integers(1, 300), datum=st.sampled_from(DATUMS))
def test_the_truth_is_never_doubted_however_far_the_points_lie_about(seed: int, spread: float, number: int, datum: str) -> None:
    places, true = scattered(CITIES[seed % len(CITIES)], number, spread, seed)
    assert shift_of(written(true, datum, datum), places) is None


def test_too_few_points_or_places_say_nothing() -> None:
    places, true = scattered(CITIES[0], FEWEST_POINTS, 0, 1)
    wrong = written(true, "gcj02", "wgs84")
    assert shift_of(wrong, places) == Shift(FEWEST_POINTS, shift_of(wrong, places).metres, "gcj02", 0)  # type: ignore[union-attr]
    assert shift_of(wrong[1:], places[1:]) is None
    one_place = np.repeat(places[:1], FEWEST_POINTS, axis=0)
    assert shift_of(written(one_place, "gcj02", "wgs84"), one_place) is None


COMMUNITY = "社区代码,社区名称,街道,区县,城市,省份,经度,纬度\n"
KINDS = {
    "facilities": ("设施编号,设施名称,设施类型,社区代码,{0},{1}\n", "F{n},第{n}药店,药店,{code},{lng},{lat}\n"),
    "compounds": ("小区编号,小区名称,社区代码,{0},{1}\n", "C{n},第{n}小区,{code},{lng},{lat}\n"),
    "premises": (
        "空间编号,空间名称,社区代码,空间类型,权属,可用方式,{0},{1}\n",
        "P{n},第{n}房,{code},房屋,公有,改造,{lng},{lat}\n",
    ),
    "communities": ("社区代码,社区名称,{0},{1}\n", "{code},第{n}社区,{lng},{lat}\n"),
}
PLAIN, AMAP = ("经度", "纬度"), ("经度(高德)", "纬度(高德)")


@pytest.fixture
def places(db: None, tmp_path: Path) -> dict[str, tuple[float, float]]:
    """Thirty known communities: code -> WGS84 degrees."""
    made = {f"900101001{at:03}": (116.3 + at / 200, 40.0 + at % 5 / 100) for at in range(1, 31)}
    rows = [f"{code},第{code[-2:]}社区,一街道,一区,甲市,甲省,{lng},{lat}\n" for code, (lng, lat) in made.items()]
    assert bring(text_file(tmp_path, "known.csv", COMMUNITY + "".join(rows))).accepted
    return made


def file_of(folder: Path, kind: str, places: dict[str, tuple[float, float]], really: str, names: tuple[str, str]) -> Path:
    head, row = KINDS[kind]
    lng, lat = TO[really](*np.array(list(places.values())).T)
    lines = [
        row.format(n=code[-2:], code=code, lng=f"{x:.6f}", lat=f"{y:.6f}")
        for code, x, y in zip(places, lng.tolist(), lat.tolist(), strict=True)
    ]
    return text_file(folder, f"{kind}.csv", head.format(*names) + "".join(lines))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_with_codes_and_points_is_checked(kind: str, places: dict[str, tuple[float, float]], tmp_path: Path) -> None:
    outcome = bring(file_of(tmp_path, kind, places, "gcj02", PLAIN))
    assert not outcome.accepted
    assert codes(outcome) == ["datum_doubtful"]
    (problem,) = outcome.problems()
    assert "30 points lie about" in problem.sentence("en")
    assert "read as gcj02 it would be 0 m" in problem.sentence("en")
    assert "文件按 wgs84 读取" in problem.sentence("zh")
    assert bring(file_of(tmp_path, kind, places, "gcj02", AMAP)).accepted
    assert bring(file_of(tmp_path, kind, places, "wgs84", PLAIN)).accepted


def test_a_datum_that_is_said_is_taken_and_the_doubt_is_kept(places: dict[str, tuple[float, float]], tmp_path: Path) -> None:
    true = file_of(tmp_path, "facilities", places, "gcj02", PLAIN)
    assert bring(true, datum="gcj02").accepted
    code = min(places)
    stored = Facility.objects.get(code="F" + code[-2:])
    assert (stored.lng, stored.lat) == pytest.approx(places[code], abs=2e-6)
    outcome = bring(true, datum="wgs84")
    assert outcome.accepted
    assert codes(outcome) == ["file_known", "datum_unlike"]


def test_a_file_of_strangers_is_not_judged(db: None, places: dict[str, tuple[float, float]], tmp_path: Path) -> None:
    Community.objects.update(lng=None, lat=None)
    assert bring(file_of(tmp_path, "facilities", places, "gcj02", PLAIN)).accepted
