"""The addresses of key projects."""

from django.urls import path

from pilots.views import listing, one

app_name = "pilots"

urlpatterns = [
    path("projects/", listing.projects, name="projects"),
    path("projects/<int:pk>/", one.project, name="project"),
    path("projects/<int:pk>/begin/", one.begin, name="begin"),
    path("projects/<int:pk>/finish/", one.finish, name="finish"),
    path("projects/<int:pk>/give-up/", one.give_up, name="give-up"),
    path("plans/<int:pk>/projects/", listing.apply, name="apply"),
]
