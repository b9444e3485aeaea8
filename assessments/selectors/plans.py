"""Remedy plans, their lines, what they leave open, and each community today and with the plan."""

from typing import NamedTuple

from django.db.models import BigIntegerField, Count, Func, QuerySet, Sum

from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan, RoundState
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
    beside = ("community", "community__division", "premises", "premises__source")
    found = PlannedRemedy.objects.filter(plan=plan).select_related(*beside)
    return within(found, scope).defer("community__boundary").order_by("position")


def left_gaps(scope: AreaScope, plan: RemedyPlan) -> QuerySet[LeftGap]:
    """In the order of communities and rules."""
    found = LeftGap.objects.filter(plan=plan).select_related("community", "community__division")
    return within(found, scope).defer("community__boundary").order_by("code", "rule")


def promised_cards(scope: AreaScope, plan: RemedyPlan) -> QuerySet[PromisedCard]:
    """In the order of codes."""
    found = PromisedCard.objects.filter(plan=plan).select_related("community", "community__division")
    return within(found, scope).defer("community__boundary").order_by("code")


def left_counts(scope: AreaScope, plan: RemedyPlan) -> dict[str, int]:
    """How many gaps are left for each reason."""
    rows = left_gaps(scope, plan).order_by().values_list("why").annotate(number=Count("pk"))
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))


def way_counts(scope: AreaScope, plan: RemedyPlan) -> dict[str, tuple[int, int]]:
    """Of each way: how many lines, and what they are worth."""
    rows = remedies(scope, plan).order_by().values_list("way").annotate(number=Count("pk"), worth=Sum("worth"))
    return {way: (number, worth) for way, number, worth in rows}


class WaySum(NamedTuple):
    """Of the lines of one way; ``yuan`` within the years of the plan."""

    lines: int
    worth: int
    yuan: int


class _Total(Func):
    """The sum of an array."""

    template = "(SELECT sum(each) FROM unnest(%(expressions)s) AS each)"
    output_field = BigIntegerField()


def way_sums(scope: AreaScope, plan: RemedyPlan) -> dict[str, WaySum]:
    """What the lines of each way come to."""
    rows = (
        remedies(scope, plan)
        .order_by()
        .values_list("way")
        .annotate(lines=Count("pk"), sum=Sum("worth"), yuan=Sum(_Total("outlay")))
    )
    return {way: WaySum(lines, int(worth), int(yuan)) for way, lines, worth, yuan in rows}


def has_placeholders(plan: RemedyPlan) -> bool:
    """Whether a line rests on a price that nobody has confirmed."""
    return PlannedRemedy.objects.filter(plan=plan, cost__is_placeholder=True).exists()


def finished_plan(scope: AreaScope, key: int) -> RemedyPlan | None:
    """One that has lines; None where there is none in the scope, or none yet."""
    return plans(scope).filter(pk=key, state=RoundState.FINISHED).first()
