"""A measure in words of JSON, as it is kept with the plan: what it costs and by whose word, what it builds."""

from collections.abc import Mapping
from typing import Any

from assessments.remedies.costs import Range
from assessments.remedies.effects import Answered, Built, Extended, GivenOver, Shared
from assessments.remedies.measures import Measure, Money, Placed
from assessments.remedies.prices import PriceLine


def cost_told(measure: Measure) -> dict[str, Any]:
    """Yuan as text, [low, high]; ``running`` and ``present`` None where the upkeep is not known; months from and to."""
    money = measure.money
    return {
        "once": _range(money.once),
        "rent": _range(money.rent),
        "running": _known(money.running),
        "present": _known(money.present),
        "months": list(measure.way.months) if measure.way.months else None,
        "is_placeholder": money.is_placeholder,
        "lines": [_line(line) for line in money.lines],
    }


def _known(amount: Range | None) -> list[str] | None:
    return None if amount is None else _range(amount)


def _range(amount: Range) -> list[str]:
    return [str(amount.low), str(amount.high)]


def _line(line: PriceLine) -> dict[str, Any]:
    return {
        "remedy": line.remedy, "facility_type": line.facility_type, "item": line.item, "unit": line.unit.value,
        "low": str(line.low), "high": str(line.high), "source": [line.source.zh, line.source.en],
        "place": [line.place_name.zh, line.place_name.en], "since": line.since.isoformat() if line.since else None,
        "is_placeholder": line.is_placeholder,
    }  # fmt: skip


def builds_told(measure: Measure, codes: Mapping[int, str]) -> list[dict[str, Any]]:
    """``codes``: database id -> code of every community that may be named. Areas in m2, as text."""
    return [_placed(each, codes) for each in measure.placed]


def _placed(one: Placed, codes: Mapping[int, str]) -> dict[str, Any]:
    return {"community": codes[one.community], **_effect(one), "serves": [codes[pk] for pk in one.serves]}


def _effect(placed: Placed) -> dict[str, Any]:
    match placed.effect:
        case Built() as built:
            areas = {name: area_told(getattr(built, name)) for name in ("floor_area", "activity_area", "site_area")}
            return {"kind": "built", "thing": built.facility_type, **areas, "lng": placed.lng, "lat": placed.lat}
        case Answered() as answered:
            return {"kind": "answered", "thing": answered.item, "value": answered.value}
        case GivenOver() as given:
            return {"kind": "given_over", "thing": given.facility_type, "activity_area": area_told(given.area)}
        case Extended() as more:
            areas = {"floor_area": area_told(more.floor_area), "activity_area": area_told(more.activity_area)}
            return {"kind": "extended", "thing": more.facility_type, "facility": more.facility, **areas}
        case Shared() as shared:
            return {"kind": "shared", "thing": shared.facility_type, "facility": shared.facility}


def area_told(hundredths: int | None) -> str | None:
    """m2 with two decimals."""
    return None if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


def price_of(money: Money) -> str:
    """A short mark of where the figures come from: placeholder, book or owner."""
    if money.is_placeholder:
        return "placeholder"
    return "book" if money.lines else "owner"
