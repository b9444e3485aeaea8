"""What a work plan says: its texts and its key projects, as they are compared, printed and sealed with a SHA-256. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from communities.words import Words

TEXTS: Final[Mapping[str, Words]] = {
    "goals": Words("试点目标", "Goals"),
    "content": Words("试点内容", "Content"),
    "sequence": Words("实施时序", "Sequence and timing"),
    "safeguards": Words("保障措施", "Safeguards"),
    "combination": Words("统筹结合", "Combination with other works"),
    "risks": Words("风险与应对", "Risks and how they are met"),
}
"""The texts by the names of their columns, in the order of the page."""
COMBINED: Final[Mapping[str, Words]] = {
    "old_compound": Words("城镇老旧小区改造", "renovation of old compounds"),
    "old_block": Words("老旧街区改造", "renewal of old blocks"),
    "urban_village": Words("城中村改造", "redevelopment of urban villages"),
}
"""Works with which the notice wants pilots combined (its clause 5)."""
DRAFT_MARK: Final = "【系统起草，请核对修改】"
"""Stands in whatever a program has drafted. Whoever has read the text takes it out; until then the section is not complete."""
Project = Mapping[str, Any]
"""A key project in JSON: key, name, way, year, yuan, owner, starts_on, due_on (ISO days), funding (source -> yuan planned, None
where nobody knows), combined_with, combined_note, risk (empty: not judged), risk_note, milestones (name, due_on), builds,
closes, labels, and finished_on of one that was finished. What was submitted before a field was kept lacks it.
"""


@dataclass(frozen=True)
class Content:
    """``texts`` by name as TEXTS; ``combined``: codes of COMBINED; ``projects`` in their order."""

    texts: Mapping[str, str]
    combined: Sequence[str] = ()
    projects: Sequence[Project] = ()


@dataclass(frozen=True)
class About:
    """Of which pilot and revision it is."""

    programme: int
    community: str
    revision: int


def canonical(content: Content, about: About) -> bytes:
    """The content as JSON: keys sorted, no blanks, UTF-8."""
    said = {
        "programme": about.programme, "community": about.community, "revision": about.revision,
        **{name: content.texts.get(name, "") for name in TEXTS},
        "combined_with": sorted(content.combined), "projects": [dict(each) for each in content.projects],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(content: Content, about: About) -> str:
    """SHA-256 of it, in hexadecimal: whoever has the file can work it out again (docs/pilots.md)."""
    return hashlib.sha256(canonical(content, about)).hexdigest()
