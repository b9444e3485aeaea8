"""Programmes and pilots as rows, without the verbs that make them."""

from datetime import date
from typing import Any

from assessments.services.rounds import path_of
from communities.models import Community, Division
from pilots.models import Enrolment, Programme
from pilots.programmes.units import unit_code
from pilots.returns.rows import ROWS

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


DRAWN: dict[str, Any] = {
    "programme": {"name": "完整社区试点", "document": "", "unit_level": "district"},
    "place": {"code": "900000000000", "name": "示例省", "name_en": "", "level": "province"},
    "from": "2026-07-01", "to": "2026-09-30", "as_of": ["2025-12-31", "2026-06-30", "2026-09-30"], "day": "2026-09-30",
    "packs": [], "projects": {}, "pilots": [], "loose": 0, "gone": [], "corrected_before": {},
    "rows": [
        {"row": row.code, "quarter": 0, "unknown_quarter": 0, "total": 0, "unknown_total": 0, "lines": []} for row in ROWS
    ],
    "coverage": {
        **{moment: {"communities": 5, "complete": 0, "undecided": 1} for moment in ("first", "now")}, "labels": 0,
    },
}  # fmt: skip
"""What a return of a place without pilots says."""


def drawn_return(community: Community | None) -> dict[str, Any]:
    """Of a place with one pilot, where there is one."""
    counts = {"met": 1, "gaps": 2, "unknown": 3, "not_applicable": 4}
    moved = {"closed": ["N48-FAC-04"], "left": [], "appeared": [], "found": [], "doubtful": []}
    if community is None:
        return DRAWN
    pilot = {
        "id": 1, "code": community.code, "name": community.name, "name_en": "", "unit": DRAWN["place"], "labels": 0,
        "path": community.path, "plan": None, "enrolled_on": "2026-01-01", "households": 2667, "first": counts,
        "before": counts, "now": counts, **moved,
    }  # fmt: skip
    return {**DRAWN, "pilots": [pilot]}
