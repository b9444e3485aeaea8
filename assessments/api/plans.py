"""Endpoints of plans: ordered, asked about, read whole or as a file, stopped, thrown away."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.exporting import LANG, file_renderer, lang_asked
from assessments.api.of_round import DIGITS
from assessments.api.parsers import SafeJSONParser
from assessments.api.plan_request import PlanRequest, fault_of, wishes_from
from assessments.api.plan_serializers import PlanDetail, PlanJob, PlanRow
from assessments.models import RemedyPlan, Round
from assessments.plan_filters import PlanFilter
from assessments.plan_reasons import trouble_in_words
from assessments.reports.plan_writers import PLAN_WRITERS, plan_download
from assessments.selectors.plans import finished_plan, plan_named, plans
from assessments.selectors.rounds import latest_round, rounds
from assessments.services.asked_before import KeyReused
from assessments.services.ordering import NotNow
from assessments.services.planning.ordering import cancel_plan, drop_plan, order_plan
from assessments.services.rounds import path_of
from communities.api.asking import fingerprint, key_of, key_parameter
from communities.api.base import ReadingViewSet
from communities.api.parameters import Parameter
from communities.api.places import division_to_work_in
from communities.api.problems import Problem
from communities.language import reader_lang
from communities.models import Division
from communities.requests import need_work

PLAN_FILES = tuple(file_renderer(writer.extension, writer.media_type) for writer in PLAN_WRITERS.values())


class PlanViewSet(ReadingViewSet[RemedyPlan]):
    """Plans: which gaps to close, where, by which way, in which year. 补短板方案。"""

    filterset_class = PlanFilter
    serializer_class = PlanRow
    detail_serializer_class = PlanDetail
    lookup_field = "pk"
    lookup_value_regex = f"[0-9]{{1,{DIGITS}}}"
    parser_classes = [SafeJSONParser]
    http_method_names = ["get", "head", "options", "post", "delete"]

    def rows(self) -> QuerySet[RemedyPlan]:
        return plans(self.scope)

    def get_renderers(self) -> list[BaseRenderer]:
        found = super().get_renderers()
        return [*found, *(made() for made in PLAN_FILES)] if self.action == "retrieve" else found

    @property
    def is_file(self) -> bool:
        return self.action == "retrieve" and getattr(self.request.accepted_renderer, "format", "json") in PLAN_WRITERS

    def parameters(self) -> Sequence[Parameter]:
        return (*super().parameters(), LANG) if self.action == "retrieve" else super().parameters()

    def known_parameters(self) -> set[str]:
        return super().known_parameters() - (set() if self.is_file else {LANG.name})

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._file(request, kwargs["pk"]) if self.is_file else super().retrieve(request, *args, **kwargs)

    def _file(self, request: Request, pk: str) -> HttpResponseBase:
        """The whole plan as a workbook or a document. Nobody reads one before the plan is finished."""
        found = finished_plan(self.scope, int(pk))
        if found is None:
            raise NotFound
        return plan_download(self.scope, found, request.accepted_renderer.format, lang_asked(request))

    def one(self, code: str) -> RemedyPlan | None:
        return plan_named(self.scope, int(code))

    @extend_schema(request=PlanRequest, responses={202: PlanJob}, parameters=[key_parameter("plan")])
    def create(self, request: Request) -> Response:
        """Have a plan made by a worker; the answer says where to look. Needs the right to make plans in the place."""
        asked = PlanRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        said, key = asked.validated_data, key_of(request.headers)
        mark = fingerprint(said) if key else ""
        with _told_as_problems("/round"):
            made = order_plan(by=cast("Any", request.user), **self._wanted(said), key=key, fingerprint=mark)
        return self._job(made, 202)

    def _wanted(self, said: dict[str, Any]) -> dict[str, Any]:
        division = division_to_work_in(self.work_scope, said["division"])
        one = self._round(said["round"], division)
        wishes = wishes_from(said, self.scope, path_of(division), one)
        return {"scope": self.work_scope, "division": division, "round": one, "name": said["name"], "wishes": wishes}

    def _round(self, number: int | None, division: Division | None) -> Round:
        """Raises Problem where there is none, or where it is none of the reader's."""
        seen, path = self.scope, path_of(division)
        found = latest_round(seen, path) if number is None else rounds(seen).filter(pk=number).first()
        if found is None and number is None:
            raise Problem("no_round")
        if found is None:
            raise Problem("invalid_body", faults=[fault_of("/round", "round_elsewhere")])
        return found

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Throw a plan away, with its lines. One that is under way has to be stopped first."""
        with _told_as_problems():
            drop_plan(by=cast("Any", request.user), plan=self._worked_on(pk))
        return Response(status=204)

    @extend_schema(responses=PlanJob)
    @action(detail=True)
    def job(self, request: Request, pk: str) -> Response:
        """How far a plan is. For whoever may make plans in its place."""
        return self._job(self._worked_on(pk), 200)

    @extend_schema(request=None, responses={202: PlanJob})
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Stop a plan that waits or runs; nothing of it is stored then."""
        with _told_as_problems():
            cancel_plan(by=cast("Any", request.user), plan=self._worked_on(pk))
        return self._job(self._worked_on(pk), 202)

    def _worked_on(self, pk: str) -> RemedyPlan:
        """Raises MissingRight for one that may only be read."""
        found = plan_named(self.work_scope, int(pk)) or plan_named(self.scope, int(pk))
        if found is None:
            raise NotFound
        need_work(self.asked, path_of(found.division))
        return found

    def _job(self, plan: RemedyPlan, status: int) -> Response:
        shown = PlanJob(plan, context=self.get_serializer_context()).data
        return Response(shown, status=status, headers={"Location": shown["url"]} if status == 202 else None)


@contextmanager
def _told_as_problems(pointer: str = "") -> Iterator[None]:
    """What may be wrong with what is asked, as problem documents: of the body where ``pointer`` names the place."""
    try:
        yield
    except KeyReused:
        raise Problem("key_reused") from None
    except NotNow as wrong:
        if pointer:
            raise Problem("invalid_body", faults=[fault_of(pointer, wrong.code)]) from None
        found, lang = trouble_in_words(wrong.code, {}), reader_lang()
        raise Problem("conflict", f"{found.sentence.of(lang)} {found.remedy.of(lang)}" if found else "") from None
