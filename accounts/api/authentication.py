"""Who asks, as the gate has found it. A session must prove that its own page asks; a token need not: no browser sends it."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from communities.api.answers import challenge


class AsTheGateFound(SessionAuthentication):
    """Decides nothing of its own: see accounts.middleware."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        token = getattr(request._request, "api_token", None)
        return (request._request.user, token) if token else super().authenticate(request)

    def authenticate_header(self, request: Request) -> str:
        return challenge(request._request)


class Documented(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular publishes no types
    """The three ways, for the OpenAPI document."""

    target_class = AsTheGateFound
    name = ["cookieAuth", "token", "tokenAsPassword"]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:  # noqa: ARG002  as drf-spectacular calls it
        """Any one of them."""
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:  # noqa: ARG002  as drf-spectacular calls it
        said = "A token of /me/ as the password, with any user name. / 令牌作密码，用户名任意。"
        return [
            {"type": "apiKey", "in": "cookie", "name": "sessionid"},
            {"type": "http", "scheme": "bearer", "description": "A token of /me/. / 在 /me/ 新建的令牌。"},
            {"type": "http", "scheme": "basic", "description": said},
        ]
