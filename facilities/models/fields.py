"""Areas: m2 with two places at the edge, whole hundredths in the engine."""

from typing import Any

from django.db import models
from django.db.models import Q


def area_field(**options: Any) -> "models.DecimalField[Any, Any]":
    """An area in m2, or None where nobody has measured it (never 0 for unknown)."""
    return models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True, **options)


def not_negative(*fields: str, name: str) -> models.CheckConstraint:
    fine = Q()
    for field in fields:
        fine &= Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0})
    return models.CheckConstraint(condition=fine, name=name)
