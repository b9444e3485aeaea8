"""The list of key projects, and of what is due."""

from django.db.models import Q
from django.utils import timezone

from assessments.remedies.catalogue import BY_CODE
from communities.filters import Exactly, OnDay, OneOf, Order, Ordering, Search, SpokenFilterSet, Within
from communities.filters.base import Rows
from communities.filters.community import DIVISION, SEARCH
from communities.filters.kinds import YES_NO
from communities.words import Words
from pilots.due.sources import SOURCES, STATUSES
from pilots.models import DONE_WITH, OPEN, DueDate, KeyProject, ProjectState
from pilots.projects.words import NOT_JUDGED, RISKS
from pilots.reviewing.content import COMBINED

STATES = {
    ProjectState.PLANNED.value: Words("未开工", "not begun"),
    ProjectState.UNDER_WAY.value: Words("实施中", "under way"),
    ProjectState.FINISHED.value: Words("已完工", "finished"),
    ProjectState.DROPPED.value: Words("已取消", "given up"),
}
WAYS = {code: way.name for code, way in BY_CODE.items()}
BY_DUE = Order(Words("到期", "due"), "due_day")
ORDERS = {
    "year": Order(Words("年份", "year"), "year"),
    "yuan": Order(Words("投资", "cost"), "yuan"),
    "code": Order(Words("社区代码", "community code"), "code"),
    "due": BY_DUE,
}
LATE = Words("逾期", "Late")
RISK = Words("风险", "Risk")
DEPARTMENT = Words("责任部门", "Department in charge")
PILOT = Words("试点编号", "Number of the pilot")
PROGRAMME = Words("试点项目编号", "Number of the programme")
DUE_BEFORE = Words("到期早于", "Due before")
NUMBER = r"^[0-9]{1,9}$"


class Late(OneOf):
    """Something of an open project was due before today. Unknown: no day was ever set."""

    def __init__(self) -> None:
        super().__init__(LATE, choices={**YES_NO, "unknown": Words("未设时间", "no day set")})

    def narrow(self, rows: Rows, value: str) -> Rows:
        today = timezone.localdate()
        holds = {
            "yes": Q(next_due__lt=today),
            "no": Q(next_due__gte=today) | Q(state__in=DONE_WITH),
            "unknown": Q(next_due__isnull=True, state__in=OPEN),
        }
        return rows.filter(holds[value])


class LateDate(OneOf):
    """A day that has passed while what was due on it is still open."""

    def __init__(self) -> None:
        super().__init__(LATE, choices=YES_NO)

    def narrow(self, rows: Rows, value: str) -> Rows:
        is_late = Q(status="open", due_on__lt=timezone.localdate())
        return rows.filter(is_late) if value == "yes" else rows.exclude(is_late)


class OfRisk(OneOf):
    """A level, or that nobody has judged it yet."""

    def __init__(self) -> None:
        super().__init__(RISK, choices={**RISKS, "unknown": NOT_JUDGED})

    def narrow(self, rows: Rows, value: str) -> Rows:
        return rows.filter(risk="" if value == "unknown" else value)


class Combined(OneOf):
    def __init__(self) -> None:
        super().__init__(Words("结合工作", "Combined with"), choices=dict(COMBINED))

    def narrow(self, rows: Rows, value: str) -> Rows:
        return rows.filter(combined_with__contains=[value])


def _department() -> Search:
    return Search(DEPARTMENT, names=("owner",), code="owner")


class ProjectFilter(SpokenFilterSet):
    """Projects by place, state, lateness, risk, department, way, year, pilot, programme and plan."""

    orders = ORDERS
    tie = ("code", "id")

    division = Within(DIVISION)
    search = Search(SEARCH, names=("name", "community__name", "community__name_en"))
    state = OneOf(Words("状态", "State"), "state", choices=STATES)
    late = Late()
    risk = OfRisk()
    department = _department()
    due_before = OnDay(DUE_BEFORE, lambda day: Q(next_due__lt=day))
    way = OneOf(Words("方式", "Way"), "way", choices=WAYS)
    year = Exactly(Words("开始年份", "Year of beginning"), "year", pattern=r"^[0-9]{4}$")
    combined = Combined()
    pilot = Exactly(PILOT, "enrolment", pattern=NUMBER)
    programme = Exactly(PROGRAMME, "enrolment__programme", pattern=NUMBER)
    plan = Exactly(Words("方案编号", "Number of the plan"), "plan", pattern=NUMBER)
    ordering = Ordering(ORDERS)

    class Meta:
        model = KeyProject
        fields: list[str] = []


class OverdueFilter(SpokenFilterSet):
    """Of what is late: by place, kind, department, risk, pilot, programme and day."""

    orders = {"due": BY_DUE, "code": ORDERS["code"]}
    tie = ("due_day", "id")

    division = Within(DIVISION)
    search = Search(SEARCH, names=("name", "community__name", "community__name_en"))
    kind = OneOf(Words("事项", "What"), "kind", choices={code: source.words for code, source in SOURCES.items()})
    risk = OfRisk()
    department = _department()
    due_from = OnDay(Words("到期不早于", "Due from"), lambda day: Q(due_on__gte=day))
    due_before = OnDay(DUE_BEFORE, lambda day: Q(due_on__lt=day))
    pilot = Exactly(PILOT, "enrolment", pattern=NUMBER)
    programme = Exactly(PROGRAMME, "enrolment__programme", pattern=NUMBER)
    project = Exactly(Words("项目编号", "Number of the project"), "project", pattern=NUMBER)
    ordering = Ordering(orders)

    class Meta:
        model = DueDate
        fields: list[str] = []


class DueDateFilter(OverdueFilter):
    """What is due, late or not, done or not."""

    status = OneOf(Words("状态", "State"), "status", choices=dict(STATUSES))
    late = LateDate()

    class Meta(OverdueFilter.Meta):
        pass
