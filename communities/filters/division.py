"""The list of divisions."""

from communities.filters.base import Rows, SpokenFilterSet
from communities.filters.community import BY_CODE, BY_NAME, DIVISION, SEARCH
from communities.filters.kinds import OneOf, Ordering, Search, Within
from communities.models import Division
from communities.words import Words

LEVELS = {
    "province": Words("省级", "province"),
    "city": Words("地级", "city"),
    "district": Words("县级", "district"),
    "subdistrict": Words("乡级", "sub-district"),
}


class Parent(Within):
    """Lies directly below a division."""

    def __init__(self) -> None:
        super().__init__(Words("上级区划", "Directly below"), "parent__code")

    def narrow(self, rows: Rows, value: str) -> Rows:
        return rows.filter(parent__code=value)


class DivisionFilter(SpokenFilterSet):
    """Divisions by place, level and name."""

    orders = {"code": BY_CODE, "name": BY_NAME}

    division = Within(DIVISION)
    parent = Parent()
    level = OneOf(Words("级别", "Level"), "level", choices=LEVELS)
    search = Search(SEARCH)
    ordering = Ordering(orders)

    class Meta:
        model = Division
        fields: list[str] = []
