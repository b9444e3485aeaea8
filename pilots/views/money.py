"""The money of a project, by source, held against its cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Table
from assessments.templatetags.components import Column
from assessments.views.language import number, spoken
from pilots.models import Funding, KeyProject
from pilots.projects.money import AMOUNTS, SOURCES, against_cost, remarks, total, total_words
from pilots.work_forms import FundingForm


@dataclass(frozen=True)
class Money:
    """``against``: the planned money against the cost, in words. ``form`` is None where it cannot be sent."""

    table: Table
    against: str
    remarks: Sequence[str]
    form: FundingForm | None


def money_of(one: KeyProject, form: FundingForm | None) -> Money:
    rows = in_order(one)
    told = remarks((row.source, row.planned, row.arrived, row.spent) for row in rows)
    planned = total(row.planned for row in rows)
    return Money(_table(rows), spoken(against_cost(planned, one.yuan)), [spoken(each) for each in told], form)


def in_order(one: KeyProject) -> list[Funding]:
    """In the order of the sources."""
    order = list(SOURCES)
    return sorted(one.funding.all(), key=lambda row: order.index(row.source))


def _table(rows: list[Funding]) -> Table:
    columns = [Column(_("Source of funds"), "text"), *(Column(spoken(words), "number") for words in AMOUNTS.values())]
    lines = [[Cell(spoken(SOURCES[row.source])), *(_amount(getattr(row, name)) for name in AMOUNTS)] for row in rows]
    sums = [Cell(spoken(total_words(total(getattr(row, name) for row in rows)))) for name in AMOUNTS]
    nothing = Empty(_("No source of funds is named"), _("What pays for the project is not known yet."))
    title = _("Money, by source")
    return Table(title, columns, [*lines, [Cell(_("Sum")), *sums]] if lines else [], nothing, titled=True)


def _amount(yuan: int | None) -> Cell:
    return Cell(_("not known") if yuan is None else number(yuan))
