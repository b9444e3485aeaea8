"""Reading communities and divisions. Every selector takes the scope of who asks first."""

from collections.abc import Collection
from datetime import date
from typing import Final, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from communities.divisions import BadCode, full_code
from communities.models import Basis, Community, Division, HouseholdCount
from communities.scope import AreaScope

M = TypeVar("M", bound=Model)
_LISTED_UP_TO: Final = 2_000
_BETWEEN: Final = "\x1f"  # the sign that separates units


def one_of(name: str, keys: Collection[str] | Collection[int]) -> Q:
    """True of rows whose ``name`` is one of ``keys``. Many are sent as one text, which becomes a table over there: a list
    would take several times as long.
    """
    joined = _BETWEEN.join(map(str, keys))
    if len(keys) <= _LISTED_UP_TO or joined.count(_BETWEEN) >= len(keys):
        return Q(**{f"{name}__in": keys})
    kind = "text" if isinstance(next(iter(keys)), str) else "bigint"
    listed = RawSQL(f"SELECT unnest(string_to_array(%s, %s)::{kind}[])", [joined, _BETWEEN])  # noqa: S611  # two words; values apart
    return Q(**{f"{name}__in": listed})


def within(rows: QuerySet[M], scope: AreaScope, *, path: str = "path") -> QuerySet[M]:
    """The rows that lie in the scope. ``path`` is the lookup of their path field. An empty scope gives no row."""
    if scope.is_everywhere:
        return rows
    inside = Q(pk__in=[])
    for own in scope.paths:
        inside |= Q(**{f"{path}__startswith": own})
    return rows.filter(inside)


def communities(scope: AreaScope) -> QuerySet[Community]:
    return within(Community.objects.select_related("division", "source", "block"), scope).order_by("code")


def divisions(scope: AreaScope) -> QuerySet[Division]:
    """Divisions in the scope. What lies above it (the way up) is in ``lineage``."""
    return within(Division.objects.all(), scope).order_by("code")


def division_named(scope: AreaScope, code: str) -> Division | None:
    """The division of a code of 2 to 12 digits, or None where there is none, or none that touches the scope."""
    try:
        found = Division.objects.filter(code=full_code(code)).first()
    except BadCode:
        return None
    return found if found and scope.touches(found.path) else None


def lineage(path: str) -> QuerySet[Division]:
    """The divisions from the province down to ``path``, itself included where it is a division."""
    codes = [part for part in path.split("/") if part]
    above = ["/" + "/".join(codes[:depth]) + "/" for depth in range(1, len(codes) + 1)]
    return Division.objects.filter(path__in=above).order_by("code")


def children(scope: AreaScope, parent: Division | None) -> list[Division]:
    """The divisions one level below ``parent`` that touch the scope: a planner sees the way down to the own city."""
    below = Division.objects.filter(parent=parent).order_by("code")
    return [division for division in below if scope.touches(division.path)]


def valid_on(day: date) -> Q:
    """True of rows with ``valid_from`` and ``valid_to`` that are in force on ``day``, both days included."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def household_count(community: Community, *, as_of: date) -> HouseholdCount | None:
    """The newest count of resident households by that day, with its source. The scope has let the community through."""
    counts = HouseholdCount.objects.filter(community=community, basis=Basis.RESIDENT, counted_on__lte=as_of)
    return counts.select_related("source").order_by("-counted_on").first()
