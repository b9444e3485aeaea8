"""Which gaps of the community a work plan wants to close: those that its key projects close, and the rest. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from communities.words import Words
from pilots.reviewing.content import Project


@dataclass(frozen=True)
class Coverage:
    """Codes of rules, in the order of the card. ``unknown``: neither met nor a gap until somebody has looked."""

    covered: tuple[str, ...]
    open: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def words(self) -> Words:
        """3 of 5 gaps are covered by key projects; 2 are still to be verified."""
        covered, gaps, unknown = len(self.covered), len(self.covered) + len(self.open), len(self.unknown)
        return Words(
            f"现有短板 {gaps} 项，重点项目覆盖 {covered} 项；另有 {unknown} 项情况不明，有待核实，不计入短板。",
            f"{covered} of {gaps} gaps {'is' if gaps == 1 else 'are'} covered by key projects; {unknown} more "
            f"{'is' if unknown == 1 else 'are'} unknown and to be verified, and counted as no gap.",
        )


def coverage(gaps: Sequence[str], unknown: Sequence[str], projects: Sequence[Project], community: str) -> Coverage:
    """What the projects close in that community, by its code."""
    closed: Collection[str] = {rule for one in projects for code, rule in one.get("closes", ()) if code == community}
    return Coverage(
        tuple(rule for rule in gaps if rule in closed), tuple(rule for rule in gaps if rule not in closed), tuple(unknown)
    )
