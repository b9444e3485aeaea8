"""Where one verdict comes from: arithmetic, parameters, facts with their rows. As a page, a fragment, or JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Link
from assessments.models import Scorecard
from assessments.selectors.cards import rule_for, stored_verdict, trace_of
from assessments.selectors.hiding import OUTSIDE
from assessments.standards.explain import Explanation, FactLine, ParameterLine
from assessments.standards.fact_names import fact_kind
from assessments.standards.model import Rule, Verdict
from assessments.standards.trace import Part, Trace
from assessments.standards.units import AREA_SCALE, Unit, shown
from assessments.views.findings import Bar, ClauseBox, bar_of, rule_clause
from assessments.views.frame import draw
from assessments.views.language import lang_now, name_of, number, spoken
from assessments.views.lists import round_tail
from assessments.views.provenance import label_of
from assessments.views.scorecard import card_crumbs, find_card
from communities.requests import ScopedRequest

MEASURED = ("colocated_types", "block_households_covered")
"""Facts that rest on distances: a facility behind them adds nothing itself, but has to have a point."""


@dataclass(frozen=True)
class FactRow:
    """One fact, or one row behind it, as trace.html takes it."""

    label: str
    value: str
    source: str = ""
    date: str = ""
    note: str = ""
    provenance: str = ""
    known: bool = True


@dataclass(frozen=True)
class ParameterRow:
    """One dated threshold, as trace.html takes it."""

    label: str
    value: str
    source: str
    since: str


@dataclass(frozen=True)
class TraceBox:
    """As trace.html takes it."""

    facts: list[FactRow]
    parameters: list[ParameterRow]
    arithmetic: list[str]


@dataclass(frozen=True)
class TracePage:
    heading: str
    code: str
    level: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    verdict: str
    advisory: bool
    is_beside: bool
    has_changed: bool
    sentence: str
    condition: str
    bar: Bar | None
    clause: ClauseBox
    trace: TraceBox
    json_href: str
    back_href: str


@require_safe
def trace(request: ScopedRequest, code: str, rule: str) -> HttpResponse:
    """Raises Http404 for a rule the round did not judge by, as for a community outside the scope."""
    found = find_card(request, code)
    try:
        told, full = trace_of(request.scope, found, rule_for(found.round, rule))
    except KeyError:
        raise Http404 from None
    if request.GET.get("format") == "json":
        return _download(full, f"{code}-{rule}.json")
    return draw(request, "trace.html", _context(found, told, full, round_tail(request.GET)), fragment="_trace.html")


def _download(full: Trace, name: str) -> HttpResponse:
    response = JsonResponse(full, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _context(found: Scorecard, told: Explanation, full: Trace, query: str) -> TracePage:
    community, rule = found.community, told.rule
    back = reverse("assessments:scorecard", args=[community.code]) + query
    return TracePage(
        heading=spoken(rule.name),
        code=rule.code,
        level=rule.level.value,
        breadcrumbs=[*card_crumbs(community)[:-1], Link(name_of(community), back), Link(_("Facts and arithmetic"))],
        provenance_flags=full["data_labels"],
        verdict=told.verdict.code,
        advisory=told.verdict is Verdict.GAP and not rule.level.binding,
        is_beside=rule.code not in found.round.rules,
        has_changed=stored_verdict(found, rule) not in (None, told.verdict),
        sentence=spoken(told.sentence),
        condition=spoken(told.condition) if told.condition else "",
        bar=bar_of(told),
        clause=rule_clause(rule),
        trace=_box(told, full),
        json_href=_json_href(community.code, rule, query),
        back_href=f"{back}#{rule.code}",
    )


def _json_href(community: str, rule: Rule, query: str) -> str:
    address = reverse("assessments:trace", args=[community, rule.code])
    return f"{address}{query}{'&' if query else '?'}format=json"


def _box(told: Explanation, full: Trace) -> TraceBox:
    facts = [row for line in told.facts for row in _rows(line, full)]
    return TraceBox(facts, [_parameter(line, full) for line in told.parameters], [spoken(told.arithmetic)])


def _rows(line: FactLine, full: Trace) -> Iterator[FactRow]:
    """The fact as the rule read it, then the rows it was read from."""
    parts = full["facts"][line.name]["parts"]
    yield FactRow(
        label=spoken(line.words),
        value=spoken(line.value),
        source="" if parts else _("no row in the register"),
        known=line.status != "unknown",
    )
    yield from (_part(part, line) for part in parts)


def _part(part: Part, line: FactLine) -> FactRow:
    """A row behind a fact, named by its id so that it can be found again."""
    row = part["id"] or ""
    table = row.partition(":")[0]
    return FactRow(
        label=f"└ {part['name'] or _row_words().get(table, table)}",
        value=_part_value(table, part, line),
        source=part["source"] or "",
        date=part["date"] or "",
        note=" · ".join(text for text in (row, part["note"] or "") if text),
        provenance=label_of(part["provenance"] or ""),
    )


def _row_words() -> dict[str, str]:
    """What a row without a name of its own is."""
    return {
        "inventory": _("declaration that the list is complete"),
        "household_count": _("household count"),
        "population_band": _("population count"),
        "answer": _("survey answer"),
        "district": _("communities of the district that have answered"),
        OUTSIDE: _("rows of communities outside your mandate"),
    }


def _part_value(table: str, part: Part, line: FactLine) -> str:
    """What a row adds, in words; ``table`` is the first half of its id."""
    if table == "inventory":
        return _("list declared complete")
    if table == "community" and part["value"] is not None:
        return spoken(line.value)
    if table == "district":
        return _of(*(part["share"] or "").split("/"))
    if table == OUTSIDE and part["value"] is None:
        return "—"
    if part["value"] is None:
        return _unfilled(table, part, line)
    return _amount(part["value"], line) + _key(part, line)


def _unfilled(table: str, part: Part, line: FactLine) -> str:
    """Why a row adds nothing that is known."""
    if table == "facility" and fact_kind(line.name).stem in MEASURED:
        return _("distances are measured from here") if part["note"] else _("not located")
    if part["whole"] is None:
        return _("not filled in")
    return _("share of %(whole)s not known: a community it serves has no household count") % {
        "whole": _amount(part["whole"], line)
    }


def _key(part: Part, line: FactLine) -> str:
    """By which key a row adds only a share of its figure; nothing where it adds the whole."""
    if part["whole"] is None:
        return ""
    whole = _amount(part["whole"], line)
    if part["share"] is None:
        return _(" (of %(whole)s)") % {"whole": whole}
    households = _of(*part["share"].split("/"))
    return _(" (share of %(whole)s by households: %(share)s)") % {"whole": whole, "share": households}


def _of(some: str, all_of: str) -> str:
    return _("%(some)s of %(all)s") % {"some": number(int(some)), "all": number(int(all_of))}


def _amount(stored: str, line: FactLine) -> str:
    unit = fact_kind(line.name).unit
    return shown(int(Decimal(stored) * (AREA_SCALE if unit is Unit.AREA else 1)), unit, lang_now())


def _parameter(line: ParameterLine, full: Trace) -> ParameterRow:
    confidence = spoken(line.confidence.words)
    checked = line.checked_on.isoformat() if line.checked_on else _("never")
    source = _("%(document)s clause %(clause)s; %(confidence)s; compared with the official text: %(checked)s") % {
        "document": full["pack"]["document"],
        "clause": line.clause_id,
        "confidence": confidence,
        "checked": checked,
    }
    return ParameterRow(spoken(line.name), spoken(line.value), source, line.since.isoformat())
