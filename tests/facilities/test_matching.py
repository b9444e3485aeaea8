"""Which community a point belongs to: against the slow and obvious way."""

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from facilities.matching import BY_NEAREST, BY_NONE, BY_POLYGON, NEAREST_LIMIT_M, UNMATCHED, match, metres_between

NAN = float("nan")
Shapes = npt.NDArray[np.object_]


def shapes(*given: Any) -> Shapes:
    found = np.empty(len(given), dtype=object)
    found[:] = given
    return found


def test_inside_wins_over_near_and_the_first_boundary_wins() -> None:
    box = shapely.box(116.30, 40.00, 116.31, 40.01)
    centres = np.array([[116.3055, 40.0055], [116.3051, 40.0051], [NAN, NAN]])
    found = match(np.array([116.305]), np.array([40.005]), centres, shapes(None, box, box))
    assert (found.index[0], found.how[0]) == (1, BY_POLYGON)
    assert np.isnan(found.metres[0])


def test_nearest_up_to_the_limit() -> None:
    degree = 111_195.08  # metres of a degree of latitude on the sphere used
    centres, none = np.array([[116.3, 40.0]]), shapes(None)
    inside, outside = 40.0 + (NEAREST_LIMIT_M - 0.5) / degree, 40.0 + (NEAREST_LIMIT_M + 0.5) / degree
    found = match(np.array([116.3, 116.3]), np.array([inside, outside]), centres, none)
    assert found.how.tolist() == [BY_NEAREST, BY_NONE]
    assert found.index.tolist() == [0, UNMATCHED]
    assert abs(found.metres[0] - 999.5) < 0.1


def test_equally_near_the_first_wins() -> None:
    centres = np.array([[116.301, 40.0], [116.299, 40.0], [116.301, 40.0]])
    found = match(np.array([116.301]), np.array([40.0]), centres, shapes(None, None, None))
    assert found.index[0] == 0


def test_nothing_to_match() -> None:
    assert match(np.array([]), np.array([]), np.empty((0, 2)), shapes()).index.size == 0
    found = match(np.array([116.3]), np.array([40.0]), np.empty((0, 2)), shapes())
    assert found.how.tolist() == [BY_NONE]


def test_the_same_as_looking_at_every_pair() -> None:
    rng = np.random.default_rng(5)
    centres = np.column_stack([rng.uniform(116, 116.2, 300), rng.uniform(40, 40.2, 300)])
    boxes = [
        shapely.box(x, y, x + 0.004, y + 0.004) if number % 3 == 0 else None for number, (x, y) in enumerate(centres.tolist())
    ]
    lng, lat = rng.uniform(116, 116.2, 500), rng.uniform(40, 40.2, 500)
    found = match(lng, lat, centres, shapes(*boxes))
    for index, (x, y) in enumerate(zip(lng.tolist(), lat.tolist(), strict=True)):
        within = [number for number, box in enumerate(boxes) if box is not None and box.intersects(shapely.Point(x, y))]
        metres = metres_between(np.full(300, x), np.full(300, y), centres[:, 0], centres[:, 1])
        expected = within[0] if within else int(metres.argmin()) if metres.min() <= NEAREST_LIMIT_M else UNMATCHED
        assert found.index[index] == expected
