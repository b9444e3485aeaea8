"""The gaps across communities: filter, how many per rule, pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Table
from assessments.filters import GapFilter
from assessments.labels import label_codes
from assessments.models import Round
from assessments.selectors.gaps import gaps as gaps_of
from assessments.views.choosing import filter_form
from assessments.views.documents.links import document_links, print_link
from assessments.views.frame import chosen_round, draw, home_crumb, plan_href, practices_href
from assessments.views.gap_tables import To, gap_table, per_rule_table
from assessments.views.language import lang_now, number
from assessments.views.lists import CURSOR, RoundList, clear_href, export_links, kept, page_href, part_of, rows_of
from communities.requests import ScopedRequest
from communities.scope import AreaScope

MAIN = ("division", "search", "rule", "domain")


@dataclass(frozen=True)
class GapsPage(RoundList):
    """``round`` is None where nothing has been assessed; the rest is empty then."""

    per_rule: Table | None = None
    table: Table | None = None
    previous_href: str = ""
    next_href: str = ""
    exports: Sequence[Link] = ()
    plan_href: str = ""
    papers: Sequence[Link] = ()


@require_safe
def gaps(request: ScopedRequest) -> HttpResponse:
    one = chosen_round(request)
    crumbs = [home_crumb(), Link(_("Gaps"))]
    if one is None:
        return draw(request, "gaps.html", GapsPage(crumbs))
    to = To(plan_href(request, _place(request.GET, one)), practices_href(request))
    context = replace(_context(request.scope, one, request.GET, crumbs, to), papers=_papers(request))
    return draw(request, "gaps.html", context, fragment="_gaps.html")


def _papers(request: ScopedRequest) -> list[Link]:
    """The same as a report: on paper and as files."""
    rest = request.GET.copy()
    rest.pop(CURSOR, None)
    tail = f"?{rest.urlencode()}" if rest else ""
    return [*print_link(request, "gaps", tail, []), *document_links(request, "gaps", tail, [])]


def filtered(scope: AreaScope, one: Round, query: QueryDict) -> GapFilter:
    """The page's and the export's one way to narrow the gaps of a round."""
    found = gaps_of(scope, one).defer("community__boundary", "failed")
    return GapFilter(query, queryset=found, scope=scope, one=one)


def _place(query: QueryDict, one: Round) -> dict[str, str]:
    """What a plan is to begin with: the round, and the division that the list is narrowed to."""
    division = query.get("division", "")
    return {"round": str(one.pk), **({"division": division} if division else {})}


def _context(scope: AreaScope, one: Round, query: QueryDict, crumbs: list[Link], to: To) -> GapsPage:
    narrowed = filtered(scope, one, query)
    found = rows_of(narrowed)
    part = part_of(found, narrowed.order(), query)
    counts = narrowed.counts()
    hrefs = {code: _narrowed_to(code, query) for code in counts.per_rule}
    is_mixed = counts.labels != counts.shared_labels
    return GapsPage(
        breadcrumbs=crumbs,
        round=one,
        provenance_flags=label_codes(counts.labels),
        form=filter_form(narrowed, scope, main=MAIN),
        kept=kept(query, "round"),
        active=narrowed.spoken(lang_now()),
        total=_total(counts.total),
        clear=clear_href("gaps", query),
        per_rule=per_rule_table(counts.per_rule, hrefs),
        table=gap_table(part.rows, one.day, query, is_valid=narrowed.is_valid(), is_mixed=is_mixed, to=to),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
        exports=export_links("gaps", query),
        plan_href=to.plan,
    )


def _total(total: int) -> str:
    return ngettext("%(number)s gap", "%(number)s gaps", total) % {"number": number(total)}


def _narrowed_to(code: str, query: QueryDict) -> str:
    link = query.copy()
    link.pop(CURSOR, None)
    link["rule"] = code
    return f"?{link.urlencode()}"
