"""Endpoints of divisions and communities."""

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from communities.api.base import ReadingViewSet
from communities.api.serializers import CommunityDetail, CommunityRow, DivisionDetail, DivisionRow
from communities.filters import CommunityFilter, DivisionFilter
from communities.models import Community, Division, HouseholdCount
from communities.selectors import children, communities, division_named, divisions, lineage


class DivisionViewSet(ReadingViewSet[Division]):
    """Provinces, cities, districts and sub-districts. 区划：省、市、区县、街道。"""

    filterset_class = DivisionFilter
    serializer_class = DivisionRow
    detail_serializer_class = DivisionDetail

    def rows(self) -> QuerySet[Division]:
        return divisions(self.scope).select_related("parent")

    def one(self, code: str) -> Division | None:
        """Also the divisions above the scope: they are the way down to it."""
        found = division_named(self.scope, code)
        if found:
            found.lineage = lineage(found.path)  # type: ignore[attr-defined]  # read by the serializer
            found.visible_children = children(self.scope, found)  # type: ignore[attr-defined]  # likewise
        return found


class CommunityViewSet(ReadingViewSet[Community]):
    """Communities: the areas of residents' committees. 社区：居委会辖区。"""

    filterset_class = CommunityFilter
    serializer_class = CommunityRow
    detail_serializer_class = CommunityDetail
    lookup_value_regex = "[0-9]{12}"

    def rows(self) -> QuerySet[Community]:
        return communities(self.scope).defer("boundary")

    def one(self, code: str) -> Community | None:
        found = self.rows().filter(code=code).first()
        if found:
            counts = HouseholdCount.objects.select_related("source").order_by("-counted_on", "basis")
            prefetch_related_objects([found], Prefetch("household_counts", counts))
            found.lineage = lineage(found.division.path)  # type: ignore[attr-defined]  # read by the serializer
        return found
