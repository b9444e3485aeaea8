"""The list of communities."""

from django.db.models import Q

from communities.filters.base import Order, SpokenFilterSet
from communities.filters.kinds import Exactly, OneOf, Ordering, Search, Within, YesNo
from communities.models import Community
from communities.words import Words

DIVISION = Words("区划", "Division")
SEARCH = Words("名称或代码", "Name or code")
BUILD_CLASS = Words("建设类型", "Build class")
BUILD_CLASSES = {
    "new": Words("新建", "new-built"),
    "existing": Words("既有", "existing"),
    "unknown": Words("未登记", "not recorded"),
}
BY_CODE = Order(Words("代码", "code"), "code")
BY_NAME = Order(Words("名称", "name"), "name")


class CommunityFilter(SpokenFilterSet):
    """Communities by place, class, heating, block and name."""

    orders = {"code": BY_CODE, "name": BY_NAME}

    division = Within(DIVISION)
    search = Search(SEARCH)
    build_class = OneOf(BUILD_CLASS, "build_class", choices=BUILD_CLASSES)
    central_heating = YesNo(
        Words("集中供热", "Central heating"), Q(central_heating=True), unknown=Q(central_heating__isnull=True)
    )
    in_block = YesNo(Words("划入活力街区", "In an active block"), Q(in_block=True), unknown=Q(in_block__isnull=True))
    block = Exactly(Words("活力街区代码", "Active block code"), "block__code", pattern=r"^[^\x00]{1,40}$")
    ordering = Ordering(orders)

    class Meta:
        model = Community
        fields: list[str] = []
