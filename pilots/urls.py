"""The addresses of key projects."""

from django.urls import path

from pilots.views import enrolling, listing, one, pilot, programmes, roster, setting_up

app_name = "pilots"

urlpatterns = [
    path("projects/", listing.projects, name="projects"),
    path("projects/<int:pk>/", one.project, name="project"),
    path("projects/<int:pk>/begin/", one.begin, name="begin"),
    path("projects/<int:pk>/finish/", one.finish, name="finish"),
    path("projects/<int:pk>/give-up/", one.give_up, name="give-up"),
    path("programmes/", programmes.programme_list, name="programmes"),
    path("programmes/new/", setting_up.new, name="programme-new"),
    path("programmes/<int:pk>/", programmes.programme_page, name="programme"),
    path("programmes/<int:pk>/change/", setting_up.change, name="programme-change"),
    path("programmes/<int:pk>/enrol/", enrolling.enrol_page, name="enrol"),
    path("programmes/<int:pk>/check/", enrolling.check, name="enrol-check"),
    path("programmes/<int:pk>/complete/", enrolling.close, name="roster-complete"),
    path("programmes/<int:pk>/list/", roster.roster, name="roster"),
    path("programmes/<int:pk>/list/enrol/", roster.enrol_listed, name="roster-enrol"),
    path("pilots/<int:pk>/", pilot.pilot, name="pilot"),
    path("pilots/<int:pk>/leave/", pilot.leave, name="leave"),
    path("plans/<int:pk>/projects/", listing.apply, name="apply"),
]
