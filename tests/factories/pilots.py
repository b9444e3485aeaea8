"""Programmes and pilots as rows, without the verbs that make them."""

from datetime import date
from typing import Any

from assessments.services.rounds import path_of
from communities.models import Community, Division
from pilots.models import Enrolment, Programme
from pilots.programmes.units import unit_code

STARTS, ENDS = date(2026, 1, 1), date(2027, 12, 31)


def make_programme(division: Division | None, name: str = "完整社区试点", **fields: Any) -> Programme:
    """Of the notice, from 2026 to 2027, 3 to 5 pilots a district."""
    given = {"kind": "notice", "starts_on": STARTS, "ends_on": ENDS, "least": 3, "most": 5, **fields}
    return Programme.objects.create(name=name, division=division, path=path_of(division), **given)


def make_enrolment(programme: Programme, community: Community, on: date = STARTS, **fields: Any) -> Enrolment:
    unit = Division.objects.get(code=unit_code(community.code, programme.unit))
    return Enrolment.objects.create(
        programme=programme, community=community, code=community.code, path=community.path, unit=unit, enrolled_on=on, **fields
    )
