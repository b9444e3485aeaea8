"""Reading blank forms. Every selector takes the scope of who asks first."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from communities.scope import EVERYWHERE, AreaScope
from intake.filling.places import Kind, Place, Placement
from intake.models import BlankForm


def blank_forms(scope: AreaScope) -> QuerySet[BlankForm]:
    """Those of divisions that the scope covers or lies in, without their files."""
    found = BlankForm.objects.filter(removed_at__isnull=True).select_related("division", "uploaded_by", "placed_by")
    return found.filter(_touched(scope.paths)).defer("content").order_by("name", "pk")


def _touched(paths: Iterable[str]) -> Q:
    seen = Q(pk__in=[])
    for own in paths:
        if own == EVERYWHERE:
            return Q()
        seen |= Q(division__isnull=True) | Q(division__path__startswith=own) | Q(division__path__in=_above(own))
    return seen


def _above(path: str) -> list[str]:
    parts = [part for part in path.split("/") if part]
    return [EVERYWHERE + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1)]


def blank_form(scope: AreaScope, pk: int) -> BlankForm | None:
    """None where there is none, or none that the scope touches."""
    return blank_forms(scope).filter(pk=pk).first()


def form_of_file(scope: AreaScope, sha256: str) -> BlankForm | None:
    """The form that was made of this very file; the one that was worked on last where there are several."""
    return blank_forms(scope).filter(sha256=sha256).order_by("-placed_at", "-pk").first()


def placements_of(form: BlankForm) -> list[Placement]:
    """What belongs where in a form that the scope has let through."""
    return [
        Placement(Place(Kind(row.kind), row.part, row.row, row.column, row.number), row.field, row.about)
        for row in form.placements.all()
    ]
