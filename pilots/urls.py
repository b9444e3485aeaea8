"""The addresses of key projects and work plans."""

from django.urls import path

from pilots.views import enrolling, listing, one, pilot, programmes, roster, setting_up
from pilots.views.returns import behind
from pilots.views.returns import listing as returns
from pilots.views.returns import one as one_return
from pilots.views.work_plans import comparing, drafting, editing, inbox, page, sealing, steps

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
    path("programmes/<int:pk>/returns/", returns.returns, name="returns"),
    path("returns/<int:pk>/", one_return.one, name="return"),
    path("returns/<int:pk>/rows/<str:code>/", behind.row, name="return-row"),
    path("returns/<int:pk>/pilots/<str:code>/", behind.pilot, name="return-pilot"),
    path("returns/<int:pk>/late/", behind.late, name="return-late"),
    path("returns/<int:pk>/correct/", one_return.correct_row, name="return-correct"),
    path("returns/<int:pk>/take-back/", one_return.take_back_row, name="return-take-back"),
    path("returns/<int:pk>/draw/", one_return.draw_anew, name="return-draw"),
    path("returns/<int:pk>/freeze/", one_return.freeze, name="return-freeze"),
    path("pilots/<int:pk>/", pilot.pilot, name="pilot"),
    path("pilots/<int:pk>/leave/", pilot.leave, name="leave"),
    path("plans/<int:pk>/projects/", listing.apply, name="apply"),
    path("reviews/", inbox.reviews, name="reviews"),
    path("pilots/<int:pk>/plan/", page.work_plan, name="work-plan"),
    path("pilots/<int:pk>/plan/draft/", drafting.draft, name="work-plan-draft"),
    path("pilots/<int:pk>/plan/compare/", comparing.compare, name="work-plan-compare"),
    path("pilots/<int:pk>/plan/<int:revision>/", page.revision, name="work-plan-revision"),
    path("pilots/<int:pk>/plan/<int:revision>/print/", page.printed, name="work-plan-print"),
    path("pilots/<int:pk>/plan/<int:revision>/sealed.json", sealing.sealed, name="work-plan-sealed"),
    path("pilots/<int:pk>/plan/<int:revision>/edit/", editing.edit, name="work-plan-edit"),
    path("pilots/<int:pk>/plan/<int:revision>/submit/", steps.submit, name="work-plan-submit"),
    path("pilots/<int:pk>/plan/<int:revision>/withdraw/", steps.withdraw, name="work-plan-withdraw"),
    path("pilots/<int:pk>/plan/<int:revision>/return/", steps.give_back, name="work-plan-return"),
    path("pilots/<int:pk>/plan/<int:revision>/approve/", steps.approve, name="work-plan-approve"),
    path("pilots/<int:pk>/plan/<int:revision>/revise/", steps.revise, name="work-plan-revise"),
]
