"""What a return is computed from: its pilots at three moments, and the projects that they have finished."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from assessments.models import Round, Scorecard
from pilots.models import Enrolment, KeyProject, Programme, ProjectState, WorkPlan
from pilots.returns.figures import PilotFact, ProjectFact
from pilots.returns.quarters import Quarter


@dataclass(frozen=True)
class Rounds:
    """The place before the programme, at the end of the quarter before, and at the end of this one."""

    first: Round
    before: Round
    now: Round


def pilots_of(programme: Programme, path: str, last: date) -> list[Enrolment]:
    """Those of a place that take part on that day."""
    found = Enrolment.objects.filter(programme=programme, path__startswith=path, enrolled_on__lte=last)
    found = found.exclude(withdrawn_on__lte=last)
    return list(found.select_related("community", "unit").defer("community__boundary", "unit__boundary").order_by("code"))


def cards_of(one: Round, pilots: Iterable[Enrolment]) -> dict[str, Scorecard]:
    """By code. One that the round does not hold has none."""
    cards = Scorecard.objects.filter(round=one, code__in=[pilot.code for pilot in pilots])
    return {card.code: card for card in cards}


def pilot_fact(pilot: Enrolment, cards: list[dict[str, Scorecard]]) -> PilotFact:
    """``cards``: of the three rounds, by code."""
    first, before, now = (card.get(pilot.code) for card in cards)
    households = now.households if now else None
    return PilotFact(pilot.pk, pilot.code, _counts(first), _counts(before), _counts(now), households)


def _counts(card: Scorecard | None) -> tuple[int, int] | None:
    return (card.gaps, card.unknown) if card else None


def gone_of(programme: Programme, path: str, last: date) -> list[Enrolment]:
    """Those of a place that had left by that day: what they had finished until then was done in the programme."""
    found = Enrolment.objects.filter(programme=programme, path__startswith=path, withdrawn_on__lte=last)
    return list(found.select_related("community", "unit").defer("community__boundary", "unit__boundary").order_by("code", "pk"))


def projects_of(pilots: Iterable[Enrolment], gone: Iterable[Enrolment]) -> list[KeyProject]:
    """All of the pilots, however far they are; of those that have left what they had finished until then."""
    done = Q(enrolment__in=list(gone), state=ProjectState.FINISHED, ended_on__lte=F("enrolment__withdrawn_on"))
    return list(KeyProject.objects.filter(Q(enrolment__in=list(pilots)) | done).order_by("ended_on", "pk"))


def finished_of(projects: Iterable[KeyProject], programme: Programme, quarter: Quarter) -> list[KeyProject]:
    """Those that were finished since the programme began, by the end of the quarter."""
    done = [one for one in projects if one.state == ProjectState.FINISHED and one.ended_on]
    return [one for one in done if one.ended_on and programme.starts_on <= one.ended_on <= quarter.last]


def plans_of(pilots: Iterable[Enrolment]) -> dict[int, list[WorkPlan]]:
    """The revisions of each pilot's work plan, the oldest first."""
    found: dict[int, list[WorkPlan]] = defaultdict(list)
    for plan in WorkPlan.objects.filter(enrolment__in=list(pilots)).only("enrolment", "revision", "state").order_by("revision"):
        found[plan.enrolment_id].append(plan)
    return found


def loose_projects(programme: Programme, path: str, quarter: Quarter) -> int:
    """Finished ones of communities that are pilots, which nobody has said to be a pilot's: they are not counted."""
    pilots = Enrolment.objects.filter(programme=programme, path__startswith=path).values("community")
    found = KeyProject.objects.filter(enrolment=None, community__in=pilots, state=ProjectState.FINISHED)
    return found.filter(ended_on__gte=programme.starts_on, ended_on__lte=quarter.last).count()


def project_fact(one: KeyProject, quarter: Quarter) -> ProjectFact:
    builds: list[dict[str, Any]] = (one.outcome or {}).get("builds", one.builds)
    ended = one.ended_on
    return ProjectFact(one.pk, one.code, builds, in_quarter=ended is not None and ended >= quarter.first)
