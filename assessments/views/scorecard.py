"""One community's scorecard, on the screen and on A4."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Table, Tally, Term
from assessments.labels import label_codes
from assessments.models import Round, Scorecard
from assessments.selectors.cards import Card, CardDomain, card
from assessments.selectors.scorecards import scorecard as find_scorecard
from assessments.standards.model import Domain, Reason, Verdict
from assessments.views.beside import BesideBox, ThingBox, beside_box, thing_boxes
from assessments.views.documents.links import document_links, print_link
from assessments.views.findings import FindingBox, finding_box
from assessments.views.frame import chosen_round, draw, history_href, home_crumb, practices_href
from assessments.views.glance import glance_table
from assessments.views.home import division_link
from assessments.views.language import day_text, name_of, number, spoken
from assessments.views.lists import round_tail
from assessments.views.provenance import label_of
from communities.filters.community import BUILD_CLASSES
from communities.models import Community, HouseholdCount
from communities.requests import ScopedRequest
from communities.selectors import household_count, lineage

PRESSING = (Verdict.GAP.code, Verdict.UNKNOWN.code)
SHORT_CARD = 8
"""With more gaps than this, their remedies are folded away at first, so that the card can be overlooked."""


@dataclass(frozen=True)
class DomainBox:
    """One domain with the counts of its verdicts: first what asks for something to be done, then the rest, folded away."""

    code: str
    name: str
    counts: dict[str, int]
    pressing: list[FindingBox]
    rest: list[FindingBox]


@dataclass(frozen=True)
class ScorecardPage:
    heading: str
    other_name: str
    code: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    round: Round
    verdict: str
    verdict_text: str
    stats: list[Tally]
    head: list[Term]
    counts: Scorecard
    has_changed: bool
    glance: Table
    domains: list[DomainBox]
    programme: list[DomainBox]
    things: list[ThingBox]
    beside: list[BesideBox]
    actions: list[Link]


def find_card(request: ScopedRequest, code: str) -> Scorecard:
    """Raises Http404 for a community that is missing, not in the round, or not in the scope: all look the same."""
    one = chosen_round(request, code)
    found = find_scorecard(request.scope, one, code) if one else None
    if found is None:
        raise Http404
    return found


@require_safe
def scorecard(request: ScopedRequest, code: str) -> HttpResponse:
    found = card(request.scope, find_card(request, code), beside=True)
    counted = household_count(found.community, as_of=found.round.as_of)
    ways = Ways(round_tail(request.GET), _actions(request, found.community), practices_href(request))
    context = _context(found, counted, ways)
    return draw(request, "scorecard.html", context)


def _actions(request: ScopedRequest, one: Community) -> list[Link]:
    """What else the reader may look at, or do, of this community."""
    may_edit = request.rights.scope("register.edit").covers(one.path)
    register = reverse("intake:register-one", args=[one.code]) if may_edit else ""
    past = history_href(request, "community", one.code, one.path)
    links = [Link(label, href) for label, href in ((_("Edit the register"), register), (_("History"), past)) if href]
    tail = round_tail(request.GET)
    papers = [*print_link(request, "scorecard", tail, [one.code]), *document_links(request, "scorecard", tail, [one.code])]
    return [*papers, *links]


@dataclass(frozen=True)
class Ways:
    """Where one may go from a card. ``query`` keeps the chosen round; ``library``: empty for a reader who may not go there."""

    query: str
    actions: list[Link]
    library: str


def _context(found: Card, counted: HouseholdCount | None, ways: Ways) -> ScorecardPage:
    community, stored, query = found.community, found.scorecard, ways.query
    folded = stored.gaps > SHORT_CARD
    boxes = [(_domain(domain, community.code, ways, folded=folded), domain.is_programme) for domain in found.domains]
    return ScorecardPage(
        heading=name_of(community),
        other_name=community.name if name_of(community) != community.name else "",
        code=community.code,
        breadcrumbs=card_crumbs(community),
        provenance_flags=label_codes(found.labels),
        round=found.round,
        verdict=card_verdict(stored),
        verdict_text=_verdict_text(stored),
        stats=_stats(stored),
        head=_head(found, counted, query),
        counts=stored,
        has_changed=found.has_changed,
        glance=glance_table(found.domains),
        domains=[box for box, is_programme in boxes if not is_programme],
        programme=[box for box, is_programme in boxes if is_programme],
        things=thing_boxes(found),
        beside=[beside_box(each, community.code, query) for each in found.beside],
        actions=ways.actions,
    )


def card_crumbs(community: Community) -> list[Link]:
    above = [division_link(each) for each in lineage(community.division.path)]
    return [home_crumb(), *above, Link(name_of(community))]


def _domain(domain: CardDomain, community: str, ways: Ways, *, folded: bool) -> DomainBox:
    here = [finding for finding in domain.findings if finding.explanation.reason is not Reason.ELSEWHERE]
    findings = [finding_box(finding, community, ways.query, folded=folded, library=ways.library) for finding in here]
    pressing = [box for box in findings if box.verdict in PRESSING]
    rest = [box for box in findings if box.verdict not in PRESSING]
    is_size = domain.domain is Domain.PRG and not domain.is_programme
    code, name = ("SIZE", _("Size of the community")) if is_size else (domain.domain.value, spoken(domain.domain.words))
    return DomainBox(code, name, domain.counts, pressing, rest)


def card_verdict(stored: Scorecard) -> str:
    """The whole card in one verdict: only binding rules count."""
    if stored.gaps:
        return Verdict.GAP.code
    return (Verdict.UNKNOWN if stored.unknown else Verdict.MET).code


def _verdict_text(stored: Scorecard) -> str:
    return {
        Verdict.GAP.code: _("Not complete: there are gaps."),
        Verdict.UNKNOWN.code: _("No gap is known, but something is still undecided."),
        Verdict.MET.code: _("Complete: every binding rule is met."),
    }[card_verdict(stored)]


def _stats(stored: Scorecard) -> list[Tally]:
    return [
        Tally(_("Households"), number(stored.households)),
        Tally(_("Gaps"), number(stored.gaps)),
        Tally(_("Undecided"), number(stored.unknown), note=_("binding rules")),
        Tally(_("Met"), number(stored.met)),
    ]


def _head(found: Card, counted: HouseholdCount | None, query: str) -> list[Term]:
    community, one = found.community, found.round
    return [
        Term(_("Code"), community.code),
        Term(_("Division"), " / ".join(link.label for link in card_crumbs(community)[1:-1])),
        _households(found.households, counted),
        Term(_("Build class"), build_class_word(community.build_class)),
        Term(_("Central heating"), _said(community.central_heating)),
        _block(community, query),
        Term(_("Round"), _round_text(one), href=reverse("assessments:round", args=[one.pk])),
    ]


def _block(community: Community, query: str) -> Term:
    if community.block is None:
        return Term(_("Block"), _said(community.in_block))
    return Term(_("Block"), name_of(community.block), href=reverse("assessments:block", args=[community.block.code]) + query)


def _households(known: int | None, counted: HouseholdCount | None) -> Term:
    if known is None or counted is None:
        return Term(_("Households"), _("Not known"))
    source = _("%(basis)s, counted on %(day)s, source: %(source)s") % {
        "basis": counted.get_basis_display(),
        "day": day_text(counted.counted_on),
        "source": counted.source.name,
    }
    return Term(_("Households"), number(known), note=source, provenance=label_of(counted.source.provenance))


def build_class_word(code: str) -> str:
    return spoken(BUILD_CLASSES[code])


def _said(answer: bool | None) -> str:  # noqa: FBT001  # a stored answer, not a switch
    return _("Not known") if answer is None else _("Yes") if answer else _("No")


def _round_text(one: Round) -> str:
    return _("Round %(round)s: law as of %(day)s, data as of %(as_of)s") % {
        "round": one.pk,
        "day": day_text(one.day),
        "as_of": day_text(one.as_of),
    }
