"""A draft's impact as plain data, the same for the command and the API."""

from typing import Any

from assessments.labels import label_codes
from assessments.reports.figures import difference_of, text_of
from assessments.selectors.impact import Bill, Flip, Impact, ThingImpact, flips
from assessments.standards.units import Unit


def impact_data(found: Impact) -> dict[str, Any]:
    """The whole impact, every flip named."""
    things = [thing_data(thing) | {"flips": flips_data(found, thing)} for thing in found.things]
    return head_data(found) | {"things": things}


def head_data(found: Impact) -> dict[str, Any]:
    """Which draft, against which law, on which data."""
    return {
        "draft": {"id": found.draft.id, "title": found.draft.title.as_dict(), "status": found.draft.status.value},
        "day": found.day.isoformat(),
        "as_of": found.as_of.isoformat(),
        "basis": [pack.id for pack in found.speaking],
        "communities": len(found.sheet),
        "communities_in_place": found.spoken_of,
        "data_labels": label_codes(found.labels),
    }


def thing_data(thing: ThingImpact) -> dict[str, Any]:
    """One thing: how many go from which state to which, the floor area to be made up, what it would cost."""
    change = thing.change
    return {
        "thing": change.thing,
        "rules": [rule.code for rule in change.rules],
        "flipped": int(change.flipped.sum()),
        "counts": [
            {"before": before.code, "after": after.code, "communities": number}
            for (before, after), number in change.counts().items()
        ],
        "area_before": text_of(thing.area_before, Unit.AREA),
        "area_after": text_of(thing.area_after, Unit.AREA),
        "costs": [_bill_data(bill) for bill in thing.bills if bill.after],
    }


def _bill_data(bill: Bill) -> dict[str, Any]:
    """Yuan, to the yuan: if every gap were closed by this one remedy."""
    made: dict[str, Any] = {"remedy": bill.remedy.code}
    for name, cost in (("before", bill.before), ("after", bill.after)):
        made[f"{name}_low"] = None if cost is None else f"{cost.low:.0f}"
        made[f"{name}_high"] = None if cost is None else f"{cost.high:.0f}"
    return made | {"placeholder_prices": bill.after is not None and bill.after.is_placeholder}


def flips_data(found: Impact, thing: ThingImpact) -> list[dict[str, Any]]:
    return [_flip_data(flip, thing) for flip in flips(found, thing)]


def _flip_data(flip: Flip, thing: ThingImpact) -> dict[str, Any]:
    unit = thing.change.rules[0].unit
    return {
        "community": flip.code,
        "name": flip.name,
        "before": flip.before.code,
        "after": flip.after.code,
        "required_before": text_of(flip.required_before or None, unit),
        "required_after": text_of(flip.required_after or None, unit),
        "shortfall_after": difference_of(flip.shortfall_after or None, unit),
        "unit": unit.value,
    }
