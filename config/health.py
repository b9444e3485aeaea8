"""Is it alive, and does it reach its database? For a load balancer and for docker-compose."""

from django.db import connection
from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  (a view is called with the request)
    """200 ``{"status": "ok"}`` where a query succeeds; Django's 500 where it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
