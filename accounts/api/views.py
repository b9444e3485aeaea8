"""Who asks, and what they may do where: for a program that wants to know before it tries."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import ApiToken
from accounts.policy import policy
from communities.api.answers import stamp
from communities.api.negotiation import Negotiation
from communities.api.parameters import Parameter, check_parameters, check_values, format_parameter
from communities.divisions import full_code
from communities.language import reader_lang
from communities.requests import Rights
from communities.scope import AreaScope


class TokenBrief(serializers.Serializer[Any]):
    """The token that was sent, without its secret."""

    name = serializers.CharField()
    prefix = serializers.CharField()
    expires_at = serializers.DateTimeField()


class RightRow(serializers.Serializer[Any]):
    """One right, and where: everywhere, or within these divisions."""

    right = serializers.CharField(help_text="As a problem document names it where it is missing.")
    title = serializers.CharField()
    everywhere = serializers.BooleanField()
    divisions = serializers.ListField(child=serializers.CharField(), help_text="12-digit codes; empty where everywhere.")


class Me(serializers.Serializer[Any]):
    """Who asks, and what they may do at this moment."""

    user = serializers.CharField()
    token = TokenBrief(allow_null=True, help_text="Null: a session.")
    reading_is_open = serializers.BooleanField(help_text="Anybody may read results, register and rule book here.")
    rights = RightRow(many=True, help_text="A token has those of its own that its owner has now.")


class MeView(APIView):
    content_negotiation_class = Negotiation

    def parameters(self) -> Sequence[Parameter]:
        return (format_parameter(["json"]),)

    @extend_schema(responses=Me)
    def get(self, request: Request) -> Response:
        """Who asks, and what they may do where."""
        check_parameters(request.query_params, {"format"}, ())
        check_values(request.query_params, self.parameters())
        token = request.auth if isinstance(request.auth, ApiToken) else None
        rights: Rights = request._request.rights  # type: ignore[attr-defined]  # see communities.requests
        found = [_row(code, rights.scope(code)) for code in policy().rights if rights.has(code)]
        said = {
            "user": request.user.get_username(),
            "token": token,
            "reading_is_open": settings.OPEN_READING,
            "rights": found,
        }
        return Response(Me(said).data)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        return stamp(super().finalize_response(request, response, *args, **kwargs))


def _row(right: str, area: AreaScope) -> dict[str, Any]:
    codes = [] if area.is_everywhere else [full_code(path.rstrip("/").rpartition("/")[2]) for path in area.paths]
    title = policy().rights[right].words.of(reader_lang())
    return {"right": right, "title": title, "everywhere": area.is_everywhere, "divisions": codes}
