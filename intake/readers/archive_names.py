"""Names of the entries of a ZIP archive: judged here and never used. Workbooks and archives of shapefiles alike."""

import stat
import zipfile
from pathlib import PurePosixPath
from typing import Final

from intake.problems import FileRefused

_UTF8_NAME: Final = 0x800


def safe_name(entry: zipfile.ZipInfo, code: str) -> PurePosixPath:
    """The name as a path. Raises FileRefused with ``code`` for one that leads elsewhere, whether it would be read or not."""
    name = _spelt(entry).replace("\\", "/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    is_file = kind in (0, stat.S_IFREG, stat.S_IFDIR)
    if name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in entry.orig_filename or not is_file:
        raise FileRefused(code, value=name)
    return PurePosixPath(name)


def _spelt(entry: zipfile.ZipInfo) -> str:
    """Names without the mark of UTF-8 are what the packer's own system had: here UTF-8 or GB18030."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
