"""Distances by arrays are distances pair by pair, to the last bit, also at the very radius and however the pairs are cut up."""

import numpy as np
import pytest

from assessments.facts import near
from assessments.facts.near import Points, within
from assessments.facts.places import metres_between
from assessments.facts.walks import reaches_any

RADII = (100.0, 300.0, 500.0, 800.0, 1000.0)
HERE = (118.0, 31.0)


def away(lng: float, lat: float) -> float:
    return float(metres_between(*(np.array([each]) for each in (*HERE, lng, lat)))[0])


def last_within(metres: float) -> float:
    """The northernmost latitude that lies at most so far from HERE: the next number is farther."""
    near_, far = HERE[1], HERE[1] + 1.0
    while (middle := (near_ + far) / 2) not in (near_, far):
        near_, far = (middle, far) if away(HERE[0], middle) <= metres else (near_, middle)
    return near_


def points(rows: list[tuple[int, float, float]]) -> Points:
    table = np.array(rows, np.float64).reshape(-1, 3)
    return Points(table[:, 0].astype(np.int64), table[:, 1].copy(), table[:, 2].copy())


@pytest.mark.parametrize("metres", RADII)
def test_the_very_radius_is_within_and_a_hair_more_is_not(metres: float) -> None:
    last = last_within(metres)
    beyond = float(np.nextafter(last, 90.0))
    assert away(HERE[0], last) <= metres < away(HERE[0], beyond)
    found = within(points([(0, *HERE), (1, *HERE)]), points([(0, HERE[0], last), (1, HERE[0], beyond)]), [metres])
    assert found[0].tolist() == [True, False]


def random_points(seed: int, many: int) -> Points:
    """Among them points on the grid of the radii, and some that nobody knows."""
    draw = np.random.default_rng(seed)
    lat = 31.0 + draw.choice([last_within(metres) - 31.0 for metres in RADII] + [0.0], many) * draw.integers(-2, 3, many)
    lng = 118.0 + np.where(draw.random(many) < 0.5, 0.0, draw.normal(0, 0.003, many))
    lost = draw.random(many) < 0.05
    return Points(draw.integers(0, 12, many), np.where(lost, np.nan, lng), np.where(lost, np.nan, lat))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("pairs", [1, 7, near.PAIRS])
def test_arrays_say_what_single_pairs_say(seed: int, pairs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "PAIRS", pairs)
    some, others = random_points(seed, 150), random_points(seed + 100, 90)
    for metres, found in zip(RADII, within(some, others, RADII), strict=True):
        assert found.tolist() == [one_by_one(some, place, others, metres) for place in range(len(some))]


def one_by_one(some: Points, place: int, others: Points, metres: float) -> bool:
    theirs = others.group == some.group[place]
    lng, lat = (None if np.isnan(axis[place]) else float(axis[place]) for axis in (some.lng, some.lat))
    return reaches_any(lng, lat, others.lng[theirs], others.lat[theirs], metres)


def test_nothing_is_near_nothing() -> None:
    none = points([])
    assert within(none, points([(0, *HERE)]), [300.0])[0].tolist() == []
    assert within(points([(0, *HERE)]), none, [300.0, 500.0])[1].tolist() == [False]
    assert within(points([(0, *HERE)]), points([(1, *HERE)]), [300.0])[0].tolist() == [False]
