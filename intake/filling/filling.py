"""A form filled for a place: which values go where, over the scope of who asks, and what has to be said about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assessments.labels import LABELS
from assessments.models import Round
from assessments.reports.about import note_of
from assessments.selectors.rounds import latest_round
from communities.divisions import short_code
from communities.models import Community, Division, Provenance
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import valid_on, within
from communities.words import Lang
from intake.filling.community_figures import CommunityFigures
from intake.filling.fields import FIELDS, Per
from intake.filling.formats import FORMATS
from intake.filling.limits import MAX_FILLED
from intake.filling.places import Kind, Placement
from intake.filling.plan import Given, Plan, TableRows
from intake.filling.scope_figures import ScopeFigures
from intake.problems import FileRefused

_LABELLED: Final = {Provenance.SAMPLE: "示例数据-SAMPLE", Provenance.SYNTHETIC: "合成数据-SYNTHETIC"}


@dataclass(frozen=True)
class Asked:
    """What a form is filled for: a division or one community (None: all of the scope), on the day ``today``.

    ``as_of``: the day of the figures; None takes that of the round, or today where nothing has been assessed.
    """

    place: Division | Community | None
    today: date
    as_of: date | None = None

    @property
    def path(self) -> str:
        return self.place.path if self.place else EVERYWHERE

    @property
    def is_one_community(self) -> bool:
        return isinstance(self.place, Community)


@dataclass(frozen=True)
class Values:
    """A form's values before they are written. ``labels``: bit 1 sample, bit 2 synthetic figures are among them.

    ``unknown``: how many places or rows each placement leaves unknown.
    """

    plan: Plan
    given: Mapping[Placement, Sequence[Given]]
    labels: int
    as_of: date
    round: Round | None

    @property
    def unknown(self) -> dict[Placement, int]:
        return {placement: number for placement, given in self.given.items() if (number := sum(one is None for one in given))}


def values_for(
    scope: AreaScope, asked: Asked, placements: Sequence[Placement], *, lang: Lang, says_unknown: bool = True
) -> Values:
    """Raises FileRefused for a form without placements, too many communities, or a form about one for a place of many."""
    if not placements:
        raise FileRefused("form_unplaced")
    one = latest_round(scope, asked.path)
    as_of = asked.as_of or (one.as_of if one else asked.today)
    _check_number(scope, asked, placements, as_of)
    of_each = CommunityFigures(scope, asked.path, as_of, one, lang)
    of_all = ScopeFigures(scope, asked.path, asked.place, as_of, asked.today, one, lang)
    given = {placement: _given(placement, of_each, of_all) for placement in placements}
    labels = of_each.labels | of_all.labels
    plan = _plan(given, note_of(labels), lang, says_unknown=says_unknown)
    return Values(plan, given, labels, as_of, one)


def _check_number(scope: AreaScope, asked: Asked, placements: Sequence[Placement], as_of: date) -> None:
    of_each = [placement for placement in placements if FIELDS[placement.field].per is Per.COMMUNITY]
    if not of_each:
        return
    if not asked.is_one_community and any(placement.place.kind is not Kind.COLUMN for placement in of_each):
        raise FileRefused("form_one_community")
    found = within(Community.objects.filter(valid_on(as_of), path__startswith=asked.path), scope)
    number = found.count()
    if number > MAX_FILLED:
        raise FileRefused("form_too_many_communities", number=f"{number:,}", limit=f"{MAX_FILLED:,}")
    if not number:
        raise FileRefused("form_no_communities")


def _given(placement: Placement, of_each: CommunityFigures, of_all: ScopeFigures) -> list[Given]:
    if FIELDS[placement.field].per is Per.COMMUNITY:
        return of_each.column(placement.field, placement.about)
    return [of_all.value(placement.field, placement.about)]


def _plan(given: Mapping[Placement, Sequence[Given]], note: str, lang: Lang, *, says_unknown: bool) -> Plan:
    tables: dict[int, dict[int, Sequence[Given]]] = {}
    first_rows: dict[int, int] = {}
    cells: dict[tuple[int, int, int], Given] = {}
    blanks: dict[tuple[int, int, int], dict[int, Given]] = {}
    for placement, values in given.items():
        place = placement.place
        spot = (place.part, place.row, place.column)
        if place.kind is Kind.COLUMN:
            tables.setdefault(place.part, {})[place.column] = values
            first_rows[place.part] = place.row
        elif place.kind is Kind.CELL:
            cells[spot] = values[0]
        else:
            blanks.setdefault(spot, {})[place.number] = values[0]
    rows = {part: TableRows(first_rows[part], columns) for part, columns in tables.items()}
    return Plan(rows, cells, blanks, note, lang, says_unknown)


def written(content: bytes, kind: str, values: Values) -> bytes:
    """The filled file. Raises FileRefused where the form has no room for a value."""
    return FORMATS[kind].write(content, values.plan)


def file_name(name: str, kind: str, asked: Asked, values: Values) -> str:
    """``综合表-900101-2026-06-30.xlsx``; what is not real says so here too, and is known by it when it is brought in."""
    code = short_code(asked.place.code) if asked.place else "all"
    marks = [mark for provenance, mark in _LABELLED.items() if values.labels & LABELS[provenance]]
    plain = "".join(sign for sign in name if sign.isalnum() or sign in " -_（）()〔〕").strip() or "form"
    return f"{'-'.join([plain, code, values.as_of.isoformat(), *marks])}.{kind}"
