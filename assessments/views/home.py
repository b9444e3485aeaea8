"""The front page and the page of every division: totals, and the way down."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Tally
from assessments.labels import label_codes
from assessments.law import rule_named
from assessments.models import Round
from assessments.selectors.gaps import gap_counts
from assessments.selectors.rounds import latest_round
from assessments.selectors.scorecards import Totals, totals, totals_by_child
from assessments.views.frame import draw, history_href, home_crumb
from assessments.views.language import moment_text, name_of, number, spoken
from communities.models import Division
from communities.requests import ScopedRequest
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import children, division_named, lineage

FREQUENT = 8
DEEPEST = 4
"""A division that holds only one other is opened at once, at most so often."""


@dataclass(frozen=True)
class Node:
    """One division of the tree, as division_tree.html takes it."""

    label: str
    code: str
    href: str
    counts: Totals
    tallies: list[Tally]
    children: list["Node"] = field(default_factory=list)
    open: bool = True
    badges: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Frequent:
    """A rule that many communities do not meet."""

    label: str
    code: str
    number: str
    href: str
    rule_href: str


@dataclass(frozen=True)
class HomePage:
    """``round`` is None where nothing has been assessed (or nothing in the reader's scope)."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    round: Round | None
    round_href: str
    finished: str
    sums: Totals | None
    stats: list[Tally]
    links: Mapping[str, str]
    nodes: list[Node]
    frequent: list[Frequent]
    record_href: str = ""


@require_safe
def home(request: ScopedRequest) -> HttpResponse:
    return draw(request, "home.html", _context(request.scope, None))


@require_safe
def division(request: ScopedRequest, code: str) -> HttpResponse:
    """Raises Http404 outside the scope as for a division that does not exist."""
    found = division_named(request.scope, code)
    if found is None:
        raise Http404
    past = history_href(request, "division", found.code, found.path)
    return draw(request, "home.html", replace(_context(request.scope, found), record_href=past))


def _context(scope: AreaScope, below: Division | None) -> HomePage:
    path = below.path if below else EVERYWHERE
    one = latest_round(scope, path)
    sums = totals(scope, one, path) if one else None
    return HomePage(
        heading=name_of(below) if below else _("Complete community assessment"),
        breadcrumbs=_breadcrumbs(below),
        provenance_flags=label_codes(sums.labels) if sums else [],
        round=one,
        round_href=reverse("assessments:round", args=[one.pk]) if one else "",
        finished=moment_text(one.finished_at) if one else "",
        sums=sums,
        stats=_stats(sums, below) if sums else [],
        links=_verdict_links(below),
        nodes=_nodes(scope, one, below) if one else [],
        frequent=_frequent(scope, one, below) if one else [],
    )


def _breadcrumbs(below: Division | None) -> list[Link]:
    if below is None:
        return []
    return [home_crumb(), *(division_link(each) for each in lineage(below.path))]


def division_link(each: Division) -> Link:
    return Link(name_of(each), reverse("assessments:division", args=[each.code]))


def _listed(below: Division | None, **narrowed: str) -> str:
    """The list of communities of a division, narrowed."""
    query = ({"division": below.code} if below else {}) | narrowed
    return f"{reverse('assessments:communities')}?{urlencode(query)}" if query else reverse("assessments:communities")


def _verdict_links(below: Division | None) -> dict[str, str]:
    query = f"?{urlencode({'division': below.code})}" if below else ""
    return {"gap": reverse("assessments:gaps") + query, "unknown": reverse("assessments:facts") + query}


def _stats(sums: Totals, below: Division | None) -> list[Tally]:
    known = _("%(number)s households, as far as known") % {"number": number(sums.households)}
    households = known if sums.households is not None else _("no household count is known")
    return [Tally(_("Communities"), number(sums.communities), _listed(below), note=households), *_tallies(sums, below)]


def _tallies(sums: Totals, below: Division | None) -> list[Tally]:
    return [
        Tally(_("Complete"), number(sums.complete), _listed(below, complete="yes")),
        Tally(_("With gaps"), number(sums.with_gaps), _listed(below, has_gaps="yes")),
        Tally(_("Undecided"), number(sums.undecided), _listed(below, complete="no", has_gaps="no")),
    ]


def _nodes(scope: AreaScope, one: Round, below: Division | None, depth: int = 0) -> list[Node]:
    """The divisions one level down that hold cards; an only child is opened at once."""
    sums = totals_by_child(scope, one, below.path if below else EVERYWHERE)
    found = [each for each in children(scope, below) if each.path in sums]
    deeper = len(found) == 1 and depth < DEEPEST
    is_mixed = any(sums[each.path].labels != sums[found[0].path].labels or sums[each.path].is_mixed for each in found)
    return [
        _node(each, sums[each.path], _nodes(scope, one, each, depth + 1) if deeper else [], is_mixed=is_mixed) for each in found
    ]


def _node(each: Division, sums: Totals, below: list[Node], *, is_mixed: bool) -> Node:
    """``is_mixed``: the divisions beside it carry other labels, so each shows its own."""
    communities = ngettext("%(number)s community", "%(number)s communities", sums.communities)
    whole = Tally(communities % {"number": number(sums.communities)}, "", _listed(each))
    link = division_link(each)
    badges = label_codes(sums.labels) if is_mixed else []
    return Node(link.label, each.code, link.href, sums, [whole, *_tallies(sums, each)], below, badges=badges)


def _frequent(scope: AreaScope, one: Round, below: Division | None) -> list[Frequent]:
    counts = gap_counts(scope, one, below.path if below else EVERYWHERE).per_rule
    return [_frequent_rule(code, count, below) for code, count in islice(counts.items(), FREQUENT)]


def _frequent_rule(code: str, count: int, below: Division | None) -> Frequent:
    query = {"rule": code} | ({"division": below.code} if below else {})
    return Frequent(
        label=spoken(rule_named(code).name),
        code=code,
        number=number(count),
        href=f"{reverse('assessments:gaps')}?{urlencode(query)}",
        rule_href=reverse("assessments:rule", args=[code]),
    )
