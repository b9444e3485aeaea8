"""The ways to close a gap as plain values: money as text in yuan, areas as text in m2."""

from decimal import Decimal
from typing import Any

from assessments.remedies.costs import Cost, Range
from assessments.remedies.facilities import FacilityMatch
from assessments.remedies.matching import Match
from assessments.remedies.option import Option
from assessments.remedies.prices import PriceLine
from assessments.reports.figures import text_of
from assessments.standards.units import Unit


def option_row(option: Option) -> dict[str, Any]:
    remedy, need = option.remedy, option.need
    return {
        "way": remedy.code,
        "name": remedy.name.as_dict(),
        "outside_the_five": remedy.outside,
        "standing": option.standing.value,
        "reason": option.reason.as_dict(),
        "clause": option.clause,
        "area": text_of(need.area, Unit.AREA),
        "area_basis": need.basis.as_dict(),
        "area_is_placeholder": need.basis_is_placeholder,
        "cost": _cost(option.cost) if option.cost else None,
        "months": list(remedy.months) if remedy.months else None,
        "ownership": remedy.ownership.as_dict(),
        "risks": [risk.as_dict() for risk in remedy.risks],
        "reminder": option.reminder.as_dict() if option.reminder else None,
        "premises": [_premises(match) for match in option.matches],
        "facilities": [_facility(match) for match in option.facilities],
        "provenances": sorted(option.provenances),
    }


def _cost(cost: Cost) -> dict[str, Any]:
    rent = Range(cost.yearly_low, cost.yearly_high) if cost.yearly_low is not None and cost.yearly_high is not None else None
    return {
        "once": _range(Range(cost.low, cost.high)),
        "rent_a_year": _range(rent),
        "running_a_year": _range(cost.running),
        "net_present": _range(cost.present),
        "years": cost.terms.years,
        "rate": str(cost.terms.rate),
        "is_placeholder": cost.is_placeholder,
        "asked_by_owner": cost.asked,
        "prices": [_line(line) for line in cost.lines],
    }


def _range(found: Range | None) -> dict[str, str] | None:
    return {"low": _yuan(found.low), "high": _yuan(found.high)} if found else None


def _yuan(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _line(line: PriceLine) -> dict[str, Any]:
    return {
        "remedy": line.remedy,
        "facility_type": line.facility_type,
        "item": line.item,
        "unit": line.unit.value,
        "low": _yuan(line.low),
        "high": _yuan(line.high),
        "place": line.place_name.as_dict(),
        "since": line.since,
        "source": line.source.as_dict(),
        "is_placeholder": line.is_placeholder,
    }


def _premises(match: Match) -> dict[str, Any]:
    one = match.at_hand
    return {
        "code": one.code,
        "name": one.name,
        "kind": one.kind,
        "fit": match.fit.value,
        "why": [words.as_dict() for words in match.why],
        "first_because": match.first.as_dict() if match.first else None,
        "in_community": one.in_community,
        "metres": one.metres,
        "area": text_of(one.area, Unit.AREA),
        "needed": text_of(match.needed, Unit.AREA),
        "surplus": _surplus(match.surplus),
        "storey": one.storey,
        "public": one.is_public,
        "available_from": one.available_from,
        "lease_until": one.lease_until,
        "cost": _cost(match.cost) if match.cost else None,
        "given": [asset.code for asset in match.given],
        "provenance": one.provenance,
    }


def _surplus(area: int | None) -> str | None:
    """With a minus where it is too small."""
    text = text_of(abs(area), Unit.AREA) if area is not None else None
    return f"-{text}" if text and area is not None and area < 0 else text


def _facility(match: FacilityMatch) -> dict[str, Any]:
    one = match.facility
    return {
        "code": one.code,
        "name": one.name,
        "facility_type": one.facility_type,
        "fit": match.fit.value,
        "why": [words.as_dict() for words in match.why],
        "in_community": one.in_community,
        "community": one.community,
        "metres": one.metres,
        "area": text_of(one.area, Unit.AREA),
        "capacity": one.capacity,
        "tenure": one.tenure,
        "source": one.source,
        "provenance": one.provenance,
    }
