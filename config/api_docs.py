"""The OpenAPI document as a file, and the interactive docs that show it."""

from typing import Any

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from communities.api.answers import stamp


class SchemaView(SpectacularAPIView):
    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        return stamp(request, super().finalize_response(request, response, *args, **kwargs))


class DocsView(SpectacularSwaggerSplitView):
    """The interactive docs, from the wheel beside us: no other host, no inline script or style."""

    template_name = "api/docs.html"
