"""Is it alive, and does it reach its database? For a load balancer and for docker-compose."""

from django.db import connection
from django.http import HttpRequest, JsonResponse

from config.replica.router import has_replica
from config.replica.standby import STANDBY


def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  (a view is called with the request)
    """200 ``{"status": "ok"}`` where a query succeeds; Django's 500 where it does not.

    Where a standby is named, ``replica`` says how it is (config.replica.standby.State). It is no reason for another status:
    without it the primary answers everything.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"} | ({"replica": STANDBY.state()} if has_replica() else {}))
