"""The list of facilities."""

from django.db.models import Q

from communities.filters import AnyOf, Exactly, OnDay, Order, Ordering, Search, SpokenFilterSet, Within, YesNo
from communities.filters.community import BY_CODE, BY_NAME, DIVISION, SEARCH
from communities.words import Words
from facilities.catalogue import FACILITY_TYPES
from facilities.models import Facility
from facilities.selectors import is_open_on

TYPES = {code: Words(found.zh, found.en) for code, found in FACILITY_TYPES.items()}


class FacilityFilter(SpokenFilterSet):
    """Facilities by place, type, name, day and whether somebody has measured them."""

    orders = {"code": BY_CODE, "name": BY_NAME, "type": Order(Words("类型", "type"), "facility_type")}

    division = Within(DIVISION, "community__path")
    community = Exactly(Words("社区代码", "Community code"), "community__code", pattern="^[0-9]{12}$")
    facility_type = AnyOf(Words("设施类型", "Facility type"), "facility_type", choices=TYPES)
    search = Search(SEARCH, names=("name",))
    open_on = OnDay(Words("在该日开放", "Open on"), holds=is_open_on)
    has_area = YesNo(Words("已填建筑面积", "Floor area is filled in"), Q(floor_area__isnull=False))
    ordering = Ordering(orders)

    class Meta:
        model = Facility
        fields: list[str] = []
