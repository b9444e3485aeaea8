"""Why gaps are left open, as tables."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Table
from assessments.law import rule_named
from assessments.models import LeftGap, RemedyPlan
from assessments.plan_filters import UNKNOWN
from assessments.remedies.plan_words import left_words, reason_words
from assessments.templatetags.components import Column
from assessments.views.language import name_of, number, spoken
from assessments.views.plans.finding import card_href


def reason_table(counts: Mapping[str, int], here: str) -> Table:
    """How many gaps for each reason, the most frequent first; each leads to its list."""
    columns = (Column(_("Reason"), "text"), Column(_("Gaps"), "number"))
    rows = [
        [Cell(reason_word(why), f"{here}?why={why or UNKNOWN}", note=_meaning(why)), Cell(number(count))]
        for why, count in counts.items()
    ]
    nothing = Empty(_("No gap is left open"), _("The plan closes every gap of its place."))
    return Table(_("Gaps left open, by reason"), columns, rows, nothing, titled=True)


def reason_word(why: str) -> str:
    return spoken(reason_words().get(why) or reason_words()[""])


def _meaning(why: str) -> str:
    """The whole sentence, where it has no figures of a single gap."""
    words = {
        "too_late": _("The best way takes longer than the plan lasts."),
        "taken": _("The best way would take premises that another line has already."),
        "too_dear": _("The best way gives less for its money than the last yuan of the plan."),
        "no_room": _("The best way costs more than any year has left."),
        "": _("Nobody can say why."),
    }
    return words.get(why) or spoken(left_words(why, {}))


def left_rows(rows: list[LeftGap], plan: RemedyPlan) -> list[list[Cell]]:
    return [_row(one, plan) for one in rows]


def _row(one: LeftGap, plan: RemedyPlan) -> list[Cell]:
    card = f"{card_href(plan, one.code)}#{one.rule}"
    by = one.about.get("by")
    return [
        Cell(name_of(one.community), card, note=one.code),
        Cell(spoken(rule_named(one.rule).name), reverse("assessments:rule", args=[one.rule]), note=one.rule),
        Cell(reason_word(one.why), reverse("assessments:plan-line", args=[plan.pk, by]) if by else ""),
        Cell(spoken(left_words(one.why, one.about)) or _meaning(one.why)),
    ]
