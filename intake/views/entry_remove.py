"""Taking an entry out of the register: asked once more, because it then was never so."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.contexts import Link, Term
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now, name_of
from communities.circumstances import under
from communities.models import Community
from communities.requests import ScopedRequest
from intake.editing.entries import Entry, entry_of
from intake.editing.form_fields import column_label
from intake.editing.writing import Conflict, Gone, InUse, remove_entry
from intake.views.entry import back_to, entry_or_404, flags_of, kind_or_404, why_of
from intake.views.register import community_or_404, entry_name, register_crumb
from intake.views.words import table_word


@dataclass(frozen=True)
class RemovePage:
    """``problem`` is empty where nothing stood in the way so far."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    about: list[Term]
    version: str
    problem: str
    back_href: str


@require_http_methods(["GET", "HEAD", "POST"])
def entry_remove(request: ScopedRequest, code: str, kind: str, pk: int) -> HttpResponse:
    community, chosen = community_or_404(request, code), kind_or_404(kind)
    if request.method == "POST":
        found = entry_of(chosen, community, pk, lang_now())
        return _remove(request, community, found) if found else _removed(request, community, code=kind)
    return _draw(request, community, entry_or_404(community, chosen, pk), "", 200)


def _remove(request: ScopedRequest, community: Community, one: Entry) -> HttpResponse:
    try:
        with under(why=why_of(request)):
            remove_entry(one, request.POST.get("version", ""), by=request.user)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except Conflict:
        said = _("Somebody has written it since you opened this page. This is how it stands now.")
        return _draw(request, community, one, said, 409)
    except InUse as used:
        said = _("It cannot be removed: %(what)s rest on it.") % {"what": table_word(str(used.args[0]))}
        return _draw(request, community, one, said, 409)
    except Gone:
        pass
    return _removed(request, community, code=one.kind.code)


def _removed(request: ScopedRequest, community: Community, *, code: str) -> HttpResponse:
    messages.success(request, _("It no longer stands in the register. What it said stays on record."))
    return back_to(community, kind_or_404(code))


def _draw(request: ScopedRequest, community: Community, one: Entry, problem: str, status: int) -> HttpResponse:
    home = Link(f"{name_of(community)} {community.code}", reverse("intake:register-one", args=[community.code]))
    here = Link(entry_name(one), reverse("intake:entry", args=[community.code, one.kind.code, one.pk]))
    about = [Term(column_label(one.kind, column), one.cells.get(column) or "—") for column in one.kind.columns]
    context = RemovePage(
        heading=_("Remove %(name)s") % {"name": entry_name(one)},
        breadcrumbs=[home_crumb(), register_crumb(), home, here, Link(_("Remove"))],
        provenance_flags=flags_of(one),
        about=about,
        version=one.version,
        problem=problem,
        back_href=here.href,
    )
    response = draw(request, "entry_remove.html", context, room="intake")
    response.status_code = status
    return response
