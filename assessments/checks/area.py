"""Where and as of when the checks look: one scope, one division, one day."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from communities.models import Community
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import within
from facilities.models import Facility

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Area:
    """What lies in ``scope`` and below the path ``under``, in communities that exist on the day of the data."""

    scope: AreaScope
    as_of: date
    under: str = EVERYWHERE

    def limited(self, rows: QuerySet[M], path: str = "community__path") -> QuerySet[M]:
        """The rows that lie in the area. ``path`` is the lookup of their path field."""
        seen = within(rows, self.scope, path=path).filter(self._exists(path.removesuffix("path")))
        return seen if self.under == EVERYWHERE else seen.filter(**{f"{path}__startswith": self.under})

    def _exists(self, community: str) -> Q:
        """As communities.selectors.valid_on, for the community at a lookup."""
        begun = Q(**{f"{community}valid_from__isnull": True}) | Q(**{f"{community}valid_from__lte": self.as_of})
        return begun & (Q(**{f"{community}valid_to__isnull": True}) | Q(**{f"{community}valid_to__gte": self.as_of}))

    def communities(self) -> QuerySet[Community]:
        return self.limited(Community.objects.all(), "path").order_by()

    def facilities(self, *conditions: Q) -> QuerySet[Facility]:
        """Those that stand in the area, open or not."""
        return self.limited(Facility.objects.filter(*conditions)).order_by()


def of_types(types: tuple[str, ...]) -> Q:
    """Facilities of some types; of every type where none is named."""
    return Q(facility_type__in=types) if types else Q()
