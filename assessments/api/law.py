"""Endpoints of the law book: packs and their differences, rules, the law at a place, the coverage of the notice."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.law_rows import law_row
from assessments.api.law_serializers import CoverageRow, DiffAnswer, LawAnswer, PackDetail, PackRow, RuleDetail, RuleRow
from assessments.law import all_rules, packs
from assessments.law_at import WHOLE_COUNTRY, is_place, law_at
from assessments.law_filters import ItemFilter, NoFilter, PackFilter, RuleFilter
from assessments.standards.covering import coverage_of
from assessments.standards.difference import Side, difference, side_of
from assessments.standards.model import Pack
from assessments.standards.standing import alone_at, lines_at
from communities.api.base import ListViewSet, ReadingViewSet
from communities.api.parameters import Parameter
from communities.api.problems import Problem, of_parameter
from communities.in_memory import MemoryRows
from communities.language import reader_lang
from communities.words import Words

DAY_SCHEMA = {"type": "string", "format": "date"}
BAD_DAY = Words("须为 YYYY-MM-DD 的日期。", "Send a day as YYYY-MM-DD.")
BAD_PLACE = Words("须为代码的 2 至 12 位数字。", "Send 2 to 12 digits of a code.")
NO_OTHER = Words("没有这个标准包；没有上位标准包的，须用 with 指明。", "No such pack; one without a parent needs with.")
WITH = Parameter("with", Words("另一标准包；默认为其上位标准包", "The other pack; its parent unless said"))
ON = Parameter("on", Words("另一标准包的日期，默认今天", "Day of the other pack, today unless said"), DAY_SCHEMA)
AND = Parameter("and", Words("此标准包的日期，默认今天", "Day of this pack, today unless said"), DAY_SCHEMA)
PLACE = Parameter(
    "place",
    Words("地区或社区的代码，2 至 12 位；默认全国", "Code of a place, 2 to 12 digits; the whole country unless said"),
    {"type": "string", "pattern": "^[0-9]{2,12}$"},
)
DAY = Parameter("day", Words("适用日期，默认今天", "Day whose law applies, today unless said"), DAY_SCHEMA)
DRAFTS = Parameter(
    "drafts",
    Words("是否包括征求意见稿，默认否", "With drafts for comment, no unless said"),
    {"type": "string", "enum": ["yes", "no"]},
)


def day_asked(request: Request, name: str) -> date | None:
    """The day of a parameter, None where it is not given. Raises Problem."""
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem("bad_value", faults=[of_parameter(name, "bad_value", BAD_DAY.of(reader_lang()))]) from None


def pack_named(pack_id: str | None) -> Pack | None:
    return next((pack for pack in packs() if pack.id == pack_id), None)


class PackViewSet(ReadingViewSet[Any]):
    """Documents encoded as packs of rules. 标准包。"""

    filterset_class = PackFilter
    serializer_class = PackRow
    detail_serializer_class = PackDetail
    lookup_value_regex = "[a-z0-9-]{1,60}"

    def rows(self) -> Any:
        return MemoryRows(packs())

    def one(self, code: str) -> Pack | None:
        return pack_named(code)

    def parameters(self) -> Sequence[Parameter]:
        beside = (WITH, ON, AND) if self.action == "diff" else ()
        return (*super().parameters(), *beside)

    @extend_schema(responses=DiffAnswer)
    @action(detail=True, url_path="diff")
    def diff(self, request: Request, code: str, **kwargs: Any) -> Response:
        """What this pack says otherwise than another, or than itself on another day."""
        pack = pack_named(code)
        if pack is None:
            raise NotFound
        other = pack_named(request.query_params.get(WITH.name, pack.parent))
        if other is None:
            known = [each.id for each in packs()]
            fault = of_parameter(WITH.name, "bad_value", NO_OTHER.of(reader_lang()), allowed=known)
            raise Problem("bad_value", faults=[fault])
        sides = [_side(each, day_asked(request, name)) for each, name in ((other, ON.name), (pack, AND.name))]
        return Response(DiffAnswer(difference(sides[0], sides[1], packs())).data)


def _side(pack: Pack, day: date | None) -> Side:
    return Side(pack, day) if day else side_of(pack, timezone.localdate())


class RuleViewSet(ReadingViewSet[Any]):
    """Rules of every pack, those that are not enforced too. 规则。"""

    filterset_class = RuleFilter
    serializer_class = RuleRow
    detail_serializer_class = RuleDetail
    lookup_value_regex = "[A-Za-z0-9._-]{1,30}"

    def rows(self) -> Any:
        return MemoryRows(all_rules())

    def one(self, code: str) -> Any:
        return next((rule for rule in all_rules() if rule.code == code), None)


class LawViewSet(ListViewSet[Any]):
    """The law at a place, line by line: what came from where, what stands, what gave way and why. 一地适用的规则。"""

    filterset_class = NoFilter
    serializer_class = LawAnswer
    pagination_class = None
    list_parameters: ClassVar[Sequence[Parameter]] = (PLACE, DAY, DRAFTS)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        place = request.query_params.get(PLACE.name, WHOLE_COUNTRY)
        if place != WHOLE_COUNTRY and not is_place(place):
            raise Problem("bad_value", faults=[of_parameter(PLACE.name, "bad_value", BAD_PLACE.of(reader_lang()))])
        day = day_asked(request, DAY.name) or timezone.localdate()
        law = law_at(day, drafts=request.query_params.get(DRAFTS.name) == "yes")
        return Response(law_row(law, place, lines_at(law, place), alone_at(law, place)))


class CoverageViewSet(ListViewSet[Any]):
    """The checkable items of the notice: which rules check each, or why none does. 通知条目的覆盖情况。"""

    filterset_class = ItemFilter
    serializer_class = CoverageRow

    def rows(self) -> Any:
        return MemoryRows(coverage_of().items)
