"""Every address of the site, and ``/hello/``: what a request costs that asks for nothing, through the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

handler400 = "config.problems.bad_request"
handler403 = "config.problems.forbidden"
handler404 = "config.problems.not_found"
handler500 = "config.problems.server_error"


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello, world")


urlpatterns = [path("hello/", hello), path("", include("config.urls"))]
