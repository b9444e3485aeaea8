"""The checks of the data: how often each strikes, and the faults one by one. Never a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.checks.model import Fault
from assessments.contexts import Link, Table, Tally
from assessments.fault_filters import FaultFilter
from assessments.labels import label_codes
from assessments.selectors.faults import label_range, per_check
from assessments.views.check_tables import check_table, fault_table, severity_tallies
from assessments.views.choosing import FilterForm, OneOfMany, filter_form
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, lang_now, number
from assessments.views.lists import CURSOR, clear_href, kept, page_href, part_of, rows_of
from communities.filters import Spoken
from communities.requests import ScopedRequest
from communities.scope import AreaScope

MAIN = ("division", "check", "severity", "as_of")


@dataclass(frozen=True)
class ChecksPage:
    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    as_of: str
    form: FilterForm
    kept: Sequence[tuple[str, str]]
    active: Sequence[Spoken]
    total: str
    clear: str
    stats: Sequence[Tally]
    checks: Table
    table: Table
    previous_href: str
    next_href: str


@require_safe
def checks(request: ScopedRequest) -> HttpResponse:
    narrowed = FaultFilter(request.GET, scope=request.scope)
    return draw(request, "checks.html", _context(narrowed, request), fragment="_checks.html")


def _context(narrowed: FaultFilter, request: ScopedRequest) -> ChecksPage:
    query, is_valid = request.GET, narrowed.is_valid()
    rows: Any = rows_of(narrowed)
    found: list[Fault] = list(rows)
    part = part_of(rows, narrowed.order(), query)
    run = narrowed.asked().checks if is_valid else ()
    counts = per_check(run, found)
    labels, shared = label_range(found)
    return ChecksPage(
        breadcrumbs=[home_crumb(), Link(_("Data checks"))],
        provenance_flags=label_codes(labels),
        as_of=day_text(narrowed.asked().as_of if is_valid else timezone.localdate()),
        form=_form(narrowed, request.scope),
        kept=kept(query),
        active=narrowed.spoken(lang_now()),
        total=_total(len(found)),
        clear=clear_href("checks", query),
        stats=severity_tallies(counts),
        checks=check_table(counts, {one.code: _narrowed_to(one.code, query) for one in run}),
        table=fault_table(part.rows, query, is_valid=is_valid, is_mixed=labels != shared),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
    )


def _form(narrowed: FaultFilter, scope: AreaScope) -> FilterForm:
    """Checks and severities are chosen one at a time; a link may name several."""
    for field in narrowed.form.fields.values():
        if isinstance(field, forms.MultipleChoiceField):
            field.widget = OneOfMany(choices=[("", _("All")), *field.widget.choices])
    return filter_form(narrowed, scope, main=MAIN)


def _total(count: int) -> str:
    return ngettext("%(number)s fault", "%(number)s faults", count) % {"number": number(count)}


def _narrowed_to(code: str, query: QueryDict) -> str:
    link = query.copy()
    link.pop(CURSOR, None)
    link["check"] = code
    return f"{reverse('assessments:checks')}?{link.urlencode()}"
