"""Whose days the calendar holds. Another source is another arm of the view (a migration that makes it anew) and a line here.
Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from communities.words import Words


@dataclass(frozen=True)
class Source:
    """``words``: what is due. ``route`` leads to its page, by the column ``key`` of the view."""

    words: Words
    route: str
    key: str


SOURCES: Final[Mapping[str, Source]] = MappingProxyType(
    {
        "project": Source(Words("项目完成", "project to be finished"), "pilots:project", "project_id"),
        "milestone": Source(Words("项目节点", "milestone"), "pilots:project", "project_id"),
    }
)
STATUSES: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "open": Words("未完成", "open"),
        "done": Words("已完成", "done"),
        "closed": Words("已随项目终止", "closed with its project"),
    }
)
