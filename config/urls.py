"""Every address of the site, app by app."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
