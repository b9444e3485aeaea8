"""What weights are: a share of the score for every domain of the community's own. All frozen, all exact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import gcd, lcm

from assessments.standards.model import Confidence, Domain
from communities.words import Words

DOMAINS = tuple(domain for domain in Domain if domain is not Domain.PRG)
"""The community's own domains. Whether it is a pilot says nothing about how complete it is."""


class Per(StrEnum):
    """What a weight is given to."""

    DOMAIN = "domain"
    RULE = "rule"


@dataclass(frozen=True)
class Weights:
    """One weight above 0 for each of DOMAINS, in their order; only their proportion matters.

    Per domain, a domain weighs the same however many rules it has. Per rule, each judged rule of the domain weighs so much.
    """

    per: Per
    parts: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        if len(self.parts) != len(DOMAINS) or min(self.parts) <= 0:
            raise ValueError(f"weights are {len(DOMAINS)} numbers above 0, not {self.parts}")

    def whole(self) -> tuple[int, ...]:
        """The smallest whole numbers in the same proportion."""
        scale = lcm(*(part.denominator for part in self.parts))
        numbers = [int(part * scale) for part in self.parts]
        return tuple(number // gcd(*numbers) for number in numbers)

    def share(self, domain: Domain) -> Fraction:
        """The domain's part of all weights: they add up to exactly 1."""
        return self.parts[DOMAINS.index(domain)] / sum(self.parts)

    def times(self, domain: Domain, factor: Fraction) -> Weights:
        """The same with one weight changed; the others give or take, because only the proportion matters."""
        parts = tuple(part * factor if each is domain else part for each, part in zip(DOMAINS, self.parts, strict=True))
        return replace(self, parts=parts)


@dataclass(frozen=True)
class WeightSet:
    """Weights that can be chosen. ``place`` orders them; ``reason`` says what they are for, ``source`` who says so."""

    id: str
    place: int
    title: Words
    reason: Words
    source: Words
    confidence: Confidence
    weights: Weights
