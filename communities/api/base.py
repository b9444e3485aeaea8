"""The viewsets that every list and detail of the API is made of."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http.response import HttpResponseBase
from rest_framework.exceptions import MethodNotAllowed, NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from communities.api.answers import stamp, with_etag
from communities.api.negotiation import Negotiation
from communities.api.parameters import Parameter, check_parameters, check_values, format_parameter
from communities.filters import SpokenFilterSet
from communities.requests import ScopedRequest
from communities.scope import AreaScope

M = TypeVar("M", bound=Model)
LISTS = frozenset({"list"})


class ListViewSet(GenericViewSet[M], Generic[M]):
    """Lists through a selector and the resource's FilterSet.

    A subclass gives ``rows``. ``list_parameters`` and ``detail_parameters`` are read beside the filters.
    """

    filterset_class: ClassVar[type[SpokenFilterSet]]
    list_parameters: ClassVar[Sequence[Parameter]] = ()
    detail_parameters: ClassVar[Sequence[Parameter]] = ()
    content_negotiation_class = Negotiation
    http_method_names = ["get", "head", "options", "post"]

    @property
    def asked(self) -> ScopedRequest:
        """The request as accounts.middleware.GateMiddleware has made it."""
        return cast("ScopedRequest", self.request._request)

    @property
    def scope(self) -> AreaScope:
        """Where who asks may read what the route shows."""
        return self.asked.scope

    @property
    def work_scope(self) -> AreaScope:
        """Where who asks may do what the route writes, however open reading is."""
        return self.asked.work_scope

    def rows(self) -> QuerySet[M]:
        """The rows of the list, in the scope, before any filter."""
        raise NotImplementedError

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = self.paginate_queryset(self.filter_queryset(self.rows()))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def filterset(self, rows: QuerySet[M]) -> SpokenFilterSet:
        """The FilterSet of the list with what was asked; used by config.api_rules.StrictFilterBackend."""
        return self.filterset_class(self.request.query_params, rows, scope=self.scope)

    @property
    def is_list(self) -> bool:
        return getattr(self, "action", None) in LISTS

    def parameters(self) -> Sequence[Parameter]:
        """The parameters of this action beside filters and paging."""
        offered = format_parameter([renderer.format for renderer in self.get_renderers()])
        return (offered, *(self.list_parameters if self.is_list else self.detail_parameters))

    def known_parameters(self) -> set[str]:
        known = {parameter.name for parameter in self.parameters()}
        return known | set(self.filterset_class.base_filters) | self.paging_parameters() if self.is_list else known

    def paging_parameters(self) -> set[str]:
        return set(getattr(self.paginator, "parameters", ()))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if getattr(self, "action", None) is None:  # a method not offered here, whatever else is wrong with the request
            self.check_permissions(request)
            raise MethodNotAllowed(str(request.method))
        super().initial(request, *args, **kwargs)
        repeatable = {name for name, found in self.filterset_class.base_filters.items() if found.is_multiple}
        check_parameters(request.query_params, self.known_parameters(), repeatable)
        check_values(request.query_params, self.parameters())

    def finalize_response(self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]  # any Django response
        if isinstance(final, Response) and request.method in ("GET", "HEAD") and final.status_code == 200:
            with_etag(request, final)
        return stamp(final)


class ReadingViewSet(ListViewSet[M], Generic[M]):
    """Lists, and details by a public code. A subclass gives ``rows`` and ``one``."""

    detail_serializer_class: ClassVar[type[BaseSerializer[Any]] | None] = None
    lookup_field = "code"
    lookup_value_regex = "[0-9]{2,12}"

    def one(self, code: str) -> M | None:
        """The row of a code; None where there is none, or none in the scope: the answer must be the same."""
        raise NotImplementedError

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = self.one(kwargs[self.lookup_field])
        if found is None:
            raise NotFound
        return Response(self.get_serializer(found).data)

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        if self.action == "retrieve" and self.detail_serializer_class:
            return self.detail_serializer_class
        return super().get_serializer_class()
