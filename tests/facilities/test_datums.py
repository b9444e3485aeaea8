"""Datums: known points, and there and back to less than a millimetre anywhere in China."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.datums import Degrees, bd09_to_gcj02, bd09_to_wgs84, gcj02_to_bd09, gcj02_to_wgs84, wgs84_to_gcj02
from facilities.matching import metres_between

LNG, LAT = st.floats(73.5, 135), st.floats(3.5, 53.5)
MILLIMETRE = 0.001


def one(lng: float, lat: float) -> tuple[Degrees, Degrees]:
    return np.array([lng]), np.array([lat])


@given(LNG, LAT)
def test_gcj02_there_and_back(lng: float, lat: float) -> None:
    there = wgs84_to_gcj02(*one(lng, lat))
    back = gcj02_to_wgs84(*there)
    assert metres_between(*one(lng, lat), *back)[0] < MILLIMETRE
    assert metres_between(*one(lng, lat), *there)[0] < 1_000


@given(LNG, LAT)
def test_bd09_there_and_back(lng: float, lat: float) -> None:
    back = bd09_to_gcj02(*gcj02_to_bd09(*one(lng, lat)))
    assert metres_between(*one(lng, lat), *back)[0] < MILLIMETRE
    both = bd09_to_wgs84(*gcj02_to_bd09(*wgs84_to_gcj02(*one(lng, lat))))
    assert metres_between(*one(lng, lat), *both)[0] < MILLIMETRE


def test_the_known_shift_at_the_centre_of_beijing() -> None:
    lng, lat = wgs84_to_gcj02(*one(116.397, 39.909))
    assert lng[0] == pytest.approx(116.40324351, abs=1e-7)
    assert lat[0] == pytest.approx(39.91040340, abs=1e-7)


def test_outside_china_nothing_is_shifted() -> None:
    assert wgs84_to_gcj02(*one(2.35, 48.85)) == (np.array([2.35]), np.array([48.85]))


def test_whole_arrays_give_what_single_points_give() -> None:
    rng = np.random.default_rng(1)
    lng, lat = rng.uniform(74, 134, 1_000), rng.uniform(4, 53, 1_000)
    whole = gcj02_to_wgs84(lng, lat)
    single = gcj02_to_wgs84(lng[500:501], lat[500:501])
    assert whole[0][500] == pytest.approx(single[0][0], abs=1e-11)
    assert gcj02_to_wgs84(lng[:0], lat[:0])[0].size == 0
