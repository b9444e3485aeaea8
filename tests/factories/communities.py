"""Divisions, communities and what is counted and answered about them."""

from datetime import date
from typing import Any

from communities.divisions import full_code, is_pseudo, level_of, parent_code, path_of
from communities.models import Block, Community, Division, HouseholdCount, Source, SurveyAnswer

DAY = date(2026, 6, 30)
"""The day on which the tests' data speaks and the tests' law applies."""


def make_source(name: str = "register", **fields: Any) -> Source:
    """The source of this name, made the first time."""
    return Source.objects.get_or_create(name=name, defaults=fields)[0]


def make_division(code: str, name: str = "", **fields: Any) -> Division:
    """The division of a code of 2 to 9 digits, with all that lies above it, each made the first time."""
    full = full_code(code)
    above = parent_code(full)
    defaults = {
        "name": name or f"区划{code}",
        "level": level_of(full).value,
        "parent": make_division(above) if above else None,
        "path": path_of(full),
        "is_pseudo": is_pseudo(full),
        **fields,
    }
    return Division.objects.get_or_create(code=full, defaults=defaults)[0]


def make_community(code: str = "900101001001", name: str = "", **fields: Any) -> Community:
    """A community of a 12-digit code; its sub-district is made where it is not there."""
    above = parent_code(code)
    if above is None:
        raise ValueError(f"{code} is a province")
    given = {"division": make_division(above), "path": path_of(code), "source": make_source(), **fields}
    return Community.objects.create(code=code, name=name or f"社区{code[-3:]}", **given)


def make_block(code: str = "B1", name: str = "") -> Block:
    return Block.objects.create(code=code, name=name or f"街区{code}")


def make_households(community: Community, households: int = 1000, *, counted_on: date = DAY, **fields: Any) -> HouseholdCount:
    """A count of resident households."""
    given = {"source": make_source(), **fields}
    return HouseholdCount.objects.create(community=community, households=households, counted_on=counted_on, **given)


def make_answer(community: Community, item: str, value: int, *, answered_on: date = DAY, **fields: Any) -> SurveyAnswer:
    """An answer as coded in communities/survey_items.toml."""
    given = {"source": make_source(), **fields}
    return SurveyAnswer.objects.create(community=community, item=item, value=value, answered_on=answered_on, **given)
