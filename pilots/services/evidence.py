"""Evidence is kept, removed, and what was left lying by somebody who was killed meanwhile is swept up.

A file is written before its row and deleted after it: a row always has its whole file, and a file without a row is litter.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from communities.noted import adding, altering
from pilots.evidence.limits import MOST_A_PROJECT, BadFile
from pilots.evidence.taking import Taken, taken
from pilots.models import Evidence, KeyProject
from pilots.services.refusing import Refused
from pilots.services.touching import locked

if TYPE_CHECKING:
    from accounts.models import User

FOLDER: Final = "evidence"
LITTER_AFTER: Final = timedelta(hours=1)
_SUFFIXES: Final = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


def keep_evidence(
    *, by: "User | None", project: KeyProject, data: bytes, stage: str, shows: str, taken_on: date | None, is_clean: bool
) -> Evidence:
    """``is_clean``: whoever brings it says that no face, number plate or personal data is in it.

    Raises Refused without that, for a file that cannot be taken, for one that is there already, and for one too many.
    """
    if not is_clean:
        raise Refused("not_confirmed")
    if taken_on and taken_on > timezone.localdate():
        raise Refused("in_the_future")
    found = _read(data)
    with _written(found) as names, adding(by=by, verb="keep_evidence") as added:
        one = locked(project)
        _has_room(one, found)
        made = Evidence.objects.create(
            project=one, kind=found.kind, stage=stage, shows=shows, taken_on=taken_on, media_type=found.media_type,
            sha256=found.sha256, size=len(found.content), width=found.width, height=found.height,
            content=names[0], preview=names[1], made_by=by,
        )  # fmt: skip
        added.append(made)
    return made


def remove_evidence(*, by: "User | None", evidence: Evidence, why: str) -> None:
    """The file is gone, and that it was there stays on record. Raises Refused for one that was removed before."""
    with altering(evidence, by=by, verb="remove_evidence"):
        one = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
        if one.removed_at:
            raise Refused("evidence_removed")
        Evidence.objects.filter(pk=one.pk).update(content="", preview="", removed_at=timezone.now(), removed_why=why)
        names = [each.name for each in (one.content, one.preview) if each.name]
        transaction.on_commit(lambda: _delete(names))


def sweep_evidence() -> int:
    """Delete the files that no row names and that nobody is writing any more; how many."""
    if not default_storage.exists(FOLDER):
        return 0
    before = datetime.now(UTC) - LITTER_AFTER
    names = {f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]}
    old = {name for name in names if default_storage.get_modified_time(name) < before}
    litter = old - {str(name) for row in Evidence.objects.values_list("content", "preview") for name in row}
    _delete(sorted(litter))
    return len(litter)


def _read(data: bytes) -> Taken:
    try:
        return taken(data)
    except BadFile as wrong:
        raise Refused(wrong.code) from None


def _has_room(project: KeyProject, found: Taken) -> None:
    there = Evidence.objects.filter(project=project, removed_at__isnull=True)
    if there.filter(sha256=found.sha256).exists():
        raise Refused("evidence_there")
    if there.count() >= MOST_A_PROJECT:
        raise Refused("too_much_evidence")


@contextmanager
def _written(found: Taken) -> Iterator[tuple[str, str]]:
    """The names of the file and of its preview (empty: none); both are gone again where what follows fails."""
    stem, suffix = PurePosixPath(FOLDER) / uuid4().hex, _SUFFIXES[found.media_type]
    names: list[str] = []
    try:
        names.append(default_storage.save(f"{stem}.{suffix}", ContentFile(found.content)))
        if found.preview:
            names.append(default_storage.save(f"{stem}-small.jpg", ContentFile(found.preview)))
        yield names[0], names[1] if found.preview else ""
    except Exception:  # whoever is killed leaves litter, and the rows say later whether it is any
        _delete(names)
        raise


def _delete(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
