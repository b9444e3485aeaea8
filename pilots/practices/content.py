"""What a practice says, and what it still lacks before it can be handed in. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from assessments.remedies.catalogue import REMEDIES, SHARE
from communities.words import Words

TITLES: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "title": Words("标题", "Title"),
        "summary": Words("摘要", "Summary"),
        "title_en": Words("英文标题", "Title in English"),
        "summary_en": Words("英文摘要", "Summary in English"),
    }
)
TEXTS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "problem": Words("原有问题", "What the problem was"),
        "done": Words("主要做法", "What was done"),
        "result": Words("取得成效", "What came of it"),
        "conditions": Words("适用条件", "Under which conditions it can be repeated"),
        "caveats": Words("注意事项", "What to beware of"),
    }
)
"""In the order in which they are read."""
WRITTEN: Final = (*TITLES, *TEXTS)
"""Every text that somebody types."""
WAYS: Final[Mapping[str, Words]] = MappingProxyType({way.code: way.name for way in (*REMEDIES, SHARE)})
"""The five ways of the notice, and sharing."""


@dataclass(frozen=True)
class Content:
    """``texts``: by the names of WRITTEN. ``projects``: how many key projects it rests on."""

    texts: Mapping[str, str]
    ways: Sequence[str] = ()
    facility_types: Sequence[str] = ()
    rules: Sequence[str] = ()
    projects: int = 0


_NEEDED: Final = ("title", "summary", "problem", "done", "result")
_NO_KIND: Final = Words("至少一种补短板方式或一类设施", "at least one way or one facility type")
_NO_GROUND: Final = Words("至少一条已补短板的规则或一个重点项目", "at least one rule whose gap was closed, or one key project")


def lacking(content: Content) -> list[Words]:
    """What is missing before it can be handed in; empty where nothing is."""
    named = {**TITLES, **TEXTS}
    found = [named[name] for name in _NEEDED if not content.texts[name].strip()]
    if not (content.ways or content.facility_types):
        found.append(_NO_KIND)
    if not (content.rules or content.projects):
        found.append(_NO_GROUND)
    return found
