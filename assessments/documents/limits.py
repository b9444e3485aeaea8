"""How long a document may be. Measured: docs/reports.md. Pure."""

from typing import Final

AT_ONCE: Final = 2_000
"""With more rows than this it is made by a worker."""
MOST: Final = {"docx": 20_000, "pdf": 20_000}
"""With more rows than this nobody makes it in this format: workbooks and CSV hold any number."""
UNDER_WAY: Final = 5
"""So many files may wait and be made for one person at the same time."""
KEPT_HOURS: Final = 24
