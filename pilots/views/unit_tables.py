"""The cities (districts) of a programme as a table: how many pilots each has, and whether that is within the quota."""

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Link, Table
from assessments.templatetags.components import Column
from assessments.views.language import name_of, number, spoken
from communities.divisions import short_code
from communities.requests import ScopedRequest
from pilots.models import Programme
from pilots.programmes.quota import STANDING_WORDS, told
from pilots.selectors.programmes import UnitLine

RULES = {"below": "N48-PRG-02", "above": "N48-PRG-03", "within": "N48-PRG-03"}
"""The rule of the notice whose answer it is."""


def unit_table(request: ScopedRequest, one: Programme, lines: list[UnitLine]) -> Table:
    columns = (
        Column(_("City (district)"), "text"), Column(_("Pilots"), "number"), Column(_("Quota"), "text"),
        Column(_("Why"), "text"),
    )  # fmt: skip
    reason = _("No city (district) that you may see as a whole has a pilot yet.")
    enrol = Link(_("Enrol communities"), reverse("pilots:enrol", args=[one.pk]))
    nothing = Empty(_("No pilots yet"), reason, [enrol] if request.rights.has("enrolment.create") else [])
    return Table(_("Pilots by city (district)"), columns, [_row(one, line) for line in lines], nothing, titled=True)


def _row(one: Programme, line: UnitLine) -> list[Cell]:
    href = f"{reverse('pilots:enrol', args=[one.pk])}?division={short_code(line.unit.code)}"
    rule = RULES.get(line.standing, "") if one.of_kind.has_law_quota else ""
    return [
        Cell(name_of(line.unit), href, note=short_code(line.unit.code)),
        Cell(number(line.number)),
        Cell(spoken(STANDING_WORDS[line.standing]), reverse("assessments:rule", args=[rule]) if rule else "", note=rule),
        Cell(spoken(told(one.quota, line.number))),
    ]
