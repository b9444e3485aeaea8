"""Key projects of the scope."""

from django.db.models import Case, Count, DateField, F, Func, IntegerField, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce, Least

from communities.scope import AreaScope
from communities.selectors import within
from pilots.models import OPEN, Evidence, KeyProject, Milestone, ProgressNote, ProjectState

NEVER = 10**6
"""Days since 1970 of what has no day: it comes last."""


def projects(scope: AreaScope) -> QuerySet[KeyProject]:
    """By the year in which they are to begin, then by community. ``next_due``: the first day on which something of an open
    project is due, None where no day was set; ``due_day``: the same in days since 1970, for the order.
    """
    found = KeyProject.objects.select_related("community", "plan", "made_by", "enrolment__programme")
    return within(_with_dues(found).defer("community__boundary"), scope).order_by("year", "code", "pk")


def _with_dues(found: QuerySet[KeyProject]) -> QuerySet[KeyProject]:
    undone = Milestone.objects.filter(project=OuterRef("pk"), done_on__isnull=True).order_by("due_on")
    first = Least("due_on", Subquery(undone.values("due_on")[:1]))
    day = Func(F("next_due"), template="(%(expressions)s - DATE '1970-01-01')", output_field=IntegerField())
    return found.annotate(next_due=Case(When(state__in=OPEN, then=first), output_field=DateField())).annotate(
        due_day=Coalesce(day, NEVER)
    )


def with_progress(found: QuerySet[KeyProject]) -> QuerySet[KeyProject]:
    """``percent``: of the newest note; None where nobody has noted any."""
    newest = ProgressNote.objects.filter(project=OuterRef("pk")).order_by("-on", "-pk")
    return found.annotate(percent=Subquery(newest.values("percent")[:1]))


def loose_projects(scope: AreaScope, community: int) -> QuerySet[KeyProject]:
    """Of a community: those that no pilot has taken up, but for what was given up."""
    return projects(scope).filter(community=community, enrolment=None).exclude(state=ProjectState.DROPPED)


def project(scope: AreaScope, key: int) -> KeyProject | None:
    """None where there is none in the scope."""
    return projects(scope).select_related("plan", "round").filter(pk=key).first()


def state_counts(found: QuerySet[KeyProject]) -> dict[str, tuple[int, int]]:
    """Of each state: how many, and yuan."""
    rows = found.order_by().values_list("state").annotate(number=Count("pk"), yuan=Sum("yuan"))
    return {state: (number, yuan) for state, number, yuan in rows}


def milestone(scope: AreaScope, project: int, key: int) -> Milestone | None:
    found = within(Milestone.objects.select_related("project"), scope, path="project__path")
    return found.filter(project=project, pk=key).first()


def notes(scope: AreaScope, one: KeyProject) -> QuerySet[ProgressNote]:
    """The newest first."""
    return within(ProgressNote.objects.filter(project=one).select_related("made_by"), scope, path="project__path")


def evidence(scope: AreaScope, project: int) -> QuerySet[Evidence]:
    """What is there, by the stage that it shows, then as it came in."""
    found = Evidence.objects.filter(project=project, removed_at__isnull=True).select_related("project", "made_by")
    return within(found, scope, path="project__path").order_by("pk")
