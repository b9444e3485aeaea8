"""What became of the gaps of all pilots, domain by domain: added up from what the return says of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from assessments.law import rule_named
from assessments.standards.model import Domain
from communities.words import Words

MOVES: Mapping[str, Words] = {
    "closed": Words("已消除", "Closed"),
    "left": Words("仍存在", "Left"),
    "appeared": Words("新出现", "Appeared"),
    "found": Words("新查明", "Found"),
    "doubtful": Words("无法判定", "Cannot be told"),
}
"""The lists of rules that a return keeps of each pilot."""


def domain_moves(pilots: Iterable[Mapping[str, Any]]) -> list[tuple[Domain, Counter[str]]]:
    """In the order of the domains, those of which there is anything to say."""
    found: dict[Domain, Counter[str]] = {domain: Counter() for domain in Domain}
    for pilot in pilots:
        for name in MOVES:
            for rule in pilot[name]:
                found[rule_named(rule).domain][name] += 1
    return [(domain, moves) for domain, moves in found.items() if moves.total()]
