"""What the API says of itself: its parts, and what each type of problem means."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from communities.api.answers import API_VERSION, stamp
from communities.api.negotiation import Negotiation
from communities.api.problems import KINDS
from config.version import VERSION

NAMES = {
    "divisions": "division",
    "communities": "community",
    "facilities": "facility",
    "rounds": "round",
    "scorecards": "scorecard",
    "gaps": "gap",
    "checks": "check",
    "faults": "fault",
    "facts": "fact",
    "packs": "pack",
    "rules": "rule",
    "law": "law",
    "impact": "impact",
    "coverage": "coverage",
    "weights": "weight",
    "scores": "score",
    "imports": "import",
    "projects": "project",
    "due-dates": "due-date",
    "acts": "act",
}


@extend_schema(exclude=True)
class Said(APIView):
    """A small answer that anybody may read."""

    content_negotiation_class = Negotiation

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        return stamp(super().finalize_response(request, response, *args, **kwargs))


class ApiIndex(Said):
    def get(self, request: Request) -> Response:
        return Response(
            {
                "name": "Wanzheng 完整社区评估",
                "software": VERSION,
                "versions": {"v1": reverse("api:index", request=request)},
                "schema": reverse("api-schema", request=request),
                "docs": reverse("api-docs", request=request),
            }
        )


class VersionIndex(Said):
    def get(self, request: Request) -> Response:
        parts = {part: reverse(f"api:{name}-list", request=request) for part, name in NAMES.items()}
        return Response({"version": API_VERSION, **parts, "me": reverse("api:me", request=request)})


class ProblemType(Said):
    """The page behind the ``type`` of a problem document."""

    def get(self, request: Request, code: str) -> Response:
        kind = KINDS.get(code)
        if kind is None:
            raise NotFound
        return Response(
            {"code": code, "status": kind.status, "title": kind.title.as_dict(), "what_to_do": kind.remedy.as_dict()}
        )
