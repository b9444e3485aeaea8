"""Projects and due dates as plain values, with their addresses."""

from typing import Any

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.reverse import reverse

from assessments.labels import label_codes
from assessments.remedies.build_words import build_words
from assessments.remedies.catalogue import BY_CODE
from pilots.due.sources import SOURCES, STATUSES
from pilots.filters import STATES
from pilots.models import DueDate, Funding, KeyProject, Milestone
from pilots.projects.lateness import days_late
from pilots.projects.money import SOURCES as FUNDS
from pilots.projects.money import against_cost, total
from pilots.projects.words import risk_words


def project_row(one: KeyProject, request: Request) -> dict[str, Any]:
    next_due = getattr(one, "next_due", None)
    return {
        "id": one.pk,
        "name": one.name,
        "community": {"code": one.code, "name": one.community.name},
        "state": one.state,
        "state_name": STATES[one.state].as_dict(),
        "way": one.way,
        "way_name": BY_CODE[one.way].name.as_dict(),
        "year": one.year,
        "yuan": one.yuan,
        "department": one.owner,
        "starts_on": one.starts_on,
        "due_on": one.due_on,
        "next_due": next_due,
        "days_late": days_late(next_due, today=timezone.localdate(), is_open=one.is_open),
        "risk": one.risk or None,
        "risk_name": risk_words(one.risk).as_dict(),
        "combined_with": one.combined_with,
        "begun_on": one.begun_on,
        "ended_on": one.ended_on,
        "plan": one.plan_id,
        "line": one.line,
        "pilot": one.enrolment_id,
        "programme": one.enrolment.programme_id if one.enrolment else None,
        "data_labels": label_codes(one.labels),
        "changed_at": one.changed_at,
        "url": str(reverse("api:project-detail", args=[one.pk], request=request)),
    }


def project_detail(one: KeyProject, request: Request) -> dict[str, Any]:
    funding = list(one.funding.all())
    return {
        **project_row(one, request),
        "round": one.round_id,
        "builds": [{**build_words(each).as_dict(), "kind": each["kind"], "thing": each["thing"]} for each in one.builds],
        "closes": [{"community": code, "rule": rule} for code, rule in one.closes],
        "missed": [{"community": code, "rule": rule} for code, rule in one.missed],
        "funding": [_funding(each) for each in funding],
        "totals": {name: _total(funding, name) for name in ("planned", "arrived", "spent")},
        "against_cost": against_cost(total(each.planned for each in funding), one.yuan).as_dict(),
        "milestones": [_milestone(each, one) for each in one.milestones.all()],
    }


def _funding(each: Funding) -> dict[str, Any]:
    name = FUNDS[each.source].as_dict()
    return {"source": each.source, "name": name, "planned": each.planned, "arrived": each.arrived, "spent": each.spent}


def _total(funding: list[Funding], name: str) -> dict[str, Any]:
    found = total(getattr(each, name) for each in funding)
    return {"known": found.known, "unknown": found.unknown, "is_whole": found.is_whole}


def _milestone(each: Milestone, one: KeyProject) -> dict[str, Any]:
    is_open = one.is_open and each.done_on is None
    late = days_late(each.due_on, today=timezone.localdate(), is_open=is_open)
    return {"name": each.name, "due_on": each.due_on, "done_on": each.done_on, "days_late": late}


def due_row(row: DueDate, request: Request) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "kind_name": SOURCES[row.kind].words.as_dict(),
        "name": row.name,
        "community": {"code": row.code, "name": row.community.name},
        "due_on": row.due_on,
        "done_on": row.done_on,
        "status": row.status,
        "status_name": STATUSES[row.status].as_dict(),
        "days_late": days_late(row.due_on, today=timezone.localdate(), is_open=row.status == "open"),
        "department": row.owner,
        "risk": row.risk or None,
        "project": row.project_id,
        "pilot": row.enrolment_id,
        "programme": row.enrolment.programme_id if row.enrolment else None,
        "data_labels": label_codes(row.labels),
        "changed_at": row.changed_at,
        "page": page_of(row, request),
    }


def page_of(row: DueDate, request: Request) -> str:
    source = SOURCES[row.kind]
    return str(request.build_absolute_uri(reverse(source.route, args=[getattr(row, source.key)])))
