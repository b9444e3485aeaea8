"""A folder of our own for as long as somebody still reads lines that stand in it. Names in it are ours, never the file's."""

import shutil
import tempfile
import weakref
from pathlib import Path


class Folder:
    """Removed when nothing holds it any more, at the latest when the program ends."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="intake-"))
        # A finalizer and not TemporaryDirectory: lines that nobody reads to the end are the rule, and no cause for a warning.
        self._remove = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def remove(self) -> None:
        """At once."""
        self._remove()
