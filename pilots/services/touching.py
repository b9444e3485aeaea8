"""What every write of a project counts up, so that two who write at once and calendars notice it."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from pilots.models import KeyProject
from pilots.services.refusing import Refused


def touched() -> dict[str, Any]:
    """For ``update`` of a project or a milestone."""
    return {"version": F("version") + 1, "changed_at": timezone.now()}


def locked(project: KeyProject, *, version: int | None = None) -> KeyProject:
    """The row as it is now, held until the end. Raises Refused where it was written since ``version`` was read."""
    one = KeyProject.objects.select_for_update(of=("self",)).select_related("round").get(pk=project.pk)
    if version is not None and one.version != version:
        raise Refused("changed_meanwhile")
    return one


def open_one(project: KeyProject, *, version: int | None = None) -> KeyProject:
    """As ``locked``. Raises Refused for a project that has ended."""
    one = locked(project, version=version)
    if not one.is_open:
        raise Refused("project_ended")
    return one


def touch(project: KeyProject) -> None:
    """Something that belongs to it was written."""
    KeyProject.objects.filter(pk=project.pk).update(**touched())
