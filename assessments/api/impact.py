"""The endpoint of the question: what would a draft change?"""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.law import DAY_SCHEMA, day_asked, pack_named
from assessments.api.words_field import WordsField
from assessments.law import packs
from assessments.law_filters import NoFilter
from assessments.reports.impact import impact_data
from assessments.selectors.impact import impact_of
from assessments.standards.impact import State
from assessments.standards.loading import pack_ids
from assessments.standards.strict_table import PackError
from communities.api.base import ListViewSet
from communities.api.parameters import Parameter
from communities.api.problems import Problem, of_parameter
from communities.language import reader_lang
from communities.scope import EVERYWHERE
from communities.selectors import division_named
from communities.words import Words

DRAFT = Parameter("draft", Words("草案、示例或地方标准的编号（必填）", "Id of the draft, example or overlay (required)"))
DIVISION = Parameter(
    "division", Words("区划代码，2 至 12 位；默认管辖范围", "Division code of 2 to 12 digits; the mandate unless said")
)
DAY = Parameter("day", Words("适用日期，默认今天", "Day whose law the draft meets, today unless said"), DAY_SCHEMA)
AS_OF = Parameter("as_of", Words("数据日期，默认同日", "Day the data speaks of, the same day unless said"), DAY_SCHEMA)
REQUIRED_DRAFT = OpenApiParameter(
    "draft",
    str,
    required=True,
    enum=list(pack_ids()),  # named, not loaded: a pack that is wrong must not keep the program from starting
    description="Id of the draft, example or overlay / 草案、示例或地方标准的编号",
)
NO_DRAFT = Words("没有这个标准包。", "There is no such pack.")
NO_DIVISION = Words("没有这个区划，或不在您的管辖范围内。", "There is no such division, or it lies outside your mandate.")
STATES = "One of " + ", ".join(state.code for state in State)


class DraftBrief(serializers.Serializer[Any]):
    id = serializers.CharField()
    title = WordsField()
    status = serializers.CharField()


class StateCount(serializers.Serializer[Any]):
    before = serializers.CharField(help_text=STATES)
    after = serializers.CharField(help_text=STATES)
    communities = serializers.IntegerField()


class CostRow(serializers.Serializer[Any]):
    """Yuan, if every gap were closed by this one remedy."""

    remedy = serializers.CharField()
    before_low = serializers.CharField(allow_null=True)
    before_high = serializers.CharField(allow_null=True)
    after_low = serializers.CharField(allow_null=True)
    after_high = serializers.CharField(allow_null=True)
    placeholder_prices = serializers.BooleanField()


class FlipRow(serializers.Serializer[Any]):
    community = serializers.CharField()
    name = serializers.CharField()
    before = serializers.CharField(help_text=STATES)
    after = serializers.CharField(help_text=STATES)
    required_before = serializers.CharField(allow_null=True)
    required_after = serializers.CharField(allow_null=True)
    shortfall_after = serializers.CharField(allow_null=True)
    unit = serializers.CharField()


class ThingImpactRow(serializers.Serializer[Any]):
    """One thing that the draft speaks of: all rules about it answer together."""

    thing = serializers.CharField(help_text="Code of the national rule, or of the draft's own.")
    rules = serializers.ListField(child=serializers.CharField())
    flipped = serializers.IntegerField()
    counts = StateCount(many=True)
    area_before = serializers.CharField(allow_null=True, help_text="m2 to be made up, where a gap is one of floor area.")
    area_after = serializers.CharField(allow_null=True)
    costs = CostRow(many=True)
    flips = FlipRow(many=True)


@extend_schema_serializer(many=False)
class ImpactAnswer(serializers.Serializer[Any]):
    """The communities judged twice, without and with the draft, from the same facts. Nothing is stored."""

    draft = DraftBrief()
    day = serializers.DateField(help_text="The day asked for, or the later one on which the draft begins.")
    as_of = serializers.DateField()
    basis = serializers.ListField(child=serializers.CharField())
    communities = serializers.IntegerField()
    communities_in_place = serializers.IntegerField(help_text="Those that lie where the draft speaks.")
    data_labels = serializers.ListField(child=serializers.CharField())
    things = ThingImpactRow(many=True)


class ImpactViewSet(ListViewSet[Any]):
    """Which communities a draft would give another answer, and what it would cost. 草案影响。"""

    filterset_class = NoFilter
    serializer_class = ImpactAnswer
    pagination_class = None
    list_parameters: ClassVar[Sequence[Parameter]] = (DRAFT, DIVISION, DAY, AS_OF)

    @extend_schema(parameters=[REQUIRED_DRAFT])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        draft = pack_named(request.query_params.get(DRAFT.name))
        if draft is None:
            known, said = [pack.id for pack in packs()], NO_DRAFT.of(reader_lang())
            raise Problem("bad_value", faults=[of_parameter(DRAFT.name, "bad_value", said, allowed=known)])
        day = day_asked(request, DAY.name) or timezone.localdate()
        as_of = day_asked(request, AS_OF.name) or day
        try:
            found = impact_of(self.scope, draft, under=self._under(request), day=day, as_of=as_of)
        except PackError as wrong:
            raise Problem("bad_value", faults=[of_parameter(DRAFT.name, "bad_value", str(wrong))]) from None
        return Response(impact_data(found))

    def _under(self, request: Request) -> str:
        code = request.query_params.get(DIVISION.name)
        if code is None:
            return EVERYWHERE
        found = division_named(self.scope, code)
        if found is None:
            raise Problem("bad_value", faults=[of_parameter(DIVISION.name, "bad_value", NO_DIVISION.of(reader_lang()))])
        return found.path
