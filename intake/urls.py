"""The addresses of the front door."""

from django.urls import path

from intake.filling.pages import filled, keeping, placing
from intake.views import columns, entry, entry_remove, exports, files, listing, one, problems, register, source, undo, waiting

app_name = "intake"

urlpatterns = [
    path("files/", files.files, name="files"),
    path("files/<slug:kind>.xlsx", files.form, name="form"),
    path("files/<slug:kind>/data.<slug:suffix>", exports.data, name="data"),
    path("imports/", listing.listed, name="deliveries"),
    path("imports/new/", listing.new, name="new"),
    path("imports/waiting/", waiting.waiting, name="waiting"),
    path("imports/waiting/<int:pk>/", waiting.waiting_row, name="waiting-row"),
    path("imports/<int:pk>/", one.page, name="delivery"),
    path("imports/<int:pk>/store/", one.store, name="store"),
    path("imports/<int:pk>/check/", one.check, name="check"),
    path("imports/<int:pk>/cancel/", one.cancel, name="cancel"),
    path("imports/<int:pk>/annotated.xlsx", one.annotated, name="annotated"),
    path("imports/<int:pk>/problems/", problems.problems, name="problems"),
    path("imports/<int:pk>/tables/<int:batch>/", columns.columns, name="columns"),
    path("imports/<int:pk>/undo/", undo.undo, name="undo"),
    path("register/", register.register, name="register"),
    path("register/<slug:code>/", register.register_one, name="register-one"),
    path("register/<slug:code>/<slug:kind>/new/", entry.entry_new, name="entry-new"),
    path("register/<slug:code>/<slug:kind>/<int:pk>/", entry.entry, name="entry"),
    path("register/<slug:code>/<slug:kind>/<int:pk>/remove/", entry_remove.entry_remove, name="entry-remove"),
    path("sources/<int:pk>/", source.source, name="source"),
    path("fill/", keeping.forms_list, name="fill"),
    path("fill/<int:pk>/", filled.form_page, name="fill-form"),
    path("fill/<int:pk>/places/", placing.places, name="fill-places"),
    path("fill/<int:pk>/filled/", filled.download, name="fill-download"),
    path("fill/<int:pk>/blank/", keeping.blank, name="fill-blank"),
    path("fill/<int:pk>/remove/", keeping.remove, name="fill-remove"),
]
