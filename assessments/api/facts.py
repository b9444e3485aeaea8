"""The endpoint of the facts worth collecting."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.fact_serializers import FactsAnswer
from assessments.api.of_round import ROUND, OfRound
from assessments.fact_filters import FactFilter
from assessments.facts.asks import Ask
from assessments.labels import label_codes
from assessments.models import Scorecard
from assessments.selectors.scorecards import scorecards
from assessments.selectors.settling import OpenRule, Ranking, worth_collecting
from assessments.standards.worth import Worth
from communities.api.narrowing import checked
from communities.api.parameters import Parameter


class FactViewSet(OfRound[Scorecard]):
    """The facts most worth collecting in a place, by how many unknown verdicts they settle. 最值得核实的事实。"""

    filterset_class = FactFilter
    serializer_class = FactsAnswer
    pagination_class = None
    list_parameters: ClassVar[Sequence[Parameter]] = (ROUND,)

    def rows(self) -> QuerySet[Scorecard]:
        return scorecards(self.scope, self.round)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = FactFilter(request.query_params, self.rows(), scope=self.scope, one=self.round)
        checked(asked)
        return Response(ranking_body(worth_collecting(self.scope, self.round, asked.path)))


def ranking_body(found: Ranking) -> dict[str, Any]:
    return {
        "round": found.round.pk,
        "communities": found.communities,
        "unknown": found.open_verdicts,
        "unknown_of_all_rules": found.open_of_all,
        "undefined": found.hopeless,
        "data_labels": label_codes(found.labels),
        "results": [_ask_row(worth) for worth in found.worths],
        "order": [{"ask": step.ask.code, "settles": step.settles, "settled": step.total} for step in found.order],
        "rules": [_rule_row(each) for each in found.rules],
    }


def _ask_row(worth: Worth[Ask]) -> dict[str, Any]:
    return {
        "ask": worth.ask.code,
        "name": worth.ask.name.as_dict(),
        "settles": worth.settles,
        "helps": worth.helps,
        "settles_of_all_rules": worth.settles_of_all,
        "helps_of_all_rules": worth.helps_of_all,
        "communities": worth.communities,
    }


def _rule_row(each: OpenRule) -> dict[str, Any]:
    return {
        "rule": each.rule.code,
        "name": each.rule.name.as_dict(),
        "level": each.rule.level.value,
        "counts": each.counts,
        "unknown": each.number,
        "undefined": each.hopeless,
        "asks": [ask.code for ask in each.asks],
    }
