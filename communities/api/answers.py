"""What stands on every answer of the API: version, request id, caching, and a strong ETag where it is read."""

import hashlib
import re
import uuid

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.response import Response

API_VERSION = "1.0.0"
REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
MARK = "wanzheng.request_id"


def request_id(request: HttpRequest) -> str:
    """The caller's X-Request-ID where it is a plain word, else one of ours; the same for the whole request."""
    if MARK not in request.META:
        given = request.headers.get("X-Request-ID", "")
        request.META[MARK] = given if REQUEST_ID.match(given) else uuid.uuid4().hex
    return str(request.META[MARK])


def stamp(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Put the headers of every API answer on ``response``. What one person may read is not cached for another."""
    response["API-Version"] = API_VERSION
    response["X-Request-ID"] = request_id(request)
    response.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ("Accept", "Accept-Language", "Cookie"))
    return response


def with_etag(request: HttpRequest, response: Response) -> None:
    """Once rendered, give the answer an ETag of its content; answer 304 where the caller has just that."""

    def conditional(rendered: Response) -> HttpResponseBase | None:
        etag = f'"{hashlib.sha256(rendered.content).hexdigest()[:32]}"'
        rendered["ETag"] = etag
        short = get_conditional_response(request, etag=etag, response=rendered)
        return stamp(request, short) if short is not None and short is not rendered else None

    response.add_post_render_callback(conditional)
