"""The message catalogues: compiled from .po to .mo where they are missing or older, without gettext installed.

Called by the settings, so that manage.py, the tests and the web server all find them, with no step of its own. Two processes
at once write the same bytes, each under a name of its own, and rename. A checkout that cannot be written to must bring the
.mo files along: without them the pages speak English.
"""

import contextlib
import os
import tempfile
from pathlib import Path

LOCALE = Path(__file__).resolve().parent / "locale"


def compile_catalogues(folder: Path = LOCALE) -> None:
    """Bring every .mo below ``folder`` up to date. Cheap where nothing has changed."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        if _is_stale(source, source.with_suffix(".mo")):
            with contextlib.suppress(OSError):
                _compile(source, source.with_suffix(".mo"))


def _is_stale(source: Path, target: Path) -> bool:
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path, target: Path) -> None:
    import polib  # only here: a start that has nothing to compile does not wait for it

    handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    try:
        polib.pofile(str(source)).save_as_mofile(unfinished)
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(target)
    finally:
        Path(unfinished).unlink(missing_ok=True)
