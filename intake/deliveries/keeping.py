"""The files of deliveries: kept as they came for a while, laid out for the reader, deleted in time.

They lie in the private storage (MEDIA_ROOT), which no address serves, under names of ours.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.core.files.base import File
from django.utils import timezone

from intake.models import DeliveredFile, Delivery
from intake.models.delivery import DeliveryState

DAYS_STORED: Final = 90
DAYS_OTHER: Final = 7
_MOST_BYTES: Final = 200  # of a file name, in UTF-8; systems allow 255


def shown_name(name: str, taken: set[str]) -> str:
    """The name under which a file is spoken of: its own without folders, cut, and unlike those already ``taken``."""
    path = Path(name.replace("\\", "/").replace("\0", "")).name or "file"
    suffixes = "".join(Path(path).suffixes[-2:]) if path.lower().endswith(".gz") else Path(path).suffix
    stem = path.removesuffix(suffixes) or "file"
    cut = stem.encode()[: _MOST_BYTES - len(suffixes.encode())].decode("utf-8", "ignore")
    wished, number = f"{cut}{suffixes}", 1
    while wished in taken:
        number += 1
        wished = f"{cut} ({number}){suffixes}"
    taken.add(wished)
    return wished


def keep(delivery: Delivery, name: str, content: "File[bytes]") -> DeliveredFile:
    made = DeliveredFile(delivery=delivery, name=name, size=content.size or 0)
    made.content.save(f"{uuid4().hex}.bin", content, save=True)
    return made


def has_files(delivery: Delivery) -> bool:
    """True where every file is still there."""
    files = list(delivery.files.all())
    return bool(files) and all(file.content for file in files)


@contextmanager
def laid_out(delivery: Delivery) -> Iterator[list[Path]]:
    """The files under their own names in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="delivery-") as folder:
        paths = []
        for file in delivery.files.all():
            path = Path(folder) / file.name
            with file.content.open("rb") as stored, path.open("wb") as copy:
                shutil.copyfileobj(stored, copy)
            paths.append(path)
        yield paths


def forget(delivery: Delivery) -> None:
    """Delete the files, and the annotated copies of them. What was said of them stays."""
    for file in delivery.files.exclude(content=""):
        file.content.delete()
    for copy in (delivery.annotated_zh, delivery.annotated_en):
        if copy:
            copy.delete(save=False)
    delivery.save(update_fields=["annotated_zh", "annotated_en"])


def purge() -> int:
    """Delete the files that have been kept long enough; the number of deliveries."""
    now = timezone.now()
    stored = DeliveredFile.objects.exclude(content="").filter(delivery__state=DeliveryState.STORED)
    other = DeliveredFile.objects.exclude(content="").exclude(delivery__state=DeliveryState.STORED)
    old = {
        *stored.filter(delivery__brought_at__lt=now - timedelta(days=DAYS_STORED)).values_list("delivery", flat=True),
        *other.filter(delivery__brought_at__lt=now - timedelta(days=DAYS_OTHER)).values_list("delivery", flat=True),
    }
    for delivery in Delivery.objects.filter(pk__in=old):
        forget(delivery)
    return len(old)
