"""The rounds: what was judged, by which law, from which data, by which software."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from assessments.contexts import Cell, Empty, Link, Table, Tally, Term
from assessments.labels import label_codes
from assessments.law import packs as packs_of_the_book
from assessments.models import Round
from assessments.selectors.ordered import unfinished
from assessments.selectors.rounds import rounds as rounds_of
from assessments.selectors.scorecards import Totals, per_round, totals
from assessments.standards.model import Pack
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb, plan_href, record_href, wants_fragment
from assessments.views.language import day_text, moment_text, number, spoken
from assessments.views.lists import page_href, part_of
from assessments.views.ordering import SHOWN, ordered_or_404, place_word, unfinished_page, unfinished_table
from communities.requests import ScopedRequest
from communities.scope import EVERYWHERE, AreaScope


@dataclass(frozen=True)
class RoundsPage:
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    table: Table
    previous_href: str
    next_href: str
    may_order: bool
    unfinished: Table | None


@dataclass(frozen=True)
class RoundPage:
    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    stats: list[Tally]
    sums: Totals
    about: list[Term]
    packs: Table
    record_href: str
    plan_href: str


@require_safe
def rounds(request: ScopedRequest) -> HttpResponse:
    part = part_of(rounds_of(request.scope), ["-pk"], request.GET)
    sums = per_round(request.scope, part.rows)
    labels = 0
    for each in sums.values():
        labels |= each.labels
    context = RoundsPage(
        breadcrumbs=[home_crumb(), Link(_("Rounds"))],
        provenance_flags=label_codes(labels),
        table=_table(part.rows, sums),
        previous_href=page_href(request.GET, part.previous),
        next_href=page_href(request.GET, part.next),
        may_order=bool(request.work_scope.paths),
        unfinished=_unfinished(request.work_scope),
    )
    return draw(request, "rounds.html", context)


def _unfinished(work_scope: AreaScope) -> Table | None:
    """What was ordered where the reader may work, and has no result: the newest of it."""
    found = list(unfinished(work_scope)[:SHOWN]) if work_scope.paths else []
    return unfinished_table(found) if found else None


def _table(found: list[Round], sums: dict[int, Totals]) -> Table:
    columns = (
        Column(_("Round"), "text"),
        Column(_("Division"), "text"),
        Column(_("Law as of"), "code"),
        Column(_("Data as of"), "code"),
        Column(_("Communities"), "number"),
        Column(_("Complete"), "number"),
        Column(_("With gaps"), "number"),
        Column(_("Undecided"), "number"),
    )
    nothing = Empty(_("Nothing has been assessed yet"), _("A round appears here when an assessment has finished."))
    shown = [(one, sums[one.pk]) for one in found if one.pk in sums]
    is_mixed = len({each.labels for _, each in shown}) > 1
    rows = [_row(one, each, is_mixed=is_mixed) for one, each in shown]
    return Table(_("Rounds, the newest first"), columns, rows, nothing)


def _row(one: Round, sums: Totals, *, is_mixed: bool) -> list[Cell]:
    name = _("Round %(round)s") % {"round": one.pk}
    badges = label_codes(sums.labels) if is_mixed else ()
    note = moment_text(one.finished_at)
    if one.on_request:
        note = _("%(moment)s; by documents chosen for the occasion") % {"moment": note}
    return [
        Cell(name, reverse("assessments:round", args=[one.pk]), note=note, badges=badges),
        Cell(place_word(one)),
        Cell(day_text(one.day)),
        Cell(day_text(one.as_of)),
        *(Cell(number(each)) for each in (sums.communities, sums.complete, sums.with_gaps, sums.undecided)),
    ]


@require_safe
def round_page(request: ScopedRequest, pk: int) -> HttpResponse:
    """Raises Http404 for a round that holds nothing of the scope.

    One without a result is for those who may work there. Their page asks how far it is, and is loaded anew when it has ended.
    """
    one = rounds_of(request.scope).filter(pk=pk).first()
    if one is None and request.work_scope.paths:
        found = ordered_or_404(request, pk)
        return redirect("assessments:round", pk) if found.finished_at else unfinished_page(request, found)
    if one and wants_fragment(request):
        return HttpResponseClientRefresh()
    sums = totals(request.scope, one, EVERYWHERE) if one else None
    if one is None or sums is None or not sums.communities:
        raise Http404
    heading = _("Round %(round)s") % {"round": one.pk}
    context = RoundPage(
        heading=heading,
        breadcrumbs=[home_crumb(), Link(_("Rounds"), reverse("assessments:rounds")), Link(heading)],
        provenance_flags=label_codes(sums.labels),
        stats=_stats(one, sums),
        sums=sums,
        about=_about(one, names_people=request.user.is_authenticated),
        packs=_packs(one),
        record_href=record_href(request, "round", one.pk, one.division.path if one.division else EVERYWHERE),
        plan_href=plan_href(request, {"round": str(one.pk)}),
    )
    return draw(request, "round.html", context)


def _stats(one: Round, sums: Totals) -> list[Tally]:
    listed = f"{reverse('assessments:communities')}?round={one.pk}"
    return [
        Tally(_("Communities"), number(sums.communities), listed),
        Tally(_("Complete"), number(sums.complete), f"{listed}&complete=yes"),
        Tally(_("With gaps"), number(sums.with_gaps), f"{listed}&has_gaps=yes"),
        Tally(_("Undecided"), number(sums.undecided), f"{listed}&complete=no&has_gaps=no"),
    ]


def _about(one: Round, *, names_people: bool) -> list[Term]:
    """Who started it is told to those who work here, not to everybody."""
    about = [
        Term(_("Division"), place_word(one)),
        Term(_("Law as of"), day_text(one.day), note=_("the day whose law applies")),
        Term(_("Data as of"), day_text(one.as_of), note=_("the day the data speaks of")),
        Term(_("Rules"), number(len(one.rules))),
        Term(_("Judged by"), _basis(one)),
        Term(_("Fingerprint of the data"), one.fingerprint, note=_("SHA-256 over every fact that was read")),
        Term(_("Software"), one.software),
        Term(_("Started"), moment_text(one.started_at)),
        Term(_("Finished"), moment_text(one.finished_at)),
    ]
    started_by = Term(_("Started by"), str(one.started_by) if one.started_by else _("a command"))
    return [*about, started_by] if names_people else about


def _basis(one: Round) -> str:
    """Whether the round was judged by the usual packs or by others chosen for it."""
    if one.on_request:
        return _("documents chosen for the occasion; such a round never speaks for a place by itself")
    return _("the notice and its local overlays")


def _packs(one: Round) -> Table:
    columns = (Column(_("Pack"), "text"), Column(_("Version"), "text"), Column(_("Checksum (SHA-256)"), "text"))
    titles = {pack.id: pack for pack in packs_of_the_book()}
    rows = [[_pack(pack["id"], titles), Cell(pack["version"]), Cell(pack["checksum"])] for pack in one.packs]
    return Table(_("Packs, pinned"), columns, rows, titled=True)


def _pack(pack_id: str, titles: dict[str, Pack]) -> Cell:
    """A pack by its title; one that has been taken out of the book since, by its id."""
    found = titles.get(pack_id)
    if found is None:
        return Cell(pack_id)
    return Cell(spoken(found.title), reverse("assessments:pack", args=[pack_id]), note=pack_id)
