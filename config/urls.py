"""Every address of the site, app by app."""

from django.urls import include, path

from config.health import healthz

handler400 = "config.problems.bad_request"
handler403 = "config.problems.forbidden"
handler404 = "config.problems.not_found"
handler500 = "config.problems.server_error"

urlpatterns = [
    path("", include("assessments.urls")),
    path("", include("intake.urls")),
    path("", include("pilots.urls")),
    path("", include("accounts.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", healthz, name="healthz"),
    path("", include("config.api")),
]
