"""Which rows a trace may name: those of communities in the reader's scope, and the facilities that serve them.

A block's or a district's fact counts rows of neighbours too. Its figure is the reader's, whose verdict rests on it; the
neighbours' rows are not: those outside the scope stand in the trace as one sum without names, sources or dates.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django.db.models import Model

from assessments.facts.parts import Part, part
from communities.models import Community, Compound, HouseholdCount, SurveyAnswer
from communities.scope import AreaScope
from communities.selectors import within
from facilities.models import Facility, Inventory

OUTSIDE = "outside"
NAMELESS = ("district",)
"""Kinds of parts that are counts and name no row."""

_ROWS: dict[str, tuple[type[Model], str, tuple[str, ...]]] = {
    "answer": (SurveyAnswer, "pk", ("community__path",)),
    "community": (Community, "code", ("path",)),
    "compound": (Compound, "code", ("community__path",)),
    "facility": (Facility, "code", ("community__path", "served__community__path")),
    "household_count": (HouseholdCount, "pk", ("community__path",)),
    "inventory": (Inventory, "pk", ("community__path",)),
}
"""Kind of a part's id -> its table, the field of its key, and where a path makes it the reader's. No other kind is shown."""


def shown_to(scope: AreaScope, parts: list[Part]) -> list[Part]:
    """The parts of one fact as ``scope`` may see them. The values still add up to what they added up to."""
    if scope.is_everywhere:
        return parts
    visible = _visible(scope, (one["id"] for one in parts))
    hidden = [one for one in parts if one["id"] not in visible]
    return [*(one for one in parts if one["id"] in visible), *([_sum(hidden)] if hidden else [])]


def _visible(scope: AreaScope, ids: Iterable[str]) -> set[str]:
    keys: dict[str, list[str]] = defaultdict(list)
    for text in ids:
        kind, _, key = text.partition(":")
        keys[kind].append(key)
    return {f"{kind}:{key}" for kind, wanted in keys.items() for key in _kept(scope, kind, wanted)}


def _kept(scope: AreaScope, kind: str, keys: list[str]) -> Iterable[object]:
    if kind in NAMELESS or kind not in _ROWS:
        return keys if kind in NAMELESS else ()
    model, field, paths = _ROWS[kind]
    rows = model._default_manager.filter(**{f"{field}__in": keys}).order_by()
    return {key for path in paths for key in within(rows, scope, path=path).values_list(field, flat=True)}


def _sum(hidden: list[Part]) -> Part:
    """One part for all of them; without a value where none of them has one that can be added."""
    values = [value for one in hidden if (value := _number(one["value"])) is not None]
    return part(OUTSIDE, len(hidden), None, value=sum(values) if values else None)


def _number(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None
