"""The OpenAPI document as a file, and the interactive docs that show it."""

from typing import Any

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from communities.api.answers import stamp


class SchemaView(SpectacularAPIView):
    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        return stamp(super().finalize_response(request, response, *args, **kwargs))

    def _get_filename(self, request: Any, version: str) -> str:  # noqa: ARG002  as drf-spectacular calls it
        """Nothing of it is the caller's, and all of it ASCII: it stands in a header."""
        suffix = "json" if "json" in request.accepted_renderer.media_type else "yaml"
        return f"wanzheng-api-v1.{suffix}"


class DocsView(SpectacularSwaggerSplitView):
    """The interactive docs, from the wheel beside us: no other host, no inline script or style.

    Its script carries the CSRF token of the reader's session, whose cookie no script can read: whoever has logged in on the
    site may also try what writes. So it is kept nowhere: after the next login it would be another.
    """

    template_name = "api/docs.html"

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response["Cache-Control"] = "private, no-store"
        return stamp(super().finalize_response(request, response, *args, **kwargs))
