"""Straight-line metres, reckoned in the database as assessments.facts.places reckons them."""

import math

from django.db.models import Expression, F, FloatField, Func, OuterRef, Q, Value
from django.db.models.functions import Abs, Cos, Power, Radians, Sin, Sqrt

from assessments.facts.places import EARTH_RADIUS_M

Reference = type[F] | type[OuterRef]


def metres_apart(other: str = "", of: Reference = F) -> Expression:
    """Great-circle metres (haversine) from the row's point to another: that of a related row (``other`` is "community__"),
    or with OuterRef that of the row outside. NULL where one is unknown.
    """
    lat, other_lat = Radians(F("lat")), Radians(of(f"{other}lat"))
    along, across = other_lat - lat, Radians(of(f"{other}lng")) - Radians(F("lng"))
    half = Power(Sin(along / 2), 2) + Cos(lat) * Cos(other_lat) * Power(Sin(across / 2), 2)
    # The arc from both its sides: rounding may carry ``half`` beyond 1 at two ends of the earth, where an arcsine would fail.
    arc = Func(Sqrt(half), Sqrt(Abs(Value(1.0) - half)), function="ATAN2", output_field=FloatField())
    return Value(2 * EARTH_RADIUS_M) * arc


def beside(metres: int) -> Q:
    """In the same strip of latitude as the row outside, give or take: cheap, so that few distances are left to reckon."""
    strip = math.degrees(1.001 * metres / EARTH_RADIUS_M)
    return Q(lat__gte=OuterRef("lat") - strip, lat__lte=OuterRef("lat") + strip)
