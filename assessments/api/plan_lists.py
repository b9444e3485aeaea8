"""Endpoints of the lists of a plan: its lines, the gaps it leaves open, its communities today and with it."""

from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model, QuerySet
from rest_framework.exceptions import NotFound

from assessments.api.exporting import ExportedList
from assessments.api.plan_line_serializers import LeftRow, PromisedRow, RemedyRow
from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan
from assessments.plan_filters import CardFilter, LeftFilter, LineFilter
from assessments.remedies.wishes import Objective
from assessments.reports import card_table, left_table, line_table
from assessments.selectors.plans import finished_plan, left_gaps, promised_cards, remedies
from communities.filters import SpokenFilterSet

M = TypeVar("M", bound=Model)


class OfPlan(ExportedList[M], Generic[M]):
    """A list of the plan in the path. Nobody reads one before the plan is finished."""

    @cached_property
    def plan(self) -> RemedyPlan:
        found = finished_plan(self.scope, int(self.kwargs["plan"]))
        if found is None:
            raise NotFound
        return found

    def subject(self) -> RemedyPlan:
        return self.plan

    def filterset(self, rows: Any) -> SpokenFilterSet:
        return self.filterset_class(self.request.query_params, rows, scope=self.scope, plan=self.plan)

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        if getattr(self, "swagger_fake_view", False):  # the OpenAPI document asks without a plan
            return context
        return {**context, "rules": self.plan.round.rules, "objective": Objective(self.plan.wishes["objective"])}


class PlannedRemedyViewSet(OfPlan[PlannedRemedy]):
    """The lines of a plan, in the order in which they begin. 方案措施。"""

    filterset_class = LineFilter
    serializer_class = RemedyRow
    table: ClassVar = staticmethod(line_table)

    def rows(self) -> QuerySet[PlannedRemedy]:
        return remedies(self.scope, self.plan)


class LeftGapViewSet(OfPlan[LeftGap]):
    """The gaps that a plan leaves open, and why. 方案未关闭的短板及原因。"""

    filterset_class = LeftFilter
    serializer_class = LeftRow
    table: ClassVar = staticmethod(left_table)

    def rows(self) -> QuerySet[LeftGap]:
        return left_gaps(self.scope, self.plan)


class PromisedCardViewSet(OfPlan[PromisedCard]):
    """The communities of a plan, today and with it. 各社区现状与方案实施后。"""

    filterset_class = CardFilter
    serializer_class = PromisedRow
    table: ClassVar = staticmethod(card_table)

    def rows(self) -> QuerySet[PromisedCard]:
        return promised_cards(self.scope, self.plan)
