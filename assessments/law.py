"""The packs this installation enforces, loaded once. Pure."""

from datetime import date
from functools import cache
from typing import TypedDict

from assessments.standards.loading import pack_ids, pack_named
from assessments.standards.model import Domain, Pack, Rule, Subject, rules_in_force


class PinnedPack(TypedDict):
    """What a round remembers of a pack."""

    id: str
    version: str
    checksum: str


@cache
def packs() -> tuple[Pack, ...]:
    return tuple(pack_named(pack_id) for pack_id in pack_ids())


def rules_on(day: date) -> tuple[Rule, ...]:
    """The rules in force on a day, pack by pack, in the document's order."""
    return tuple(rule for pack in packs() for rule in rules_in_force(pack, day))


def all_rules() -> tuple[Rule, ...]:
    """Every rule of every pack, those from memory (not enforced) included."""
    return tuple(rule for pack in packs() for rule in pack.rules)


@cache
def _by_code() -> dict[str, tuple[Pack, Rule]]:
    return {rule.code: (pack, rule) for pack in packs() for rule in pack.rules}


def rule_named(code: str) -> Rule:
    """Raises KeyError."""
    return _by_code()[code][1]


def pack_of(code: str) -> Pack:
    """The pack that a rule stands in. Raises KeyError."""
    return _by_code()[code][0]


def pinned(day: date) -> list[PinnedPack]:
    """The packs that have a rule in force on ``day``, as a round stores them."""
    used = {rule.pack_id for rule in rules_on(day)}
    return [PinnedPack(id=pack.id, version=pack.version, checksum=pack.checksum) for pack in packs() if pack.id in used]


def in_card_order(rules: tuple[Rule, ...]) -> dict[Domain, tuple[Rule, ...]]:
    """Rules by domain, in the order of a scorecard's page. Domains without a rule are left out."""
    grouped = {domain: tuple(rule for rule in rules if rule.domain is domain) for domain in Domain}
    return {domain: found for domain, found in grouped.items() if found}


def is_programme(rule: Rule) -> bool:
    """Rules about the pilot programme are counted apart from those about the community."""
    return rule.subject is Subject.PROGRAMME
