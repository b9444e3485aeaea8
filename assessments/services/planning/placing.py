"""What a kept plan builds, read back from JSON: the same rows that were promised."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assessments.remedies.effects import Answered, Built, Effect, Extended, GivenOver, Shared
from assessments.remedies.measures import Placed


def placed_of(builds: Iterable[Mapping[str, Any]], ids: Mapping[str, int]) -> list[Placed]:
    """``ids``: code -> database id of every community that is named. The reverse of ``builds_told``."""
    return [
        Placed(
            ids[each["community"]], _effect(each), tuple(ids[code] for code in each["serves"]), each.get("lng"), each.get("lat")
        )
        for each in builds
    ]


def named_in(builds: Iterable[Mapping[str, Any]]) -> set[str]:
    """The codes of the communities."""
    return {code for each in builds for code in [each["community"], *each["serves"]]}


def _effect(told: Mapping[str, Any]) -> Effect:
    kind, thing = told["kind"], told["thing"]
    if kind == "built":
        return Built(thing, *_areas(told, ("floor_area", "activity_area", "site_area")))
    if kind == "answered":
        return Answered(thing, told["value"])
    if kind == "given_over":
        return GivenOver(thing, _area(told["activity_area"]) or 0)
    if kind == "extended":
        return Extended(thing, told["facility"], _area(told["floor_area"]) or 0, _area(told["activity_area"]))
    if kind == "shared":
        return Shared(thing, told["facility"])
    raise ValueError(kind)


def _areas(told: Mapping[str, Any], names: Sequence[str]) -> list[int | None]:
    return [_area(told[name]) for name in names]


def _area(text: str | None) -> int | None:
    """Hundredths of m2."""
    return None if text is None else int(text.replace(".", ""))
