"""Field and constraint shapes that several models share."""

from typing import Any

from django.db import models
from django.db.models import F, Q


def code_field(length: int = 12, **options: Any) -> "models.CharField[str, str]":
    """A code, compared and sorted byte by byte: a prefix search can use its index on every server."""
    return models.CharField(max_length=length, db_collation="C", **options)


def in_order(earlier: str, later: str, name: str) -> models.CheckConstraint:
    """``later`` is empty or not before ``earlier``."""
    fine = Q(**{f"{later}__isnull": True}) | Q(**{f"{earlier}__isnull": True}) | Q(**{f"{later}__gte": F(earlier)})
    return models.CheckConstraint(condition=fine, name=name)


def on_earth(name: str) -> models.CheckConstraint:
    """Longitude and latitude both given or both empty, in degrees."""
    empty = Q(lng__isnull=True, lat__isnull=True)
    # A comparison with NULL is not false, and a CHECK lets through what is not false: so the NULLs are named.
    fine = Q(lng__isnull=False, lat__isnull=False, lng__gte=-180, lng__lte=180, lat__gte=-90, lat__lte=90)
    return models.CheckConstraint(condition=empty | fine, name=name)


def version_field() -> "models.PositiveIntegerField[int, int]":
    """How many times a row has been written: whoever changes it says which writing they looked at. Counted up by
    communities/copying.py; never set.
    """
    return models.PositiveIntegerField(default=1, db_default=1, editable=False)
