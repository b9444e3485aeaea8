"""The lists of a plan: its lines, the gaps it leaves open, its communities; and the list of plans. For the page and the API."""

from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from assessments.filters import NAMES, RULE, rule_choices
from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan
from assessments.remedies.catalogue import BY_CODE as WAYS
from assessments.remedies.plan_words import reason_words
from assessments.remedies.wishes import wishes_of
from communities.filters import OneOf, Order, Ordering, Search, SpokenFilterSet, Within, YesNo
from communities.filters.base import Rows
from communities.filters.community import BY_CODE, DIVISION, SEARCH
from communities.filters.kinds import Choices, Exactly
from communities.words import Words

WAY = Words("方式", "Way")
UNKNOWN = "unknown"


class PlanFilter(SpokenFilterSet):
    """Plans by place; the newest first."""

    tie = ("-id",)

    division = Within(DIVISION, "division__path")

    class Meta:
        model = RemedyPlan
        fields: list[str] = []


class _OfPlan(SpokenFilterSet):
    """``plan`` is the plan of the list: its years and the rules of its round are choices."""

    def __init__(self, *args: Any, plan: RemedyPlan, **options: Any) -> None:
        self.plan = plan
        super().__init__(*args, **options)
        if "year" in self.filters:
            self.filters["year"].offers(year_choices(plan))
        if "rule" in self.filters:
            self.filters["rule"].offers(rule_choices(plan.round))


def year_choices(plan: RemedyPlan) -> Choices:
    wishes = wishes_of(plan.wishes)
    years = range(wishes.first_year, wishes.first_year + len(wishes.budgets))
    return {str(year): Words(str(year), str(year)) for year in years}


class _Closes(OneOf):
    """A line closes [community code, rule]: the rule stands second."""

    def narrow(self, rows: Rows, value: str) -> Rows:
        return rows.filter(closes__contains=[[value]])


class LineFilter(_OfPlan):
    """Lines of a plan by way, the year in which they begin, place, and what they close; in the order of the plan."""

    tie = ("position",)
    orders = {
        "position": Order(Words("序号", "number"), "position"),
        "code": BY_CODE,
        "year": Order(Words("开始年份", "year"), "year"),
        "households": Order(Words("惠及户数", "households"), "by_households", Coalesce("households", Value(-1))),
    }

    way = OneOf(WAY, "way", choices={code: way.name for code, way in WAYS.items()})
    year = OneOf(Words("开始年份", "Begins in"), "year", choices={})
    division = Within(DIVISION)
    premises = Exactly(Words("可利用空间代码", "Premises code"), "premises__code", pattern=r"^[^\x00]{1,60}$")
    rule = _Closes(Words("关闭的规则", "Closes a gap of"), choices={})
    search = Search(SEARCH, names=NAMES)
    ordering = Ordering(orders)

    class Meta:
        model = PlannedRemedy
        fields: list[str] = []


class _Why(OneOf):
    """A reason that nobody knows is stored as nothing, and asked for by a word."""

    def narrow(self, rows: Rows, value: str) -> Rows:
        return rows.filter(why="" if value == UNKNOWN else value)


class LeftFilter(_OfPlan):
    """Gaps that a plan leaves open, by reason, rule and place."""

    tie = ("code", "rule")
    orders = {"code": BY_CODE, "rule": Order(Words("规则", "rule"), "rule")}

    why = _Why(Words("原因", "Reason"), choices={code: words for code, words in reason_words().items() if code})
    rule = OneOf(RULE, "rule", choices={})
    division = Within(DIVISION)
    search = Search(SEARCH, names=NAMES)
    ordering = Ordering(orders)

    class Meta:
        model = LeftGap
        fields: list[str] = []


class CardFilter(_OfPlan):
    """Communities today and with the plan, by place and by what changes."""

    orders = {
        "code": BY_CODE,
        "name": Order(Words("名称", "name"), "by_name", F("community__name")),
        "gaps_before": Order(Words("现有短板数", "gaps today"), "gaps_before"),
        "gaps_after": Order(Words("实施后短板数", "gaps with the plan"), "gaps_after"),
    }

    changes = YesNo(Words("有变化", "Changes"), ~Q(before=F("after")))
    complete = YesNo(Words("实施后为完整社区", "Complete with the plan"), Q(gaps_after=0, unknown_after=0))
    division = Within(DIVISION)
    search = Search(SEARCH, names=NAMES)
    ordering = Ordering(orders)

    class Meta:
        model = PromisedCard
        fields: list[str] = []
