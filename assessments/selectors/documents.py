"""Documents that were given out, and files that wait for whoever ordered them."""

from typing import Any

from django.db.models import QuerySet

from assessments.models import IssuedDocument, OrderedFile
from communities.scope import AreaScope


def issued_document(scope: AreaScope, code: str) -> IssuedDocument | None:
    """None where nothing was given out under the code, or what it speaks of does not all lie in the scope."""
    found = IssuedDocument.objects.select_related("round", "round__division", "issued_by").filter(code=code).first()
    return found if found and covers_all(scope, found.places) else None


def own_files(user: Any) -> QuerySet[OrderedFile]:
    """Those that somebody has ordered, the newest first. Nobody sees those of others, whatever their scope."""
    return OrderedFile.objects.filter(made_by=user.pk).select_related("round").order_by("-pk")


def covers_all(scope: AreaScope, places: list[str]) -> bool:
    """Nothing of it lies outside. No place at all is nobody's."""
    return bool(places) and all(scope.covers(each) for each in places)
