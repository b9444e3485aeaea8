"""The addresses of the front door."""

from django.urls import path

from intake import views

app_name = "intake"

urlpatterns = [
    path("files/", views.files, name="files"),
    path("files/<slug:kind>.xlsx", views.form, name="form"),
]
