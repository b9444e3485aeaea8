"""What a return is computed from: its pilots at three moments, and the projects that they have finished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.models import Round, Scorecard
from pilots.models import Enrolment, KeyProject, Programme, ProjectState
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


def projects_of(programme: Programme, path: str, quarter: Quarter) -> list[KeyProject]:
    """Those of pilots of the place that were finished since the programme began, by the end of the quarter."""
    found = KeyProject.objects.filter(
        enrolment__programme=programme, path__startswith=path, state=ProjectState.FINISHED,
        ended_on__gte=programme.starts_on, ended_on__lte=quarter.last,
    )  # fmt: skip
    return list(found.order_by("ended_on", "pk"))


def loose_projects(programme: Programme, path: str, quarter: Quarter) -> int:
    """Finished ones of communities that are pilots, which nobody has said to be a pilot's: they are not counted."""
    pilots = Enrolment.objects.filter(programme=programme, path__startswith=path).values("community")
    found = KeyProject.objects.filter(enrolment=None, community__in=pilots, state=ProjectState.FINISHED)
    return found.filter(ended_on__gte=programme.starts_on, ended_on__lte=quarter.last).count()


def project_fact(one: KeyProject, quarter: Quarter) -> ProjectFact:
    builds: list[dict[str, Any]] = (one.outcome or {}).get("builds", one.builds)
    ended = one.ended_on
    return ProjectFact(one.pk, one.code, builds, in_quarter=ended is not None and ended >= quarter.first)
