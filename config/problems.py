"""Every error of the API as a problem document (RFC 9457), in the reader's language with codes that never change."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views import defaults
from rest_framework import exceptions
from rest_framework.views import set_rollback

from communities.api.answers import challenge, is_api, problem
from communities.api.problems import Fault, Problem, of_body, of_right
from communities.requests import MissingRight

CODES: Mapping[type[Exception], str] = {
    exceptions.ParseError: "malformed_body",
    exceptions.ValidationError: "invalid_body",
    exceptions.NotAuthenticated: "not_authenticated",
    exceptions.AuthenticationFailed: "not_authenticated",
    exceptions.PermissionDenied: "forbidden",
    exceptions.NotFound: "not_found",
    exceptions.MethodNotAllowed: "method_not_allowed",
    exceptions.NotAcceptable: "not_acceptable",
    exceptions.UnsupportedMediaType: "unsupported_media_type",
    exceptions.Throttled: "too_many_requests",
    Http404: "not_found",
    DjangoPermissionDenied: "forbidden",
    RequestDataTooBig: "too_large",
    SuspiciousOperation: "bad_request",
}


def problem_response(error: Exception, context: Mapping[str, Any]) -> HttpResponseBase | None:
    """REST framework's exception handler. None: not an error of the request; Django answers with ``server_error``."""
    code = _code_of(error)
    if code is None:
        return None
    set_rollback()
    faults, request = error.faults if isinstance(error, Problem) else tuple(_faults(error)), context["request"]._request
    return problem(code, _detail(error), faults=faults, headers=_headers(request, error, code))


def _code_of(error: Exception) -> str | None:
    if isinstance(error, Problem):
        return error.code
    if isinstance(error, exceptions.PermissionDenied) and str(error.detail).startswith("CSRF Failed"):
        return "csrf_failed"
    return next((code for kind, code in CODES.items() if isinstance(error, kind)), None)


def _detail(error: Exception) -> str:
    """The exception's own words, where it has any that say more than the kind of problem."""
    if isinstance(error, (exceptions.ValidationError, MissingRight)):
        return next((fault.detail for fault in _faults(error)), "")
    plain = isinstance(error, (exceptions.NotFound, exceptions.NotAuthenticated, exceptions.PermissionDenied))
    if isinstance(error, exceptions.APIException) and not plain:
        return str(error.detail)
    return ""


def _headers(request: HttpRequest, error: Exception, code: str) -> dict[str, str]:
    headers = {"WWW-Authenticate": challenge(request)} if code == "not_authenticated" else {}
    wait = getattr(error, "wait", None)
    return headers | ({"Retry-After": f"{wait:.0f}"} if wait else {})


def _faults(error: Exception) -> Iterator[Fault]:
    if isinstance(error, MissingRight):
        yield of_right(error.right, str(error))
    if isinstance(error, exceptions.ValidationError):
        yield from _walked(error.detail, "")


def _walked(detail: Any, pointer: str) -> Iterator[Fault]:
    """REST framework's nested error details, flattened to JSON pointers."""
    if isinstance(detail, dict):
        for name, below in detail.items():
            yield from _walked(below, pointer if name == "non_field_errors" else f"{pointer}/{name}")
    elif isinstance(detail, list):
        for index, below in enumerate(detail):
            yield from _walked(below, f"{pointer}/{index}" if isinstance(below, (dict, list)) else pointer)
    else:
        yield of_body(pointer, getattr(detail, "code", "invalid"), str(detail))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """handler400: before a view was reached, or by something suspicious."""
    code = "too_large" if isinstance(exception, RequestDataTooBig) else "bad_request"
    return problem(code) if is_api(request) else defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """handler403. Somebody without a right is told which."""
    if not is_api(request):
        return defaults.permission_denied(request, exception)
    return problem("forbidden", _detail(exception), faults=tuple(_faults(exception)))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """handler404."""
    return problem("not_found") if is_api(request) else defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """handler500. What happened stands in the log, under the same request id."""
    return problem("server_error") if is_api(request) else defaults.server_error(request)
