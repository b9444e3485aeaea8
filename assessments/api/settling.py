"""What would settle a finding, and the least that would close its gap, as plain values. Figures are printed as in a trace."""

from typing import Any

from assessments.standards.change_words import change_words
from assessments.standards.explain import Explanation
from assessments.standards.fact_names import fact_kind
from assessments.standards.smallest_change import Route, SmallestChange, Step
from assessments.standards.units import Unit, printed


def settling_answer(told: Explanation) -> dict[str, Any]:
    """The fields of a trace's answer. ``settled_by`` is null where the verdict is undefined over zero: nothing settles it."""
    return {
        "settled_by": None if told.settling.is_hopeless else list(told.settling.facts),
        "settled_by_is_smallest": told.settling.is_smallest,
        "may_settle": list(told.settling.alone),
        "smallest_change": change_body(told.change) if told.change else None,
    }


def change_body(change: SmallestChange) -> dict[str, Any]:
    return {
        "sentence": change_words(change).as_dict(),
        "routes": [_route(route) for route in (change.route, *change.instead)],
    }


def _route(route: Route) -> dict[str, Any]:
    return {
        "rule": route.by.code,
        "after": route.after.code,
        "steps": [_step(step) for step in route.steps],
        "among": list(route.among),
    }


def _step(step: Step) -> dict[str, Any]:
    unit = fact_kind(step.fact).unit
    return {
        "fact": step.fact,
        "from": printed(step.start, unit),
        "to": printed(step.to, unit),
        "difference": _difference(step, unit),
        "unit": unit.value,
    }


def _difference(step: Step, unit: Unit) -> str:
    """With a minus where there is too much: in m2 for areas, else a plain number of steps, months or things."""
    size = abs(step.difference)
    return "-" * (step.difference < 0) + (printed(size, unit) if unit is Unit.AREA else str(size))
