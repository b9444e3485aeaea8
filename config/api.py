"""The one router of the REST API, and what stands around it: index, schema, docs, problem types."""

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import Resolver404, include, path, re_path, resolve
from django.views.decorators.csrf import csrf_exempt
from rest_framework.routers import SimpleRouter

from accounts.api.acts import ActViewSet
from accounts.api.views import MeView
from assessments.api.facts import FactViewSet
from assessments.api.faults import CheckViewSet, FaultViewSet
from assessments.api.impact import ImpactViewSet
from assessments.api.law import CoverageViewSet, LawViewSet, PackViewSet, RuleViewSet
from assessments.api.options import OptionViewSet
from assessments.api.plan_lists import LeftGapViewSet, PlannedRemedyViewSet, PromisedCardViewSet
from assessments.api.plans import PlanViewSet
from assessments.api.prices import PriceViewSet
from assessments.api.scores import ScoreViewSet, WeightViewSet
from assessments.api.views import GapViewSet, RoundScorecardViewSet, RoundViewSet, ScorecardViewSet
from communities.api.answers import problem
from communities.api.views import CommunityViewSet, DivisionViewSet
from config.api_docs import DocsView, SchemaView
from config.api_index import ApiIndex, ProblemType, VersionIndex
from facilities.api.views import FacilityViewSet
from intake.api.entries import EntriesView, EntryView
from intake.api.views import ImportViewSet
from pilots.api.practices import PracticeViewSet
from pilots.api.views import DueDateViewSet, ProjectViewSet

router = SimpleRouter()
router.register("divisions", DivisionViewSet, basename="division")
router.register("communities", CommunityViewSet, basename="community")
router.register("facilities", FacilityViewSet, basename="facility")
router.register("rounds", RoundViewSet, basename="round")
router.register(r"rounds/(?P<round>[0-9]{1,9})/scorecards", RoundScorecardViewSet, basename="round-scorecard")
router.register("scorecards", ScorecardViewSet, basename="scorecard")
router.register("gaps", GapViewSet, basename="gap")
router.register("checks", CheckViewSet, basename="check")
router.register("faults", FaultViewSet, basename="fault")
router.register("facts", FactViewSet, basename="fact")
router.register("weights", WeightViewSet, basename="weight")
router.register("scores", ScoreViewSet, basename="score")
router.register("packs", PackViewSet, basename="pack")
router.register("rules", RuleViewSet, basename="rule")
router.register("impact", ImpactViewSet, basename="impact")
router.register("law", LawViewSet, basename="law")
router.register("coverage", CoverageViewSet, basename="coverage")
router.register("prices", PriceViewSet, basename="price")
router.register("options", OptionViewSet, basename="option")
router.register("plans", PlanViewSet, basename="plan")
router.register(r"plans/(?P<plan>[0-9]{1,9})/remedies", PlannedRemedyViewSet, basename="plan-remedy")
router.register(r"plans/(?P<plan>[0-9]{1,9})/left", LeftGapViewSet, basename="plan-left")
router.register(r"plans/(?P<plan>[0-9]{1,9})/communities", PromisedCardViewSet, basename="plan-community")
router.register("projects", ProjectViewSet, basename="project")
router.register("due-dates", DueDateViewSet, basename="due-date")
router.register("practices", PracticeViewSet, basename="practice")
router.register("acts", ActViewSet, basename="act")
router.register("imports", ImportViewSet, basename="import")


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponseBase:
    """Whatever else lies below /api/: the same address with a slash where there is one, else a problem document."""
    slashed = f"{request.path_info}/"
    try:
        found = None if request.path_info.endswith("/") else resolve(slashed)
    except Resolver404:
        found = None
    if found is None or found.func is unknown:
        return problem("not_found")
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return HttpResponsePermanentRedirect(f"{slashed}{query}", preserve_request=True)


own = [
    path("", VersionIndex.as_view(), name="index"),
    path("me/", MeView.as_view(), name="me"),
    re_path(r"^communities/(?P<code>[0-9]{12})/entries/(?P<kind>[a-z]+)/$", EntriesView.as_view(), name="entries"),
    re_path(
        r"^communities/(?P<code>[0-9]{12})/entries/(?P<kind>[a-z]+)/(?P<pk>[0-9]{1,18})/$", EntryView.as_view(), name="entry"
    ),
]
v1 = ([*own, *router.urls], "api")
urlpatterns = [
    path("api/", ApiIndex.as_view(), name="api-index"),
    path("api/v1/", include(v1)),
    path("api/schema/", SchemaView.as_view(), name="api-schema"),
    path("api/docs/", DocsView.as_view(url_name="api-schema"), name="api-docs"),
    path("api/problems/<slug:code>", ProblemType.as_view(), name="api-problem"),
    re_path(r"^api(?:/.*)?$", unknown),
]
