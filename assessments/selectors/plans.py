"""Remedy plans, their lines, what they leave open, and each community today and with the plan."""

from django.db.models import Count, QuerySet, Sum

from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan
from communities.scope import AreaScope
from communities.selectors import within


def plans(scope: AreaScope) -> QuerySet[RemedyPlan]:
    """Of places that lie wholly in the scope, the newest first, in whatever state: its sums speak of all of its place."""
    found = RemedyPlan.objects.select_related("division", "round", "round__division", "made_by")
    return within(found, scope, path="division__path").order_by("-pk")


def plan_named(scope: AreaScope, key: int) -> RemedyPlan | None:
    """None where there is none in the scope."""
    return plans(scope).filter(pk=key).first()


def remedies(scope: AreaScope, plan: RemedyPlan) -> QuerySet[PlannedRemedy]:
    """The lines, in the order in which they begin."""
    found = PlannedRemedy.objects.filter(plan=plan).select_related("community", "premises", "premises__source")
    return within(found, scope).defer("community__boundary").order_by("position")


def left_gaps(scope: AreaScope, plan: RemedyPlan) -> QuerySet[LeftGap]:
    """In the order of communities and rules."""
    found = LeftGap.objects.filter(plan=plan).select_related("community")
    return within(found, scope).defer("community__boundary").order_by("code", "rule")


def promised_cards(scope: AreaScope, plan: RemedyPlan) -> QuerySet[PromisedCard]:
    """In the order of codes."""
    found = PromisedCard.objects.filter(plan=plan).select_related("community")
    return within(found, scope).defer("community__boundary").order_by("code")


def left_counts(scope: AreaScope, plan: RemedyPlan) -> dict[str, int]:
    """How many gaps are left for each reason."""
    rows = left_gaps(scope, plan).order_by().values_list("why").annotate(number=Count("pk"))
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))


def way_counts(scope: AreaScope, plan: RemedyPlan) -> dict[str, tuple[int, int]]:
    """Of each way: how many lines, and what they are worth."""
    rows = remedies(scope, plan).order_by().values_list("way").annotate(number=Count("pk"), worth=Sum("worth"))
    return {way: (number, worth) for way, number, worth in rows}
