"""Endpoints of key projects, and of what is due: as JSON, and as a calendar."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.exporting import LANG, lang_asked
from communities.api.base import ListViewSet, ReadingViewSet
from communities.api.narrowing import checked
from communities.api.parameters import Parameter
from pilots.api.rows import page_of
from pilots.api.serializers import DueDateRow, ProjectDetail, ProjectRow
from pilots.filters import DueDateFilter, ProjectFilter
from pilots.models import DueDate, KeyProject
from pilots.reports.calendar_file import EXTENSION, MEDIA_TYPE, calendar_of
from pilots.selectors.due import due_dates
from pilots.selectors.projects import project, projects


class ProjectViewSet(ReadingViewSet[KeyProject]):
    """Key projects: what is built where, who looks after it, its money, whether it is late. 重点项目。"""

    filterset_class = ProjectFilter
    serializer_class = ProjectRow
    detail_serializer_class = ProjectDetail
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,9}"
    http_method_names = ["get", "head", "options"]

    def rows(self) -> QuerySet[KeyProject]:
        return projects(self.scope)

    def one(self, code: str) -> KeyProject | None:
        return project(self.scope, int(code))


class CalendarRenderer(BaseRenderer):
    """The bytes as they are; anything else (a problem) never comes here."""

    media_type = MEDIA_TYPE
    format = EXTENSION
    charset = "utf-8"

    def render(
        self, data: bytes, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return data


class DueDateViewSet(ListViewSet[DueDate]):
    """When projects and milestones are due; ``?format=ics`` for calendars. 到期事项，可供日历订阅。"""

    filterset_class = DueDateFilter
    serializer_class = DueDateRow
    http_method_names = ["get", "head", "options"]

    def rows(self) -> QuerySet[DueDate]:
        return due_dates(self.scope)

    def get_renderers(self) -> list[BaseRenderer]:
        return [*super().get_renderers(), CalendarRenderer()]

    @property
    def is_calendar(self) -> bool:
        return getattr(self.request.accepted_renderer, "format", "json") == EXTENSION

    def parameters(self) -> Sequence[Parameter]:
        return (*super().parameters(), LANG)

    def known_parameters(self) -> set[str]:
        """A calendar is never cut into pages."""
        return super().known_parameters() - (self.paging_parameters() if self.is_calendar else {LANG.name})

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._calendar(request) if self.is_calendar else super().list(request, *args, **kwargs)

    def _calendar(self, request: Request) -> Response:
        rows = checked(self.filterset(self.rows())).qs
        made = calendar_of(rows, lang_asked(request), lambda row: page_of(row, request))
        return Response(made, headers={"Content-Disposition": f'inline; filename="due-dates.{EXTENSION}"'})
