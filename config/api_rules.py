"""Who may use the API, and how its lists are narrowed."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from rest_framework.filters import BaseFilterBackend
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from communities.api.narrowing import checked
from communities.filters import SpokenFilter

if TYPE_CHECKING:  # REST framework loads this module while it loads its views
    from rest_framework.views import APIView


class ReadOpenWriteLogin(BasePermission):
    """Reading is for whoever logged in, and for everybody where OPEN_READING says so. Writing needs a login."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        open_to_all = request.method in SAFE_METHODS and settings.OPEN_READING
        return bool(open_to_all or request.user.is_authenticated)


class StrictFilterBackend(BaseFilterBackend):
    """The FilterSet of the page, but a value that it does not understand is an error and never left out."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: "APIView") -> QuerySet[Any]:
        narrow = getattr(view, "filterset", None)
        found: QuerySet[Any] = checked(narrow(queryset)).qs if narrow else queryset
        return found

    def get_schema_operation_parameters(self, view: "APIView") -> list[dict[str, Any]]:
        """The filters, for the OpenAPI document."""
        filters = view.filterset_class.base_filters if hasattr(view, "filterset_class") else {}
        return [_documented(name, found) for name, found in filters.items()]


def _documented(name: str, found: SpokenFilter) -> dict[str, Any]:
    description = f"{found.named.en} / {found.named.zh}"
    if found.help_words:
        description += f". {found.help_words.en} / {found.help_words.zh}"
    parameter = {"name": name, "in": "query", "required": False, "description": description, "schema": found.schema()}
    return {**parameter, "style": "form", "explode": True} if found.is_multiple else parameter
