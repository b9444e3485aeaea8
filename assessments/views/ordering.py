"""Have a round judged in the background, see how far it is, stop it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.contexts import Cell, Link, Table, Term
from assessments.law import packs
from assessments.models import Round, RoundState
from assessments.order_form import OrderForm
from assessments.selectors.ordered import ordered
from assessments.selectors.rounds import rounds
from assessments.services.ordering import NotNow, cancel_round, order_round
from assessments.standards.model import Pack
from assessments.templatetags.components import Column
from assessments.troubles import TROUBLES
from assessments.views.choosing import offer_places
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, listed, moment_text, name_of, spoken
from communities.requests import ScopedRequest

SHOWN = 10


@dataclass(frozen=True)
class OrderPage:
    breadcrumbs: list[Link]
    form: OrderForm


@dataclass(frozen=True)
class UnfinishedPage:
    """``stage`` says what the worker is at; ``trouble`` is (sentence, what to do) of a round that failed."""

    heading: str
    breadcrumbs: list[Link]
    one: Round
    stage: str
    trouble: tuple[str, str] | None
    about: list[Term]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ScopedRequest) -> HttpResponse:
    """Order a round, and go to its page, where one sees how far it is."""
    if request.method != "POST":
        return _draw(request, _form(request))
    form = _form(request)
    if not form.is_valid():
        response = _draw(request, form)
        response.status_code = 422
        return response
    made = order_round(by=request.user, scope=request.work_scope, **form.order())  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    return redirect("assessments:round", made.pk)


def _form(request: ScopedRequest) -> OrderForm:
    scope, offered = request.work_scope, [(pack.id, _pack_word(pack)) for pack in packs()]
    form = OrderForm(request.POST if request.method == "POST" else None, scope=scope, packs=offered)
    offer_places(form, scope)
    return form


def _pack_word(pack: Pack) -> str:
    title = spoken(pack.title)
    return title if pack.status.enforced else f"{title} ({spoken(pack.status.words)})"


def _draw(request: ScopedRequest, form: OrderForm) -> HttpResponse:
    crumbs = [home_crumb(), Link(_("Rounds"), reverse("assessments:rounds")), Link(_("Assess now"))]
    return draw(request, "order.html", OrderPage(crumbs, form))


def unfinished_page(request: ScopedRequest, one: Round) -> HttpResponse:
    """The page of a round that nobody can read yet, or ever. The caller has seen that the reader may work there."""
    heading = _("Round %(round)s") % {"round": one.pk}
    context = UnfinishedPage(
        heading=heading,
        breadcrumbs=[home_crumb(), Link(_("Rounds"), reverse("assessments:rounds")), Link(heading)],
        one=one,
        stage=_stage_word(one),
        trouble=_trouble_words(one.trouble),
        about=_about(one),
    )
    return draw(request, "unfinished.html", context, fragment="_unfinished.html")


def _stage_word(one: Round) -> str:
    """What the worker does; while it waits, that it does."""
    words = {
        "refreshing": _("bringing the facts up to date"), "reading": _("reading the facts"), "judging": _("judging"),
        "storing": _("storing the scorecards"),
    }  # fmt: skip
    return words.get(one.stage, _("waiting for its turn") if one.state == RoundState.WAITING else "")


def _trouble_words(code: str) -> tuple[str, str] | None:
    found = TROUBLES.get(code)
    return (spoken(found.sentence), spoken(found.remedy)) if found else None


def _about(one: Round) -> list[Term]:
    titles = {pack.id: spoken(pack.title) for pack in packs()}
    chosen = [titles.get(pack_id, pack_id) for pack_id in one.asked_packs or ()]
    return [
        Term(_("Division"), place_word(one)),
        Term(_("Law as of"), day_text(one.day), note=_("the day whose law applies")),
        Term(_("Data as of"), day_text(one.as_of), note=_("the day the data speaks of")),
        Term(_("Judged by"), listed(chosen) or _("the notice and its local overlays")),
        Term(_("Ordered by"), str(one.started_by), note=moment_text(one.started_at)),
    ]


def place_word(one: Round) -> str:
    return name_of(one.division) if one.division else _("everything")


def unfinished_table(found: list[Round]) -> Table:
    columns = (
        Column(_("Round"), "text"), Column(_("State"), "text"), Column(_("Division"), "text"), Column(_("Law as of"), "code"),
        Column(_("Data as of"), "code"),
    )  # fmt: skip
    return Table(_("Rounds without a result"), columns, [_row(one) for one in found])


def _row(one: Round) -> list[Cell]:
    name, by = _("Round %(round)s") % {"round": one.pk}, f"{one.started_by} · {moment_text(one.started_at)}"
    state = one.get_state_display()
    return [
        Cell(name, reverse("assessments:round", args=[one.pk]), note=by),
        Cell(f"{state} · {one.percent}%" if one.stage else state),
        Cell(place_word(one)),
        Cell(day_text(one.day)),
        Cell(day_text(one.as_of)),
    ]


def ordered_or_404(request: ScopedRequest, key: int) -> Round:
    """A round of a place where the reader may work. Raises MissingRight for one they may only read, Http404 for any other."""
    found = ordered(request.work_scope).filter(pk=key).first()
    if found is None and rounds(request.scope).filter(pk=key).exists():
        raise request.rights.missing(request.work_right)
    if found is None:
        raise Http404
    return found


@require_POST
def cancel(request: ScopedRequest, pk: int) -> HttpResponse:
    """Ask for it, and go back to the page; what cannot be asked now is said there."""
    one = ordered_or_404(request, pk)
    try:
        cancel_round(by=request.user, round=one)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except NotNow as wrong:
        messages.error(request, " ".join(_trouble_words(wrong.code) or ()))
    return redirect("assessments:round", pk)
