"""Whether two names of a community are one: written with other brackets, dots or spaces, or with or without what it is. Pure.

Names are never keys: 新城社区居委会 occurs 104 times in the country. But a code beside the name of another community is a slip
that nobody would see.
"""

import re
import unicodedata
from typing import Final

_DOTS: Final = re.compile("[•‧・∙⋅·]")
_SIGNS: Final = re.compile(r"[\s()\[\]{}<>《》〈〉【】\"'“”‘’,.、。-]")
_TAILS: Final = re.compile("(?:社区)?(?:居民委员会|居委会|村民委员会|村委会|工作站|服务站)$|(?:社区|村)$")


def same_name(one: str, other: str) -> bool:
    """True where one is a way to write the other, or stands within it (with its street before it, say)."""
    first, second = _bare(one), _bare(other)
    return bool(first and second) and (first in second or second in first)


def _bare(name: str) -> str:
    folded = _DOTS.sub("·", unicodedata.normalize("NFKC", name).casefold())
    text = _SIGNS.sub("", folded)
    return _TAILS.sub("", text) or text
