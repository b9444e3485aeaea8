"""One return: its rows, its pilots before and now, the coverage; it is corrected, drawn up anew, frozen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.contexts import Link, Table, Tally, Term
from assessments.labels import label_codes
from assessments.law import packs as packs_of_the_book
from assessments.views.frame import draw
from assessments.views.language import day_text, listed, moment_text, number, spoken
from communities.requests import ScopedRequest, need_work
from pilots.models import Correction, Return
from pilots.return_forms import CorrectForm, WhyForm
from pilots.selectors.returns import corrections, one_return, revision_before
from pilots.services.refusing import Refused
from pilots.services.returns.comparing import moves
from pilots.services.returns.correcting import correct, take_back
from pilots.services.returns.drawing import draw_up
from pilots.services.returns.freezing import fingerprint_of, freeze_return
from pilots.views.programmes import programme_crumbs
from pilots.views.returns.coverage import coverage_stats
from pilots.views.returns.listing import state_text
from pilots.views.returns.tables import corrections_table, domains_table, moves_table, named, pilots_table, rows_table
from pilots.views.telling import refusal_text


@dataclass(frozen=True)
class ReturnPage:
    """``correct``, ``freeze`` and ``revise`` are for who may do it now; ``live``: corrections that can be taken back."""

    heading: str
    breadcrumbs: list[Link]
    one: Return
    provenance_flags: Sequence[str]
    state: str
    rows: Table
    loose: str
    gone: str
    stats: list[Tally]
    pilots: Table
    domains: Table
    corrections: Table
    live: list[Correction]
    moves: Table | None
    about: list[Term]
    correct: CorrectForm | None
    may_freeze: bool
    mark: str
    revise: WhyForm | None


@require_safe
def one(request: ScopedRequest, pk: int) -> HttpResponse:
    return _draw(request, return_or_404(request, pk))


def return_or_404(request: ScopedRequest, pk: int) -> Return:
    found = one_return(request.scope, pk)
    if found is None:
        raise Http404
    return found


def heading_of(one: Return) -> str:
    words = _("%(place)s: return for %(quarter)s")
    return words % {"place": named(one.drawn["place"]), "quarter": spoken(one.of.words)}


def return_crumbs(one: Return, last: str = "") -> list[Link]:
    returns = Link(_("Quarterly returns"), reverse("pilots:returns", args=[one.programme_id]))
    own = Link(heading_of(one), reverse("pilots:return", args=[one.pk]) if last else "")
    return [*programme_crumbs(one.programme), returns, own, *([Link(last)] if last else [])]


def _draw(request: ScopedRequest, one: Return, **forms: Any) -> HttpResponse:
    may = request.rights.scope("return.create").covers(one.path)
    found, before = corrections(one), revision_before(one)
    page = ReturnPage(
        heading=heading_of(one),
        breadcrumbs=return_crumbs(one),
        one=one,
        provenance_flags=label_codes(one.labels),
        state=state_text(one),
        rows=rows_table(one, found),
        loose=_loose(one.drawn["loose"]),
        gone=_gone(one.drawn["gone"]),
        stats=coverage_stats(one),
        pilots=pilots_table(one),
        domains=domains_table(one),
        corrections=corrections_table(found, names_people=request.user.is_authenticated),
        live=[each for each in found if each.withdrawn_at is None] if may and not one.is_frozen else [],
        moves=moves_table(moves(before.drawn, one.drawn)) if before else None,
        about=_about(request, one),
        correct=forms.get("correct") or (CorrectForm() if may and not one.is_frozen else None),
        may_freeze=not one.is_frozen and request.rights.scope("return.freeze").covers(one.path),
        mark=fingerprint_of(one),
        revise=forms.get("revise") or (WhyForm() if may and one.is_frozen else None),
    )
    response = draw(request, "return.html", page, room="pilots")
    response.status_code = 422 if forms else 200
    return response


def _loose(count: int) -> str:
    """Nothing is left out in silence."""
    words = _(
        "Finished projects of these communities that nobody has given to a pilot, and that are not counted: %(number)s. "
        "They are taken up on the pages of their pilots."
    )
    return words % {"number": number(count)} if count else ""


def _gone(told: Sequence[dict[str, Any]]) -> str:
    names = listed([f"{named(each)} {each['left_on']}" for each in told])
    words = _("Have left the programme: %(names)s. What they had finished before stays in the sums.")
    return words % {"names": names} if told else ""


def _about(request: ScopedRequest, one: Return) -> list[Term]:
    titles = {pack.id: spoken(pack.title) for pack in packs_of_the_book()}
    rounds = ((_("Before the programme"), one.first), (_("End of the quarter before"), one.before), (_("Now"), one.now))
    about = [
        Term(_("State"), state_text(one)),
        Term(_("Revision"), number(one.revision), note=one.why),
        Term(_("Law as of"), one.drawn["day"], note=_("the same for all three days, so that only the place differs")),
        *(
            Term(label, _("round %(round)s, data of %(day)s") % {"round": each.pk, "day": day_text(each.as_of)},
                 "", reverse("assessments:round", args=[each.pk]))
            for label, each in rounds
        ),
        Term(_("Packs"), listed([f"{titles.get(pack['id'], pack['id'])} {pack['version']}" for pack in one.drawn["packs"]])),
        Term(_("Drawn up"), moment_text(one.drawn_at)),
        Term(_("Fingerprint"), one.fingerprint, note=_("SHA-256 over all that it says") if one.fingerprint else ""),
    ]  # fmt: skip
    people = [Term(_("Drawn up by"), str(one.drawn_by or "")), Term(_("Frozen by"), str(one.frozen_by or ""))]
    return [term for term in [*about, *(people if request.user.is_authenticated else [])] if term.text]


@require_POST
def correct_row(request: ScopedRequest, pk: int) -> HttpResponse:
    one, form = _worked_on(request, pk), CorrectForm(request.POST)
    if not form.is_valid():
        return _draw(request, one, correct=form)
    return _done(request, one, lambda: correct(by=request.user, of=one, **form.cleaned_data))  # type: ignore[arg-type]  # the gate has seen that somebody is logged in


@require_POST
def take_back_row(request: ScopedRequest, pk: int) -> HttpResponse:
    one, asked = _worked_on(request, pk), request.POST.get("correction", "")
    found = next((each for each in corrections(one) if str(each.pk) == asked), None)
    return _done(request, one, lambda: take_back(by=request.user, correction=found))  # type: ignore[arg-type]


@require_POST
def freeze(request: ScopedRequest, pk: int) -> HttpResponse:
    one = _worked_on(request, pk)
    mark = request.POST.get("mark", "")
    return _done(request, one, lambda: freeze_return(by=request.user, of=one, mark=mark))  # type: ignore[arg-type]


@require_POST
def draw_anew(request: ScopedRequest, pk: int) -> HttpResponse:
    """An open one from the records of this moment; after a frozen one a revision, with its reason."""
    one, form = _worked_on(request, pk), WhyForm(request.POST)
    if one.is_frozen and not form.is_valid():
        return _draw(request, one, revise=form)
    asked = {"division": one.division, "quarter": one.of, "why": form.cleaned_data["why"] if one.is_frozen else ""}
    try:
        made = draw_up(by=request.user, scope=request.work_scope, programme=one.programme, **asked)  # type: ignore[arg-type]
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
        return redirect("pilots:return", one.pk)
    return redirect("pilots:return", made.pk)


def _worked_on(request: ScopedRequest, pk: int) -> Return:
    one = return_or_404(request, pk)
    need_work(request, one.path)
    return one


def _done(request: ScopedRequest, one: Return, work: Callable[[], object]) -> HttpResponse:
    """Do it, and go back to the page; what cannot be done now is said there."""
    try:
        work()
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
    return redirect("pilots:return", one.pk)
