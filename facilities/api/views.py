"""Endpoints of facilities."""

from django.db.models import QuerySet

from communities.api.base import ReadingViewSet
from facilities.api.serializers import FacilityRow
from facilities.filters import FacilityFilter
from facilities.models import Facility
from facilities.selectors import facilities, with_served


class FacilityViewSet(ReadingViewSet[Facility]):
    """Facilities on the ground. 设施：名称、类型、面积、位置和来源。"""

    filterset_class = FacilityFilter
    serializer_class = FacilityRow
    lookup_value_regex = ".{1,80}"

    def rows(self) -> QuerySet[Facility]:
        return with_served(self.scope, facilities(self.scope))

    def one(self, code: str) -> Facility | None:
        return None if "\x00" in code else self.rows().filter(code=code).first()
