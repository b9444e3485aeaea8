"""Straight-line distances between points in degrees, in metres."""

import numpy as np
import numpy.typing as npt

EARTH_RADIUS_M = 6_371_008.8  # mean radius of GRS80, which CGCS2000 and WGS84 share to the millimetre

Floats = npt.NDArray[np.float64]


def metres_between(lng: Floats, lat: Floats, other_lng: Floats, other_lat: Floats) -> Floats:
    """Great-circle distance (haversine), element by element, with NumPy's broadcasting. NaN where a point is unknown."""
    along, across = np.radians(other_lat - lat), np.radians(other_lng - lng)
    both = np.cos(np.radians(lat)) * np.cos(np.radians(other_lat))
    half = np.sin(along / 2) ** 2 + both * np.sin(across / 2) ** 2
    metres: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half))
    return metres
