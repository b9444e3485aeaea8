"""What a project that is entered by hand builds, in the shape in which plans keep it (see build_words.py). Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from assessments.remedies.needs import WORKS_ITEMS
from communities.survey_items import SURVEY_ITEMS, SurveyItem, SurveyKind

IN_ORDER: Final[Mapping[SurveyKind, int]] = MappingProxyType({SurveyKind.STATE: 2, SurveyKind.FLAG: 1, SurveyKind.MATURITY: 3})
"""The answer that says that a thing is in order. Other kinds of answers are figures, which nobody builds."""
Build = dict[str, Any]


def can_be_put_in_order(item: SurveyItem) -> bool:
    """Works, or a service that is set going. Other questions that take yes or no are about agreements and plans."""
    return item.kind in (SurveyKind.STATE, SurveyKind.MATURITY) or item.code in WORKS_ITEMS


def built(community: str, facility_type: str, areas: Mapping[str, str | None]) -> Build:
    """A new facility; ``areas``: floor_area, activity_area, site_area in m2 as text, None where nobody has said."""
    names = ("floor_area", "activity_area", "site_area")
    sizes = {name: areas.get(name) for name in names}
    return {"community": community, "kind": "built", "thing": facility_type, **sizes, "lng": None, "lat": None, "serves": []}


def put_in_order(community: str, item: str) -> Build:
    value = IN_ORDER[SURVEY_ITEMS[item].kind]
    return {"community": community, "kind": "answered", "thing": item, "value": value, "serves": []}


def shared(community: str, facility_type: str, facility: str) -> Build:
    """A facility of a neighbour, by its code, that will serve this community too."""
    return {"community": community, "kind": "shared", "thing": facility_type, "facility": facility, "serves": []}
