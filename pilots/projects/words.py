"""The words of a key project: risk, and what evidence is of. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from communities.words import Words

RISKS: Final[Mapping[str, Words]] = MappingProxyType(
    {"none": Words("无风险", "no risk"), "low": Words("低风险", "low risk"), "high": Words("高风险", "high risk")}
)
NOT_JUDGED: Final = Words("风险未研判", "risk not yet judged")
KINDS: Final[Mapping[str, Words]] = MappingProxyType({"photo": Words("照片", "photo"), "document": Words("文件", "document")})
STAGES: Final[Mapping[str, Words]] = MappingProxyType(
    {"before": Words("实施前", "before"), "during": Words("实施中", "during"), "after": Words("完工后", "after")}
)


def risk_words(code: str) -> Words:
    """Empty: nobody has judged it, which is not the same as none."""
    return RISKS.get(code, NOT_JUDGED)
