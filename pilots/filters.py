"""The list of key projects."""

from assessments.remedies.catalogue import BY_CODE
from communities.filters import Exactly, OneOf, Order, Ordering, Search, SpokenFilterSet, Within
from communities.filters.community import DIVISION, SEARCH
from communities.words import Words
from pilots.models import KeyProject, ProjectState

STATES = {
    ProjectState.PLANNED.value: Words("在库", "in the library"),
    ProjectState.UNDER_WAY.value: Words("实施中", "under way"),
    ProjectState.FINISHED.value: Words("已完工", "finished"),
    ProjectState.DROPPED.value: Words("已取消", "given up"),
}
WAYS = {code: way.name for code, way in BY_CODE.items()}
ORDERS = {
    "year": Order(Words("年份", "year"), "year"),
    "yuan": Order(Words("投资", "cost"), "yuan"),
    "code": Order(Words("社区代码", "community code"), "code"),
}


class ProjectFilter(SpokenFilterSet):
    """Projects by place, state, way, year and plan."""

    orders = ORDERS
    tie = ("code", "id")

    division = Within(DIVISION)
    search = Search(SEARCH, names=("name", "community__name", "community__name_en"))
    state = OneOf(Words("状态", "State"), "state", choices=STATES)
    way = OneOf(Words("方式", "Way"), "way", choices=WAYS)
    year = Exactly(Words("开始年份", "Year of beginning"), "year", pattern=r"^[0-9]{4}$")
    plan = Exactly(Words("方案编号", "Number of the plan"), "plan", pattern=r"^[0-9]{1,9}$")
    ordering = Ordering(ORDERS)

    class Meta:
        model = KeyProject
        fields: list[str] = []
