"""Who may do what with a form, and for which place it is filled."""

from django.http import Http404

from communities.divisions import BadCode, full_code, short_code
from communities.models import Community, Division
from communities.requests import ScopedRequest, need_work
from communities.scope import AreaScope
from communities.selectors import communities, divisions
from intake.filling.selectors import blank_form
from intake.models import BlankForm

_OFFERED = 20
Place = Division | Community


def form_read(request: ScopedRequest, pk: int) -> BlankForm:
    """A form that the reader may see and fill. Raises Http404."""
    found = blank_form(request.scope, pk)
    if found is None:
        raise Http404
    return found


def form_worked(request: ScopedRequest, pk: int) -> BlankForm:
    """A form that the reader may change: the work scope covers its division. Raises Http404, MissingRight."""
    found = form_read(request, pk)
    need_work(request, found.path)
    return found


def may_change(request: ScopedRequest, form: BlankForm) -> bool:
    return request.work_scope.covers(form.path)


def places_asked(scope: AreaScope, text: str) -> list[Place]:
    """The divisions and communities within the scope that a code or a part of a name means; the first few."""
    try:
        code = full_code(text)
    except BadCode:
        return _named(scope, text)
    found: list[Place] = [*divisions(scope).filter(code=code), *communities(scope).filter(code=code)]
    return found


def _named(scope: AreaScope, text: str) -> list[Place]:
    if "\0" in text:
        return []
    found: list[Place] = list(divisions(scope).filter(name__icontains=text)[:_OFFERED])
    exact = [one for one in found if one.name == text]
    return exact or [*found, *communities(scope).filter(name__icontains=text)[: _OFFERED - len(found)]]


def usual_place(scope: AreaScope) -> Division | None:
    """What is filled where nobody names a place: the one division of the scope; None: all of it."""
    if len(scope.paths) != 1 or scope.is_everywhere:
        return None
    return Division.objects.filter(path=scope.paths[0]).first()


def code_text(place: Place | None) -> str:
    return short_code(place.code) if place else ""
