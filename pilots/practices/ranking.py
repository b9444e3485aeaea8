"""Which practices are of use for a gap, in which order, and the reasons in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from assessments.remedies.build_words import thing_words
from communities.words import Words
from pilots.practices.content import WAYS
from pilots.practices.likeness import Likeness, class_words, size_words


class Rank(IntEnum):
    """The nearest that a practice comes to what is looked for, the best first."""

    SAME_RULE = 0
    SAME_TYPE = 1
    SAME_WAY = 2
    ANY = 3


@dataclass(frozen=True)
class Wanted:
    """What is looked for: gaps of rules, facility types (those of the rules among them), ways."""

    rules: Sequence[str] = ()
    facility_types: Sequence[str] = ()
    ways: Sequence[str] = ()

    @property
    def is_nothing(self) -> bool:
        return not (self.rules or self.facility_types or self.ways)


@dataclass(frozen=True)
class Offered:
    """What a practice is about, and the community that wrote it."""

    rules: Sequence[str]
    facility_types: Sequence[str]
    ways: Sequence[str]
    community: Likeness


def reasons(offered: Offered, wanted: Wanted, own: Likeness | None) -> list[Words]:
    """Why it is shown, the best reason first; ``own``: the community that it is compared with."""
    found = [*_same_rules(offered, wanted), *_same_types(offered, wanted), *_same_ways(offered, wanted)]
    if own is not None:
        found += [size_words(offered.community, own), class_words(offered.community, own)]
    return found


def _same_rules(offered: Offered, wanted: Wanted) -> list[Words]:
    same = [rule for rule in wanted.rules if rule in offered.rules]
    listed = ", ".join(same)
    return [Words(f"补上了同一短板（{listed}）", f"closed the same gap ({listed})")] if same else []


def _same_types(offered: Offered, wanted: Wanted) -> list[Words]:
    same = [thing_words(code) for code in wanted.facility_types if code in offered.facility_types]
    if not same:
        return []
    zh, en = "、".join(words.zh for words in same), ", ".join(words.en for words in same)
    return [Words(f"同类设施（{zh}）", f"the same type of facility ({en})")]


def _same_ways(offered: Offered, wanted: Wanted) -> list[Words]:
    same = [WAYS[code] for code in wanted.ways if code in offered.ways]
    if not same:
        return []
    zh, en = "、".join(words.zh for words in same), ", ".join(words.en for words in same)
    return [Words(f"同样方式（{zh}）", f"the same way ({en})")]
