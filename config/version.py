"""The version, read from the first heading of CHANGELOG.md: one source of truth."""

import re
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"


def _first_heading(text: str) -> str:
    found = re.search(r"^## v(\S+)", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"{CHANGELOG} has no heading '## v<version>'.")
    return found.group(1)


VERSION = _first_heading(CHANGELOG.read_text(encoding="utf-8"))
