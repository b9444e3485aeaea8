"""Premises and facilities that an option names, each with what it is compared by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.remedies.facilities import FacilityMatch
from assessments.remedies.matching import Fit, Match
from assessments.remedies.option import Option
from assessments.remedies.stock import AtHand, FacilityNear
from assessments.standards.units import Unit, shown
from assessments.views.language import day_text, lang_now, listed, spoken
from assessments.views.price_words import cost_text
from assessments.views.provenance import label_of

SHOWN = 5
"""So many of each kind are listed; how many more there are is said."""


@dataclass(frozen=True)
class PlaceBox:
    """One line of remedy.html: what it is, what it is compared by, why it does or does not fit."""

    name: str
    facts: str
    why: str
    provenance: str


@dataclass(frozen=True)
class Places:
    """A heading with lines below it, and how many more there are."""

    heading: str
    lines: tuple[PlaceBox, ...]
    more: str


def places(option: Option) -> tuple[Places, ...]:
    """Those that fit, those of which nobody can tell, those that do not fit; what there is none of is left out."""
    headings = {
        Fit.FITS: _("These would do, the best first"),
        Fit.UNCLEAR: _("Cannot tell"),
        Fit.MISSES: _("Not suitable"),
    }
    found = ((heading, list(_lines(option, fit))) for fit, heading in headings.items())
    return tuple(Places(heading, tuple(lines[:SHOWN]), _more(lines)) for heading, lines in found if lines)


def _more(lines: Sequence[PlaceBox]) -> str:
    return _("and %(others)s more") % {"others": len(lines) - SHOWN} if len(lines) > SHOWN else ""


def _lines(option: Option, fit: Fit) -> Iterator[PlaceBox]:
    yield from (_premises(match) for match in option.matches if match.fit is fit)
    yield from (_facility(match) for match in option.facilities if match.fit is fit)


def _premises(match: Match) -> PlaceBox:
    one = match.at_hand
    why = [spoken(words) for words in (*match.why, *((match.first,) if match.first else ()))]
    given = [each.name for each in match.given[:SHOWN]]
    if given:
        why.append(_("could be given for it: %(assets)s") % {"assets": listed(given)})
    return PlaceBox(one.name, _joined(_compared(match)), _joined(why), label_of(one.provenance))


def _compared(match: Match) -> Iterator[str]:
    """Distance, area and what is left of it, storey, day, cost."""
    one = match.at_hand
    yield where(one)
    if one.area is not None:
        yield area_text(one.area)
    if match.surplus is not None and match.surplus > 0:
        yield _("%(area)s more than needed") % {"area": area_text(match.surplus)}
    if one.storey is not None:
        yield _("storey %(storey)s") % {"storey": one.storey}
    if one.available_from:
        yield _("available from %(day)s") % {"day": day_text(one.available_from)}
    if match.cost:
        yield cost_text(match.cost)


def _facility(match: FacilityMatch) -> PlaceBox:
    one = match.facility
    why = _joined([spoken(words) for words in match.why])
    return PlaceBox(one.name or one.code, _joined(_of_facility(one)), why, label_of(one.provenance))


def _of_facility(one: FacilityNear) -> Iterator[str]:
    """Whose it is, distance, area, places, and on whose word."""
    if one.community and not one.in_community:
        yield one.community
    yield where(one)
    if one.area is not None:
        yield area_text(one.area)
    if one.capacity is not None:
        yield _("capacity %(capacity)s") % {"capacity": f"{one.capacity:,}"}
    yield _("source: %(source)s") % {"source": one.source}


def where(one: AtHand | FacilityNear) -> str:
    if one.in_community:
        return _("in this community")
    if one.metres is None:
        return _("distance not known")
    return _("%(metres)s m away") % {"metres": f"{one.metres:,}"}


def area_text(hundredths: int | None) -> str:
    return "" if hundredths is None else shown(hundredths, Unit.AREA, lang_now())


def _joined(parts: Iterator[str] | Sequence[str]) -> str:
    """In one sentence; names may hold a comma of their own."""
    return ("；" if lang_now() == "zh" else "; ").join(part.rstrip("。.") for part in parts)
