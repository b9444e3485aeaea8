"""How the lists of the API are narrowed."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from communities.api.narrowing import checked
from communities.filters import SpokenFilter

if TYPE_CHECKING:  # REST framework loads this module while it loads its views
    from rest_framework.views import APIView


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
