"""The law as the application reads it: which packs count, and their rules as they stand on a day."""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TypedDict

from assessments.standards.loading import load_pack, pack_ids, pack_named
from assessments.standards.model import Domain, Pack, Rule, Subject
from assessments.standards.resolution import Law, above, resolve


class PinnedPack(TypedDict):
    """What a round remembers of a pack."""

    id: str
    version: str
    checksum: str


class NoSuchPack(LookupError):
    """A pack that was chosen and is not there: its id and those there are."""

    def __init__(self, pack_id: str) -> None:
        self.pack_id, self.known = pack_id, pack_ids()
        super().__init__(f"there is no pack {pack_id}; there are {', '.join(self.known)}")


@cache
def packs() -> tuple[Pack, ...]:
    return tuple(pack_named(pack_id) for pack_id in pack_ids())


def pack_or_folder(text: str) -> Pack:
    """A pack of the book by its id, or one in a folder outside it. Raises NoSuchPack, PackError."""
    if text in pack_ids():
        return pack_named(text)
    if not Path(text).is_dir():
        raise NoSuchPack(text)
    return load_pack(Path(text).resolve())


def default_packs() -> tuple[str, ...]:
    """The packs that are judged where none is chosen: the notice and its overlays."""
    return with_overlays(tuple(pack.id for pack in packs() if pack.is_default))


def every_pack() -> tuple[str, ...]:
    """All packs that may be enforced: no draft, no example."""
    return tuple(pack.id for pack in packs() if pack.status.enforced)


def with_overlays(chosen: Sequence[str]) -> tuple[str, ...]:
    """The chosen packs, the packs they change, and the enforced overlays of all these. Raises NoSuchPack."""
    known = {pack.id: pack for pack in packs()}
    wanted = {above for pack_id in chosen for above in _and_above(pack_id, known)}
    while more := {p.id for p in packs() if p.parent in wanted and p.status.enforced} - wanted:
        wanted |= more
    return tuple(pack.id for pack in packs() if pack.id in wanted)


def _and_above(pack_id: str, known: dict[str, Pack]) -> list[str]:
    """The pack and the packs it changes, one above the other; a circle of parents ends where it closes."""
    found: list[str] = []
    above: str | None = pack_id
    while above is not None and above not in found:
        if above not in known:
            raise NoSuchPack(above)
        found.append(above)
        above = known[above].parent
    return found


def with_descendants(pack_id: str) -> set[str]:
    """A pack and every overlay of it, and of these."""
    found = {pack_id}
    while more := {pack.id for pack in packs() if pack.parent in found} - found:
        found |= more
    return found


def law_on(day: date, chosen: Sequence[str] | None = None) -> Law:
    """The law of a day by exactly these packs; by the default ones where none is chosen. Raises NoSuchPack, PackError."""
    return _law(day, tuple(chosen) if chosen is not None else default_packs())


@lru_cache(maxsize=256)
def _law(day: date, chosen: tuple[str, ...]) -> Law:
    known = {pack.id: pack for pack in packs()}
    for pack_id in chosen:
        if pack_id not in known:
            raise NoSuchPack(pack_id)
    return resolve([known[pack_id] for pack_id in chosen], day)


def rules_on(day: date) -> tuple[Rule, ...]:
    """The rules in force on a day by the default packs, pack by pack, in the document's order."""
    return law_on(day).rules


def law_pinned(day: date, pinned_packs: Sequence[PinnedPack]) -> Law:
    """The law of a round. A pack that has been taken out of the book since is left out."""
    known = set(pack_ids())
    return law_on(day, [pack["id"] for pack in pinned_packs if pack["id"] in known])


def all_rules() -> tuple[Rule, ...]:
    """Every rule of every pack, those from memory (not enforced) included."""
    return tuple(rule for pack in packs() for rule in pack.rules)


@cache
def _by_code() -> dict[str, tuple[Pack, Rule]]:
    return {rule.code: (pack, rule) for pack in packs() for rule in pack.rules}


def rule_named(code: str) -> Rule:
    """A rule as its pack has it. Raises KeyError."""
    return _by_code()[code][1]


def pack_of(code: str) -> Pack:
    """The pack that a rule stands in. Raises KeyError."""
    return _by_code()[code][0]


def pinned(law: Law) -> list[PinnedPack]:
    """The packs that have a rule in force and those between them and the nation, as a round stores them."""
    speaking = {rule.pack_id for rule in law.rules}
    used = {each.id for pack in law.packs if pack.id in speaking for each in (pack, *above(pack, law.packs))}
    return [PinnedPack(id=pack.id, version=pack.version, checksum=pack.checksum) for pack in law.packs if pack.id in used]


def in_card_order(rules: tuple[Rule, ...]) -> dict[Domain, tuple[Rule, ...]]:
    """Rules by domain, in the order of a scorecard's page. Domains without a rule are left out."""
    grouped = {domain: tuple(rule for rule in rules if rule.domain is domain) for domain in Domain}
    return {domain: found for domain, found in grouped.items() if found}


def is_programme(rule: Rule) -> bool:
    """Rules about the pilot programme are counted apart from those about the community."""
    return rule.subject is Subject.PROGRAMME
