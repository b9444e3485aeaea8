"""Lists in an official text: by domain, numbered. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from assessments.standards.model import Domain, Rule

T = TypeVar("T")
NUMERALS: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def by_domain(items: Iterable[T], rule_of: Callable[[T], Rule]) -> list[tuple[Domain, list[T]]]:
    """In the order of a card; domains without an item are left out."""
    grouped: dict[Domain, list[T]] = defaultdict(list)
    for item in items:
        grouped[rule_of(item).domain].append(item)
    return [(domain, grouped[domain]) for domain in Domain if domain in grouped]


def called(rule: Rule) -> str:
    """A rule in a sentence about works: the thing itself, without the word that marks a rule about its being there."""
    return f"“{rule.name.zh.removesuffix('（配置）')}”"


def numbered(lines: Sequence[str]) -> list[str]:
    return [f"（{NUMERALS[at] if at < len(NUMERALS) else at + 1}）{line}" for at, line in enumerate(lines)]
