"""Scores and shares for the eye: 0 to 100 with one decimal, cut outwards, so that what is shown holds the exact value."""

from decimal import Decimal
from fractions import Fraction

from assessments.scores.model import DOMAINS, Per, Weights
from assessments.scores.scoring import TENTHS, Span
from assessments.standards.model import Domain
from communities.words import Words

DASH = "–"


def ends(span: Span) -> tuple[str, str] | None:
    """Both ends: the low one rounded down, so that almost all is never shown as all, the high one up.

    They are the same text only where nothing is unknown. None where nothing was judged.
    """
    low, high, whole = span
    if not whole:
        return None
    floor = low * TENTHS // whole
    return _tenths(floor), _tenths(floor if low == high else -(-high * TENTHS // whole))


def span_text(span: Span, none: str = "—") -> str:
    """``62.5`` where everything is known, ``62.5–75.0`` where not, ``none`` where nothing was judged."""
    found = ends(span)
    return none if found is None else found[0] if span.low == span.high else DASH.join(found)


def mean_text(value: Fraction) -> str:
    """A mean number of places with one decimal, rounded up: a little is never shown as nothing."""
    return _tenths(-(-value.numerator * 10 // value.denominator))


def percent_text(value: Fraction) -> str:
    """A weight's part of the whole in percent with one decimal, rounded to the nearest, half to even."""
    return f"{_tenths(round(value * TENTHS))}%"


def decimal_text(value: Fraction) -> str:
    """A weight as it stands in its file: ``0.25``."""
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


def weight_words(weights: Weights, domain: Domain) -> Words:
    """A domain's part of the whole; where each rule weighs, the weight of one of its rules."""
    if weights.per is Per.DOMAIN:
        percent = percent_text(weights.share(domain))
        return Words(percent, percent)
    weight = decimal_text(weights.parts[DOMAINS.index(domain)])
    return Words(f"每条 {weight}", f"{weight} a rule")


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}"
