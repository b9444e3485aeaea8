"""Endpoints of rounds, scorecards and gaps."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from assessments.api.exporting import Exporting
from assessments.api.jobs import RoundJob
from assessments.api.of_round import DIGITS, ROUND
from assessments.api.parsers import SafeJSONParser
from assessments.api.serializers import (
    GapRow,
    RoundDetail,
    RoundRequest,
    RoundRow,
    ScorecardDetail,
    ScorecardRow,
    TraceAnswer,
)
from assessments.api.tracing import trace_answer
from assessments.filters import GapFilter, RoundFilter, ScorecardFilter
from assessments.law import NoSuchPack, with_overlays
from assessments.models import Gap, Round, Scorecard
from assessments.reports import gap_table, scorecard_table
from assessments.reports.tables import lean
from assessments.selectors.cards import rule_for
from assessments.selectors.gaps import gaps
from assessments.selectors.ordered import ordered
from assessments.selectors.rounds import rounds, seen_by
from assessments.selectors.scorecards import scorecard, scorecards
from assessments.services.asked_before import KeyReused
from assessments.services.ordering import NotNow, cancel_round, order_round
from assessments.services.rounds import NothingToAssess, assess
from assessments.standards.strict_table import PackError
from assessments.troubles import TROUBLES
from communities.api.asking import fingerprint, key_of, key_parameter
from communities.api.base import ReadingViewSet
from communities.api.parameters import Parameter
from communities.api.places import division_to_work_in
from communities.api.problems import Problem
from communities.language import reader_lang
from communities.words import Words

NO_PACK = Words("没有标准包 {0}；可选：{1}。", "There is no pack {0}; there are {1}.")
KEY_IN_BACKGROUND = Words(
    "Idempotency-Key 只用于后台评估（background: true）。", "An Idempotency-Key goes with background: true only."
)


class RoundViewSet(ReadingViewSet[Round]):
    """Finished assessments. 评估批次。"""

    filterset_class = RoundFilter
    serializer_class = RoundRow
    detail_serializer_class = RoundDetail
    lookup_field = "pk"
    lookup_value_regex = f"[0-9]{{1,{DIGITS}}}"
    parser_classes = [SafeJSONParser]

    def rows(self) -> QuerySet[Round]:
        return seen_by(self.scope, rounds(self.scope))

    def one(self, code: str) -> Round | None:
        return self.rows().filter(pk=int(code)).first()

    @extend_schema(
        request=RoundRequest, responses={201: RoundDetail, 202: RoundJob}, parameters=[key_parameter("round in the background")]
    )
    def create(self, request: Request) -> Response:
        """Assess a division, and store the round. Needs a login. With ``background`` the answer says where to look."""
        asked = RoundRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        said, key = asked.validated_data, key_of(request.headers)
        with _told_as_problems():
            if said["background"]:
                return self._job(self._ordered(request, said, key), 202)
            if key:
                raise Problem("bad_request", KEY_IN_BACKGROUND.of(reader_lang()))
            done = assess(by=cast("Any", request.user), **self._wanted(said))
        shown = RoundDetail(done, context=self.get_serializer_context()).data
        return Response(shown, status=201, headers={"Location": shown["url"]})

    def _ordered(self, request: Request, said: dict[str, Any], key: str) -> Round:
        mark = fingerprint(said) if key else ""
        return order_round(by=cast("Any", request.user), **self._wanted(said), key=key, fingerprint=mark)

    def _wanted(self, said: dict[str, Any]) -> dict[str, Any]:
        """What both verbs are told. Raises ValidationError for a place outside the mandate."""
        day = said["day"] or timezone.localdate()
        return {
            "scope": self.work_scope,
            "division": division_to_work_in(self.work_scope, said["division"]),
            "day": day,
            "as_of": said["as_of"] or day,
            "packs": with_overlays(said["packs"]) if said["packs"] else None,
        }

    @extend_schema(responses=RoundJob)
    @action(detail=True)
    def job(self, request: Request, pk: str) -> Response:
        """How far a round is that was ordered in the background. For whoever may work in its division."""
        return self._job(self._worked_on(pk), 200)

    @extend_schema(request=None, responses={202: RoundJob})
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Stop a round that waits or runs; nothing of it is stored then."""
        try:
            cancel_round(by=cast("Any", request.user), round=self._worked_on(pk))
        except NotNow as wrong:
            found, lang = TROUBLES[wrong.code], reader_lang()
            raise Problem("conflict", f"{found.sentence.of(lang)} {found.remedy.of(lang)}") from None
        return self._job(self._worked_on(pk), 202)

    def _worked_on(self, pk: str) -> Round:
        found = ordered(self.work_scope).filter(pk=int(pk)).first()
        if found is None and rounds(self.scope).filter(pk=int(pk)).exists():
            raise self.asked.rights.missing(self.asked.work_right)
        if found is None:
            raise NotFound
        return found

    def _job(self, one: Round, status: int) -> Response:
        shown = RoundJob(one, context=self.get_serializer_context()).data
        return Response(shown, status=status, headers={"Location": shown["url"]} if status == 202 else None)


@contextmanager
def _told_as_problems() -> Iterator[None]:
    """What may be wrong with an order, as problem documents."""
    try:
        yield
    except NothingToAssess:
        raise Problem("nothing_to_assess") from None
    except KeyReused:
        raise Problem("key_reused") from None
    except PackError as wrong:
        raise ValidationError({"packs": [str(wrong)]}) from None
    except NoSuchPack as wrong:
        raise ValidationError({"packs": [NO_PACK.of(reader_lang()).format(wrong.pack_id, ", ".join(wrong.known))]}) from None


class ScorecardViewSet(Exporting[Scorecard], ReadingViewSet[Scorecard]):
    """Scorecards of a round. 社区评分卡。"""

    filterset_class = ScorecardFilter
    serializer_class = ScorecardRow
    detail_serializer_class = ScorecardDetail
    list_parameters: ClassVar[Sequence[Parameter]] = (ROUND,)
    lookup_value_regex = "[0-9]{12}"
    table = staticmethod(scorecard_table)

    def rows(self) -> QuerySet[Scorecard]:
        return lean(scorecards(self.scope, self.round))

    def one(self, code: str) -> Scorecard | None:
        return scorecard(self.scope, self.round, code)

    @extend_schema(responses=TraceAnswer)
    @action(detail=True, url_path=r"trace/(?P<rule>[A-Za-z0-9-]{1,30})", url_name="trace")
    def traced(self, request: Request, code: str, rule: str, **kwargs: Any) -> Response:
        """A finding with its arithmetic, its clause, and every row behind every fact."""
        found = self.one(code)
        if found is None:
            raise NotFound
        try:
            return Response(trace_answer(self.scope, found, rule_for(self.round, rule)))
        except KeyError:
            raise NotFound from None


class RoundScorecardViewSet(ScorecardViewSet):
    """The scorecards of the round in the path. 指定批次的评分卡。"""

    list_parameters = ()
    detail_parameters = ()


class GapViewSet(Exporting[Gap]):
    """Unmet findings across communities. 短板：未达到的判定。"""

    filterset_class = GapFilter
    serializer_class = GapRow
    list_parameters: ClassVar[Sequence[Parameter]] = (ROUND,)
    table: ClassVar = staticmethod(gap_table)

    def rows(self) -> QuerySet[Gap]:
        return gaps(self.scope, self.round).defer("community__boundary", "failed")
