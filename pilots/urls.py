"""The addresses of programmes, pilots, work plans and key projects."""

from django.urls import path

from pilots.views import (
    board,
    carrying_out,
    due,
    enrolling,
    entering,
    listing,
    one,
    pilot,
    programmes,
    roster,
    setting_up,
    showing,
    working,
)
from pilots.views.practices import inbox as practice_inbox
from pilots.views.practices import library, writing
from pilots.views.practices import page as practice_page
from pilots.views.practices import steps as practice_steps
from pilots.views.returns import behind, report
from pilots.views.returns import listing as returns
from pilots.views.returns import one as one_return
from pilots.views.work_plans import comparing, drafting, editing, inbox, page, sealing, steps

app_name = "pilots"

urlpatterns = [
    path("projects/", listing.projects, name="projects"),
    path("projects/new/", entering.new, name="project-new"),
    path("projects/overdue/", due.overdue, name="overdue"),
    path("projects/subscribe/", due.subscribe, name="subscribe"),
    path("projects/<int:pk>/", one.project, name="project"),
    path("programmes/", programmes.programme_list, name="programmes"),
    path("programmes/new/", setting_up.new, name="programme-new"),
    path("programmes/<int:pk>/", programmes.programme_page, name="programme"),
    path("programmes/<int:pk>/board/", board.board_page, name="board"),
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
    path("returns/<int:pk>/report/", report.report, name="report"),
    path("returns/<int:pk>/report.<str:suffix>", report.report_file, name="report-file"),
    path("returns/<int:pk>/late/", behind.late, name="return-late"),
    path("returns/<int:pk>/correct/", one_return.correct_row, name="return-correct"),
    path("returns/<int:pk>/take-back/", one_return.take_back_row, name="return-take-back"),
    path("returns/<int:pk>/draw/", one_return.draw_anew, name="return-draw"),
    path("returns/<int:pk>/freeze/", one_return.freeze, name="return-freeze"),
    path("pilots/<int:pk>/", pilot.pilot, name="pilot"),
    path("pilots/<int:pk>/leave/", pilot.leave, name="leave"),
    path("projects/<int:pk>/edit/", entering.edit, name="edit"),
    path("projects/<int:pk>/begin/", carrying_out.begin, name="begin"),
    path("projects/<int:pk>/finish/", carrying_out.finish, name="finish"),
    path("projects/<int:pk>/give-up/", carrying_out.give_up, name="give-up"),
    path("projects/<int:pk>/funding/", working.funding, name="funding"),
    path("projects/<int:pk>/notes/", working.note, name="note"),
    path("projects/<int:pk>/milestones/", working.milestone_new, name="milestone-new"),
    path("projects/<int:pk>/milestones/<int:key>/", working.milestone_edit, name="milestone-edit"),
    path("projects/<int:pk>/milestones/<int:key>/reached/", working.milestone_reached, name="milestone-reached"),
    path("projects/<int:pk>/milestones/<int:key>/remove/", working.milestone_remove, name="milestone-remove"),
    path("projects/<int:pk>/evidence/", showing.evidence_new, name="evidence-new"),
    path("projects/<int:pk>/evidence/<int:key>/", showing.evidence_file, name="evidence"),
    path("projects/<int:pk>/evidence/<int:key>/small/", showing.evidence_small, name="evidence-small"),
    path("projects/<int:pk>/evidence/<int:key>/remove/", showing.evidence_remove, name="evidence-remove"),
    path("projects/<int:pk>/before-after/", showing.before_after, name="before-after"),
    path("pilots/<int:pk>/practices/new/", writing.new, name="practice-new"),
    path("practices/", library.practices, name="practices"),
    path("practices/waiting/", practice_inbox.waiting_page, name="practices-waiting"),
    path("practices/<int:pk>/", practice_page.practice_page, name="practice"),
    path("practices/<int:pk>/edit/", writing.edit, name="practice-edit"),
    path("practices/<int:pk>/hand-in/", practice_steps.hand_in, name="practice-hand-in"),
    path("practices/<int:pk>/publish/", practice_steps.publish, name="practice-publish"),
    path("practices/<int:pk>/return/", practice_steps.give_back, name="practice-return"),
    path("practices/<int:pk>/withdraw/", practice_steps.withdraw, name="practice-withdraw"),
    path("practices/<int:pk>/revise/", practice_steps.revise, name="practice-revise"),
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
