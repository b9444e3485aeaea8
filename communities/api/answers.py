"""What stands on every answer of the API: version, caching, a strong ETag where it is read. And a problem."""

import hashlib
import json
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.response import Response

from communities.api.problems import KINDS, Fault
from communities.language import reader_lang

API_VERSION = "1.0.0"
CONTENT_TYPE = "application/problem+json"
TYPES = "/api/problems/"
API = "/api/"
REALM = 'realm="wanzheng"'


def is_api(request: HttpRequest) -> bool:
    """True of addresses that programs ask: they get problem documents, and may bring a token."""
    return request.path_info.startswith(API)


def challenge(request: HttpRequest, *, error: str = "") -> str:
    """How to say who one is (WWW-Authenticate). Spreadsheets ask for a password only where Basic is offered; a browser would
    open a window of its own for it, so a browser is not offered it.
    """
    bearer = f'Bearer {REALM}, error="{error}"' if error else f"Bearer {REALM}"
    return bearer if "Sec-Fetch-Mode" in request.headers else f'{bearer}, Basic {REALM}, charset="UTF-8"'


def stamp(response: HttpResponseBase) -> HttpResponseBase:
    """Put the headers of every API answer on ``response``. What one person may read is not cached for another."""
    response["API-Version"] = API_VERSION
    response.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ("Accept", "Accept-Language", "Authorization", "Cookie"))
    return response


def problem(
    code: str,
    detail: str = "",
    *,
    faults: tuple[Fault, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer for ``code`` of communities.api.problems.KINDS."""
    kind, lang = KINDS[code], reader_lang()
    body = {
        "type": f"{TYPES}{code}",
        "title": kind.title.of(lang),
        "status": kind.status,
        "code": code,
        "detail": detail or kind.remedy.of(lang),
        "errors": [fault.as_dict() for fault in faults],
    }
    text = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(text, status=kind.status, content_type=CONTENT_TYPE, headers=headers)
    stamp(response)
    return response


def with_etag(request: HttpRequest, response: Response) -> None:
    """Once rendered, give the answer an ETag: of its version where it has one, else of its content; 304 where the caller has
    just that, 412 where it wants another.
    """

    def conditional(rendered: Response) -> HttpResponseBase | None:
        etag = rendered.headers.get("ETag") or f'"{hashlib.sha256(rendered.content).hexdigest()[:32]}"'
        rendered["ETag"] = etag
        short = get_conditional_response(request, etag=etag, response=rendered)
        if short is None or short is rendered:
            return None
        return problem("precondition_failed") if short.status_code == 412 else stamp(short)

    response.add_post_render_callback(conditional)
