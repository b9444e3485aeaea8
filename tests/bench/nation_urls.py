"""Every address of the site, and ``/hello/``: what a request costs that asks for nothing, through the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

handler400 = "config.problems.bad_request"
handler403 = "config.problems.forbidden"
handler404 = "config.problems.not_found"
handler500 = "config.problems.server_error"


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello, world")


# The gate lets nobody in where the policy has no line: this one is as open as the address that says whether the site is well.
urlpatterns = [path("hello/", hello, name="healthz"), path("", include("config.urls"))]
