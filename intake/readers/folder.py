"""A folder of our own for as long as somebody still reads lines that stand in it. Names in it are ours, never the file's."""

import shutil
import tempfile
import weakref
from pathlib import Path

from intake.problems import FileRefused


class Folder:
    """Removed when nothing holds it any more, at the latest when the program ends."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="intake-"))
        # A finalizer and not TemporaryDirectory: lines that nobody reads to the end are the rule, and no cause for a warning.
        self._remove = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def take(self, path: Path, name: str) -> None:
        """A copy of a file under a name of ours: a library may write beside what it reads. Raises FileRefused."""
        try:
            shutil.copyfile(path, self.path / name)
        except OSError as error:
            raise FileRefused("file_unreadable", reason=error.strerror or str(error)) from error

    def remove(self) -> None:
        """At once."""
        self._remove()
