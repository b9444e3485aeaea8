"""Endpoints of imports: hand files in, ask how far they are, store, cancel, undo."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Callable
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.parsers import SafeJSONParser
from communities.api.asking import fingerprint, key_of, key_parameter
from communities.api.base import ReadingViewSet
from communities.api.places import division_to_work_in
from communities.api.problems import Problem
from communities.filters import SpokenFilterSet
from communities.language import reader_lang
from communities.requests import need_work
from intake.api.serializers import ImportRequest, ImportRow, IssueRow, StoreRequest
from intake.deliveries import receiving
from intake.deliveries.receiving import NotNow, Said, receive
from intake.filters import DeliveryFilter, IssueFilter
from intake.models import Delivery
from intake.problems import WORDINGS
from intake.selectors import deliveries, issues, lean


class ImportViewSet(ReadingViewSet[Delivery]):
    """Files that come in: checked, stored and undone in the background. 导入。"""

    filterset_class = DeliveryFilter
    serializer_class = ImportRow
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,9}"
    parser_classes = [MultiPartParser, SafeJSONParser]

    def rows(self) -> QuerySet[Delivery]:
        return lean(deliveries(self.scope))

    def one(self, code: str) -> Delivery | None:
        return self.rows().filter(pk=int(code)).first()

    def _asked_for(self, pk: str) -> Delivery:
        found = self.one(pk)
        if found is None:
            raise NotFound
        return found

    @extend_schema(
        request={"multipart/form-data": ImportRequest}, responses={202: ImportRow}, parameters=[key_parameter("import")]
    )
    def create(self, request: Request) -> Response:
        """Hand files in. They are checked, and stored unless ``dry_run``; the answer says where to look."""
        asked = ImportRequest(data=_listed(request))
        asked.is_valid(raise_exception=True)
        key, said = key_of(request.headers), asked.validated_data
        made = self._received(request, said, key)
        shown = ImportRow(made, context=self.get_serializer_context()).data
        return Response(shown, status=202, headers={"Location": shown["url"]})

    def _received(self, request: Request, said: dict[str, Any], key: str) -> Delivery:
        """A new delivery, or the one that the key made before."""
        files = said.pop("files")
        mark = fingerprint(said, files) if key else ""
        before = self._before(request, key, mark)
        if before:
            return before
        division = division_to_work_in(self.work_scope, said.get("division") or None)
        names = {"source": "source_name", "date": "day"}
        told = Said(**{names.get(name, name): said[name] for name in _SAID if name in said})
        try:
            with transaction.atomic():
                return receive(
                    by=cast("Any", request.user), files=files, division=division, said=told, key=key, fingerprint=mark,
                    then=None if said["dry_run"] else "good" if said["good_rows"] else "all",
                )  # fmt: skip
        except IntegrityError:  # the same key at the same moment
            before = self._before(request, key, mark)
            if before is None:
                raise
            return before

    def _before(self, request: Request, key: str, mark: str) -> Delivery | None:
        """Raises Problem where the key has named another request."""
        found = Delivery.objects.filter(brought_by=request.user.pk, request_key=key).first() if key else None
        if found and found.request_print != mark:
            raise Problem("key_reused")
        return found

    @extend_schema(request=StoreRequest, responses={202: ImportRow})
    @action(detail=True, methods=["post"])
    def store(self, request: Request, pk: str) -> Response:
        """Store what was checked."""
        asked = StoreRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        return self._acted(request, pk, receiving.ask_to_store, good_rows=asked.validated_data["good_rows"])

    @extend_schema(request=None, responses={202: ImportRow})
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Stop the check or the storing; nothing is stored then."""
        return self._acted(request, pk, receiving.cancel)

    @extend_schema(request=None, responses={202: ImportRow})
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Undo all of it, as long as nothing later rests on it."""
        return self._acted(request, pk, receiving.ask_to_undo)

    def _acted(self, request: Request, pk: str, verb: Callable[..., None], **said: Any) -> Response:
        found = self._asked_for(pk)
        need_work(self.asked, found.path)
        try:
            verb(by=request.user, delivery=found.pk, **said)
        except NotNow as wrong:
            wording, lang = WORDINGS[wrong.code], reader_lang()
            raise Problem("conflict", f"{wording.sentence(lang)} {wording.remedy(lang)}") from None
        shown = ImportRow(self._asked_for(pk), context=self.get_serializer_context()).data
        return Response(shown, status=202, headers={"Location": shown["url"]})

    @extend_schema(responses=IssueRow(many=True))
    @action(detail=True, filterset_class=IssueFilter)
    def problems(self, request: Request, pk: str) -> HttpResponseBase:
        """Every problem, row by row."""
        found = self._asked_for(pk)
        page = self.paginate_queryset(self.filter_queryset(issues(found)))  # type: ignore[arg-type]  # issues, not deliveries
        return self.get_paginated_response(IssueRow(page, many=True).data)

    @property
    def is_list(self) -> bool:
        return getattr(self, "action", None) in ("list", "problems")

    def filterset(self, rows: QuerySet[Any]) -> SpokenFilterSet:
        chosen = IssueFilter if self.action == "problems" else DeliveryFilter
        return chosen(self.request.query_params, rows, scope=self.scope)


_SAID = ("source", "supplier", "licence", "provenance", "date", "datum")


def _listed(request: Request) -> dict[str, Any]:
    """The fields of a form, each once; ``files`` all of them."""
    data = cast("Any", request.data)
    given = {name: data[name] for name in data if name != "files"}
    return {**given, "files": request.FILES.getlist("files")}
