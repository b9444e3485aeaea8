"""Every request has an id, which stands in its answer and in the record of what it did."""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from communities.circumstances import under

_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
REASON: Final = "Change-Reason"
"""The header in which a program may say why: a text, percent-encoded where it is not ASCII."""


class CircumstancesMiddleware:
    """What a request writes is recorded with its id, the way in, and why, where a program says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if _ID.fullmatch(given) else uuid4().hex
        via = "api" if request.path.startswith("/api/") else "page"
        with under(request=number, via=via, why=unquote(request.headers.get(REASON, ""), errors="replace")):
            response = self.get_response(request)
        response["X-Request-ID"] = number
        return response
