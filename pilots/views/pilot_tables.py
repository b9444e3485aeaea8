"""Pilots as a table: where each stands today by the newest round."""

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Table
from assessments.labels import label_codes
from assessments.models import Scorecard
from assessments.templatetags.components import Column
from assessments.views.language import day_text, name_of, number
from communities.requests import ScopedRequest
from pilots.models import Enrolment, Programme
from pilots.selectors.near_rounds import newest_cards


def pilot_table(request: ScopedRequest, one: Programme, rows: list[Enrolment]) -> Table:
    """One page of the pilots of a programme."""
    _round, cards = newest_cards(request.scope, one.path, [each.community for each in rows])
    columns = (
        Column(_("Pilot"), "text"), Column(_("City (district)"), "text"), Column(_("Since"), "code"),
        Column(_("Gaps"), "number"), Column(_("Unknown"), "number"),
    )  # fmt: skip
    nothing = Empty(_("No pilots yet"), _("Nobody within your mandate takes part."))
    return Table(_("Pilots"), columns, [_row(each, cards.get(each.community_id)) for each in rows], nothing, titled=True)


def _row(one: Enrolment, card: Scorecard | None) -> list[Cell]:
    return [
        Cell(
            name_of(one.community), reverse("pilots:pilot", args=[one.pk]), note=one.code,
            badges=label_codes(card.labels) if card else (),
        ),
        Cell(name_of(one.unit)),
        Cell(day_text(one.enrolled_on)),
        Cell(number(card.gaps if card else None)),
        Cell(number(card.unknown if card else None)),
    ]  # fmt: skip
