"""The lists of the front door: deliveries, and the problems of one."""

from django.db.models import Q

from communities.filters import OneOf, SpokenFilterSet, Within, YesNo
from communities.filters.community import DIVISION
from communities.words import Words
from intake.models import Delivery, RowIssue

STATE = Words("状态", "State")
STATES = {
    "waiting": Words("等待中", "waiting"),
    "checking": Words("正在检查", "being checked"),
    "checked": Words("已检查，未入库", "checked, not stored"),
    "storing": Words("正在入库", "being stored"),
    "stored": Words("已入库", "stored"),
    "rejected": Words("有错误，未入库", "rejected, nothing stored"),
    "cancelled": Words("已取消", "cancelled"),
    "failed": Words("因故障中止", "stopped by a fault"),
    "undoing": Words("正在撤销", "being undone"),
    "undone": Words("已撤销", "undone"),
}


class DeliveryFilter(SpokenFilterSet):
    """Deliveries by place and state; the newest first."""

    tie = ("-id",)

    division = Within(DIVISION, "division__path")
    state = OneOf(STATE, "state", choices=STATES)

    class Meta:
        model = Delivery
        fields: list[str] = []


class IssueFilter(SpokenFilterSet):
    """Problems of a delivery, in the order of its tables and rows."""

    tie = ("id",)

    is_error = YesNo(Words("是否错误", "Is an error"), Q(is_error=True))

    class Meta:
        model = RowIssue
        fields: list[str] = []
