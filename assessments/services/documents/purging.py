"""Files that were made for somebody are kept for a day. Their documents stay: they are made again from the same figures."""

from datetime import timedelta
from typing import Final

from django.core.files.storage import default_storage
from django.utils import timezone

from assessments.documents.limits import KEPT_HOURS
from assessments.models import UNDER_WAY, OrderedFile
from communities.noted import removing

FOLDER: Final = "documents"


def purge_files() -> int:
    """Delete the files older than a day with their rows, and what workers that were killed have left; the number of rows."""
    until = timezone.now() - timedelta(hours=KEPT_HOURS)
    old = list(OrderedFile.objects.filter(made_at__lt=until).exclude(state__in=UNDER_WAY))
    if old:
        with removing(*old, by=None, verb="purge_files"):
            OrderedFile.objects.filter(pk__in=[one.pk for one in old]).delete()
    for one in old:
        if one.content.name:
            one.content.storage.delete(one.content.name)
    _sweep()
    return len(old)


def _sweep() -> None:
    """A file that no row names, and that is older than a day."""
    if not default_storage.exists(FOLDER):
        return
    until, named = timezone.now() - timedelta(hours=KEPT_HOURS), set(OrderedFile.objects.values_list("content", flat=True))
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if path not in named and default_storage.get_modified_time(path) < until:
            default_storage.delete(path)
