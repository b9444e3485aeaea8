"""Service radii against a tree alone, the facts of a nation read at once, and those of one community among them.

``COMMUNITIES=2000 PER_COMMUNITY=20 make bench`` is a small run.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.facts import read_facts
from assessments.facts.living import Living
from assessments.facts.near import Points
from assessments.facts.places import EARTH_RADIUS_M
from assessments.facts.reach import households_within
from assessments.law import every_pack, law_on
from communities.models import Community
from communities.scope import AreaScope
from tests.bench.table import timed
from tests.bench.wide_country import COMMUNITIES, store_country

cKDTree = pytest.importorskip("scipy.spatial").cKDTree  # noqa: N816  # make bench installs it
pytestmark = pytest.mark.bench
DAY, ALL = date(2026, 6, 30), AreaScope.everywhere()
KINDS, METRES, TIMES, MARGIN = 5, 500.0, 5, 1.5


def spread(seed: int, many: int) -> Points:
    """Points of communities that lie 2 km from each other."""
    draw = np.random.default_rng(seed)
    group = np.sort(draw.integers(0, COMMUNITIES, many))
    lng, lat = 108 + group % 400 * 0.02, 28 + group // 400 * 0.02
    return Points(group, lng + draw.uniform(-0.006, 0.006, many), lat + draw.uniform(-0.006, 0.006, many))


def on_the_globe(points: Points) -> npt.NDArray[np.float64]:
    """(M, 3): the points on a sphere of radius 1."""
    lng, lat = np.radians(points.lng), np.radians(points.lat)
    return np.stack([np.cos(lat) * np.cos(lng), np.cos(lat) * np.sin(lng), np.sin(lat)], axis=1)


def by_tree(origins: Points, facilities: list[Points]) -> list[npt.NDArray[np.bool_]]:
    """Which origins have any facility near them, whomever it serves: what a tree alone can say."""
    chord = 2 * np.sin(METRES / EARTH_RADIUS_M / 2) * (1 + 1e-9)
    here = on_the_globe(origins)
    return [cKDTree(on_the_globe(each)).query(here, distance_upper_bound=chord)[0] <= chord for each in facilities]


def fastest(work: Callable[[], object]) -> float:
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return min(took)


def test_radii_cost_no_more_than_half_again_a_tree_alone() -> None:
    origins = spread(0, COMMUNITIES)
    facilities = [spread(seed + 1, COMMUNITIES * 3 // 2) for seed in range(KINDS)]
    ones = np.ones(COMMUNITIES, np.int64)
    living = Living(origins, ones, ones * 0, ones > 0)
    ours = fastest(lambda: [households_within(living, each, [METRES], COMMUNITIES) for each in facilities])
    tree = fastest(lambda: by_tree(origins, facilities))
    sys.stdout.write(
        f"\nradii of {KINDS} kinds, {COMMUNITIES:,} origins: {ours:.3f} s; a tree alone {tree:.3f} s; {ours / tree:.2f} of it\n"
    )
    for each, reached in zip(facilities, by_tree(origins, facilities), strict=True):
        most = np.bincount(origins.group[reached], minlength=COMMUNITIES)
        (found,) = households_within(living, each, [METRES], COMMUNITIES)
        assert found.any()
        assert (found <= most).all()  # whoever has an own facility near has one near
    assert ours <= MARGIN * tree


@pytest.mark.django_db
def test_the_facts_of_a_nation_and_of_one_community_among_them() -> None:
    names = {name for rule in law_on(DAY, every_pack()).rules for name in rule.inputs()}
    with timed(f"{COMMUNITIES:,} communities stored"):
        store_country()
    with timed(f"facts: {COMMUNITIES:,} communities, {len(names)} names"):
        sheet = read_facts(ALL, as_of=DAY, names=names)
    assert len(sheet) == COMMUNITIES
    path = Community.objects.get(code=sheet.facts.codes[COMMUNITIES // 2]).path
    with CaptureQueriesContext(connection) as asked:
        one = read_facts(ALL, under=path, as_of=DAY, names=names)
    for name, column in one.facts.columns.items():
        among = sheet.facts.column(name)
        assert (column.value[0], column.known[0]) == (among.value[COMMUNITIES // 2], among.known[COMMUNITIES // 2])
    took, worked = one_by_one(path, names)
    sys.stdout.write(
        f"\nfacts: one community, {len(asked)} queries: {took * 1000:.1f} ms, of them {worked * 1000:.1f} ms of work\n"
    )


def one_by_one(path: str, names: set[str]) -> tuple[float, float]:
    """Seconds for the facts of one community, the median of some, and the seconds that this process itself works for them."""
    took, started = [], time.process_time()
    for _ in range(20):
        begun = time.perf_counter()
        read_facts(ALL, under=path, as_of=DAY, names=names)
        took.append(time.perf_counter() - begun)
    return statistics.median(took), (time.process_time() - started) / len(took)
