"""The addresses of the front door."""

from django.urls import path

from intake.views import columns, files, listing, one, problems, undo

app_name = "intake"

urlpatterns = [
    path("files/", files.files, name="files"),
    path("files/<slug:kind>.xlsx", files.form, name="form"),
    path("imports/", listing.listed, name="deliveries"),
    path("imports/new/", listing.new, name="new"),
    path("imports/<int:pk>/", one.page, name="delivery"),
    path("imports/<int:pk>/store/", one.store, name="store"),
    path("imports/<int:pk>/check/", one.check, name="check"),
    path("imports/<int:pk>/cancel/", one.cancel, name="cancel"),
    path("imports/<int:pk>/annotated.xlsx", one.annotated, name="annotated"),
    path("imports/<int:pk>/problems/", problems.problems, name="problems"),
    path("imports/<int:pk>/tables/<int:batch>/", columns.columns, name="columns"),
    path("imports/<int:pk>/undo/", undo.undo, name="undo"),
]
