"""Takes known parts out of a ZIP archive that may mean harm: names are judged and never used, and every byte is counted while
it is unpacked, whatever the directory says."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from intake.problems import FileRefused
from intake.readers.archive_names import safe_name
from intake.readers.limits import MAX_ARCHIVE_ENTRIES, MAX_UNPACKED_BYTES
from intake.readers.workbook_guard import DAMAGE

_CHUNK: Final = 1024 * 1024
_ENCRYPTED: Final = 0x1
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others may ask for gigabytes to unpack with


@dataclass(frozen=True)
class Member:
    """A part that was taken out: what it was called, and where it lies now."""

    stem: str
    suffix: str
    path: Path


def unpacked(path: Path, folder: Path, suffixes: Sequence[str]) -> list[Member]:
    """The members with these suffixes, in ``folder`` under names of ours. Raises FileRefused."""
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = _wanted(archive.infolist(), suffixes)
            return _inflated(archive, wanted, folder)
    except DAMAGE as error:
        raise FileRefused("file_damaged", reason=str(error)) from error


def _wanted(entries: list[zipfile.ZipInfo], suffixes: Sequence[str]) -> list[tuple[PurePosixPath, zipfile.ZipInfo]]:
    if len(entries) > MAX_ARCHIVE_ENTRIES:
        raise FileRefused("zip_entries", limit=MAX_ARCHIVE_ENTRIES)
    named = [(safe_name(entry, "zip_unsafe"), entry) for entry in entries]
    wanted = [(name, entry) for name, entry in named if name.suffix.lower() in suffixes and not _is_hidden(name)]
    _check_folder([name for name, _ in wanted])
    for name, entry in wanted:
        _check_readable(name, entry)
    if sum(entry.file_size for _, entry in wanted) > MAX_UNPACKED_BYTES:
        raise _too_large()
    return wanted


def _is_hidden(name: PurePosixPath) -> bool:
    """What a Mac puts beside each file, and the like."""
    return any(part.startswith((".", "__MACOSX")) for part in name.parts)


def _check_folder(names: Sequence[PurePosixPath]) -> None:
    """All in one place: the archive itself, or one folder in it; and no name twice."""
    if len({name.parent for name in names}) > 1 or any(len(name.parts) > 2 for name in names):
        raise FileRefused("zip_folders")
    lowered = [str(name).lower() for name in names]
    twice = next((name for name in lowered if lowered.count(name) > 1), None)
    if twice:
        raise FileRefused("zip_twice", value=twice)


def _check_readable(name: PurePosixPath, entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise FileRefused("zip_locked")
    if entry.compress_type not in _METHODS:
        raise FileRefused("zip_method", value=str(name))


def _too_large() -> FileRefused:
    return FileRefused("file_too_large", limit=f"{MAX_UNPACKED_BYTES // 1024**2} MiB")


def _inflated(archive: zipfile.ZipFile, wanted: list[tuple[PurePosixPath, zipfile.ZipInfo]], folder: Path) -> list[Member]:
    members, left = list[Member](), MAX_UNPACKED_BYTES
    for number, (name, entry) in enumerate(wanted):
        target = folder / f"part{number}"
        left -= _inflate(archive, entry, target, left)
        # Windows tells no .SHP from .shp, nor a.shp from A.dbf.
        members.append(Member(name.stem.lower() if _differs(name, wanted) else name.stem, name.suffix.lower(), target))
    return members


def _differs(name: PurePosixPath, wanted: list[tuple[PurePosixPath, zipfile.ZipInfo]]) -> bool:
    return any(other.stem != name.stem and other.stem.lower() == name.stem.lower() for other, _ in wanted)


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Bytes written. Raises FileRefused as soon as there are more than ``left``."""
    count = 0
    with archive.open(entry) as packed, target.open("wb") as plain:
        while chunk := packed.read(_CHUNK):
            count += len(chunk)
            if count > left:
                raise _too_large()
            plain.write(chunk)
    return count
