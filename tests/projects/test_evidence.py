"""Photos lose what they know of people, what is no picture is refused, and a file is there or gone, whoever is killed."""

import os
import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from pilots.evidence import limits
from pilots.evidence.photos import photo_of
from pilots.models import Evidence, KeyProject
from pilots.services import evidence as verbs
from pilots.services.evidence import keep_evidence, remove_evidence, sweep_evidence
from pilots.services.refusing import Refused
from tests.factories.projects import PDF, bring, photo

pytestmark = pytest.mark.django_db
SECRET = b"LI SI"
HTML = b"<!DOCTYPE html><script>alert(1)</script>"


def stored(files: Path) -> list[str]:
    return sorted(each.name for each in (files / "evidence").glob("*")) if files.exists() else []


def with_metadata(kind: str = "JPEG") -> bytes:
    """Where it was taken, by whom, and a comment."""
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()  # the artist
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (26.0, 34.0, 1.0), 3: "E", 4: (106.0, 42.0, 1.0)})
    more: dict[str, Any] = {"comment": SECRET} if kind == "JPEG" else {}
    return photo(40, 30, kind, exif=exif, **more)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_where_and_by_whom_it_was_taken_is_gone(kind: str, entered: KeyProject) -> None:
    data = with_metadata(kind)
    assert SECRET in data
    made = bring(entered, data)
    with made.content.open("rb") as file:
        kept = file.read()
    assert (SECRET in kept, b"Exif" in kept, b"eXIf" in kept) == (False, False, False)
    found = Image.open(BytesIO(kept))
    assert (dict(found.getexif()), found.info.keys() & {"comment", "icc_profile", "exif", "xmp"}) == ({}, set())
    assert (found.format, found.size, made.size) == (kind, (30, 40), len(kept))  # upright
    assert (made.width, made.height, made.media_type) == (30, 40, f"image/{kind.lower()}")


def test_what_hangs_behind_a_picture_is_gone(entered: KeyProject) -> None:
    made = bring(entered, photo() + HTML + b"PK\x03\x04")
    with made.content.open("rb") as file:
        assert b"script" not in file.read()


def test_a_transparent_picture_keeps_being_one(entered: KeyProject) -> None:
    data = BytesIO()
    Image.new("LA", (5, 5), (9, 0)).save(data, "PNG")
    assert Image.open(BytesIO(photo_of(data.getvalue()).content)).mode == "RGBA"


def test_a_large_photo_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    found = photo_of(photo(3000, 100))
    assert (found.width, found.height) == (limits.LONGEST_SIDE, 85)
    assert max(Image.open(BytesIO(found.preview)).size) == limits.PREVIEW_SIDE


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 pixels wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def wide() -> bytes:
    """As large as may be, and one line more: under the limit of the library, over ours."""
    data = BytesIO()
    Image.new("1", (10_000, limits.MOST_PIXELS // 10_000 + 1)).save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (HTML, "not_a_photo"),
        (b"", "not_a_photo"),
        (b"GIF89a" + b"\0" * 50, "not_a_photo"),
        (b"<svg xmlns='x' onload='alert(1)'/>", "not_a_photo"),
        (photo()[:200], "not_a_photo"),
        (photo(400, 300, "PNG")[:-60], "not_a_photo"),
        (b"%PDF-1.7 <script>", "not_a_document"),
        (b"%PDF\n" + HTML + b"%%EOF", "not_a_document"),
        (HTML + PDF, "not_a_photo"),
        (bomb(), "too_many_pixels"),
        (wide(), "too_many_pixels"),
        (b"\xff" * (limits.MOST_BYTES + 1), "file_too_large"),
    ],
    ids=["html", "nothing", "gif", "svg", "cut jpeg", "cut png", "cut pdf", "no pdf", "html then pdf", "bomb", "wide", "large"],
)
def test_what_is_no_whole_picture_or_document_is_refused(data: bytes, code: str, entered: KeyProject, files: Path) -> None:
    with pytest.raises(Refused, match=code):
        bring(entered, data)
    assert (Evidence.objects.count(), stored(files)) == (0, [])


def test_a_document_is_kept_as_it_is(entered: KeyProject) -> None:
    made = bring(entered, PDF, stage="after")
    assert (made.kind, made.media_type, made.size, made.preview.name) == ("document", "application/pdf", len(PDF), "")
    with made.content.open("rb") as file:
        assert file.read() == PDF


@pytest.mark.parametrize("code", ["not_confirmed", "in_the_future", "evidence_there", "too_much_evidence"])
def test_what_cannot_be_is_refused(code: str, entered: KeyProject, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(entered)
    there = stored(files)
    monkeypatch.setattr(verbs, "MOST_A_PROJECT", 1)
    asked: dict[str, dict[str, Any]] = {
        "not_confirmed": {"is_clean": False},
        "in_the_future": {"taken_on": timezone.localdate() + timedelta(1)},
        "evidence_there": {},
        "too_much_evidence": {"data": photo(colour="#a02a1c")},
    }
    with pytest.raises(Refused, match=code):
        bring(entered, **asked[code])
    assert stored(files) == there


def test_a_file_that_is_removed_is_gone_and_on_record(
    entered: KeyProject, files: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made, other = bring(entered), bring(entered, PDF)
    assert len(stored(files)) == 3
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(by=None, evidence=made, why="含车牌")
    assert stored(files) == [Path(other.content.path).name]
    made.refresh_from_db()
    assert (made.content.name, made.preview.name, made.removed_why, bool(made.removed_at)) == ("", "", "含车牌", True)
    with pytest.raises(Refused, match="evidence_removed"):
        remove_evidence(by=None, evidence=made, why="x")
    assert bring(entered).pk  # the same may be brought again


def test_where_the_row_fails_the_file_is_gone(entered: KeyProject, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Evidence.objects, "create", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        bring(entered)
    assert stored(files) == []


def test_what_a_killed_process_left_is_swept_up(entered: KeyProject, files: Path) -> None:
    """A file without a row, once nobody can be writing it any more; what has a row stays."""
    kept = bring(entered)
    for name, hours in (("half.jpg", 2), ("being-written.jpg", 0)):
        (files / "evidence" / name).write_bytes(b"\xff\xd8")
        then = timezone.now().timestamp() - hours * 3600
        os.utime(files / "evidence" / name, (then, then))
    for row in (kept.content, kept.preview):
        os.utime(row.path, (1, 1))
    assert sweep_evidence() == 1
    assert stored(files) == sorted(["being-written.jpg", Path(kept.content.path).name, Path(kept.preview.path).name])


def test_keep_evidence_takes_bytes_whatever_they_are_called(entered: KeyProject) -> None:
    made = keep_evidence(
        by=None, project=entered, data=photo(kind="PNG"), stage="before", shows="现状", taken_on=None, is_clean=True
    )
    assert str(made.content.name).endswith(".png")
