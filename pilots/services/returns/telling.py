"""What a return says, as JSON: figures with their lines, each pilot at three moments, the coverage."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from assessments.models import Scorecard
from assessments.selectors.scorecards import totals
from communities.models import Division
from communities.scope import AreaScope
from pilots.models import Enrolment, Programme, WorkPlan, WorkPlanState
from pilots.returns.figures import Figure, figures
from pilots.returns.quarters import Quarter
from pilots.services.returns.earlier import corrected_before
from pilots.services.returns.gathering import (
    Rounds,
    cards_of,
    finished_of,
    gone_of,
    loose_projects,
    pilot_fact,
    pilots_of,
    plans_of,
    project_fact,
    projects_of,
)
from pilots.services.returns.projects import projects_told

MET, UNKNOWN = 1, 3
Cards = dict[str, Scorecard]


def told(programme: Programme, division: Division, quarter: Quarter, rounds: Rounds) -> dict[str, Any]:
    """All of it. Everything named is named as it was called at that moment, so that the return can be read alone."""
    pilots = pilots_of(programme, division.path, rounds.now.as_of)
    cards = [cards_of(one, pilots) for one in (rounds.first, rounds.before, rounds.now)]
    gone = gone_of(programme, division.path, rounds.now.as_of)
    projects, plans = projects_of(pilots, gone), plans_of(pilots)
    done = [project_fact(each, quarter) for each in finished_of(projects, programme, quarter)]
    found = figures([pilot_fact(each, cards) for each in pilots], done)
    return {
        "programme": _programme(programme),
        "place": _place(division),
        "from": quarter.first.isoformat(),
        "to": quarter.last.isoformat(),
        "as_of": [one.as_of.isoformat() for one in (rounds.first, rounds.before, rounds.now)],
        "day": rounds.now.day.isoformat(),
        "packs": rounds.now.packs,
        "rows": [_figure(each) for each in found],
        "projects": projects_told(projects, rounds.now.as_of),
        "pilots": [{**_pilot(each, cards), "plan": _plan(plans[each.pk])} for each in pilots],
        "gone": [_gone(each) for each in gone],
        "corrected_before": corrected_before(programme, division, quarter),
        "coverage": _coverage(division, rounds),
        "loose": loose_projects(programme, division.path, quarter),
    }


def labels_of(drawn: dict[str, Any]) -> int:
    """Of everything that it rests on."""
    bits = [drawn["coverage"]["labels"], *(each["labels"] for each in drawn["pilots"])]
    return reduce(or_, [*bits, *(each["labels"] for each in drawn["projects"].values())], 0)


def _programme(one: Programme) -> dict[str, Any]:
    return {
        "id": one.pk, "name": one.name, "kind": one.kind, "document": one.document, "unit_level": one.unit_level,
        "starts_on": one.starts_on.isoformat(), "ends_on": one.ends_on.isoformat(), "least": one.least, "most": one.most,
    }  # fmt: skip


def _place(one: Division) -> dict[str, Any]:
    return {"code": one.code, "name": one.name, "name_en": one.name_en, "level": one.level}


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "row": one.row.code, "quarter": one.quarter, "unknown_quarter": one.unknown_quarter, "total": one.total,
        "unknown_total": one.unknown_total, "lines": [line.as_json() for line in one.lines],
    }  # fmt: skip


def _plan(revisions: Sequence[WorkPlan]) -> dict[str, Any] | None:
    """The newest revision of the work plan, and the one that is in force."""
    if not revisions:
        return None
    in_force = next((one.revision for one in revisions if one.state == WorkPlanState.APPROVED), None)
    return {"revision": revisions[-1].revision, "state": revisions[-1].state, "in_force": in_force}


def _pilot(one: Enrolment, cards: Sequence[Cards]) -> dict[str, Any]:
    first, before, now = (each.get(one.code) for each in cards)
    return {
        "id": one.pk, "code": one.code, "name": one.community.name, "name_en": one.community.name_en,
        "unit": _place(one.unit), "path": one.path,
        "enrolled_on": one.enrolled_on.isoformat(), "households": now.households if now else None,
        "first": _counts(first), "before": _counts(before), "now": _counts(now), **_moved(first, now),
        "labels": reduce(or_, (card.labels for card in (first, before, now) if card), 0),
    }  # fmt: skip


def _gone(one: Enrolment) -> dict[str, Any]:
    day = one.withdrawn_on.isoformat() if one.withdrawn_on else None
    named = {"code": one.code, "name": one.community.name, "name_en": one.community.name_en}
    return {"id": one.pk, **named, "path": one.path, "unit": _place(one.unit), "left_on": day, "reason": one.reason}


def _counts(card: Scorecard | None) -> dict[str, int] | None:
    names = ("met", "gaps", "unknown", "not_applicable")
    return {name: getattr(card, name) for name in names} if card else None


def _moved(first: Scorecard | None, now: Scorecard | None) -> dict[str, list[str]]:
    """The rules that count and whose gap was closed, is there, has appeared where there was none, has been found where nobody
    knew, or cannot be told now.
    """
    was, is_now, before, after = _gaps(first), _gaps(now), _verdicts(first), _verdicts(now)
    unknown_before = {code for code in is_now - was if before.get(code, UNKNOWN) == UNKNOWN}
    return {
        "closed": sorted(code for code in was - is_now if after.get(code) == MET),
        "left": sorted(was & is_now),
        "appeared": sorted(is_now - was - unknown_before),
        "found": sorted(unknown_before),
        "doubtful": sorted(code for code in was - is_now if after.get(code, UNKNOWN) == UNKNOWN),
    }


def _verdicts(card: Scorecard | None) -> dict[str, int]:
    return dict(zip(card.round.rules, card.verdicts, strict=True)) if card else {}


def _gaps(card: Scorecard | None) -> set[str]:
    """``failed`` counts from 1."""
    return {card.round.rules[position - 1] for position in card.failed} if card else set()


def _coverage(division: Division, rounds: Rounds) -> dict[str, Any]:
    """Complete communities among all of the place, before the programme and now; what cannot be told is counted apart."""
    scope = AreaScope((division.path,))
    first, now = (totals(scope, one, division.path) for one in (rounds.first, rounds.now))
    return {
        "first": {"communities": first.communities, "complete": first.complete, "undecided": first.undecided},
        "now": {"communities": now.communities, "complete": now.complete, "undecided": now.undecided},
        "labels": now.labels,
    }
