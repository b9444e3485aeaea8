"""Divisions, communities and what is counted and answered about them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from communities.divisions import Level, ancestry, full_code, is_pseudo, level_of, parent_code, path_of
from communities.models import Block, Community, Division, HouseholdCount, Source, SurveyAnswer

DAY = date(2026, 6, 30)
"""The day on which the tests' data speaks and the tests' law applies."""


def make_source(name: str = "register", **fields: Any) -> Source:
    """The source of this name, made the first time."""
    return Source.objects.filter(name=name).first() or Source.objects.create(name=name, **fields)


def make_division(code: str, name: str = "", **fields: Any) -> Division:
    """The division of a code of 2 to 9 digits, with all that lies above it, each made the first time."""
    full = full_code(code)
    above = parent_code(full)
    found = Division.objects.filter(code=full).first()  # asked first: those above it are there if it is
    return found or _new_division(full, make_division(above) if above else None, name or f"区划{code}", **fields)


def _new_division(full: str, above: Division | None, name: str, **fields: Any) -> Division:
    return Division.objects.create(**{**_as_coded(full), "parent": above, "name": name, **fields})


def _as_coded(full: str) -> dict[str, Any]:
    """What a division has from its code."""
    return {"code": full, "level": level_of(full).value, "path": path_of(full), "is_pseudo": is_pseudo(full)}


def make_divisions(names: Mapping[str, str]) -> dict[str, Division]:
    """Those of these codes and names, and all above them, by full code: as make_division makes them, level by level."""
    named = {full_code(code): name or f"区划{code}" for code, name in names.items()}
    wanted = {above for code in named for above in ancestry(code)}
    made = Division.objects.in_bulk(wanted, field_name="code")
    for level in Level:
        missing = [code for code in sorted(wanted - made.keys()) if level_of(code) is level]
        rows = [
            Division(**_as_coded(code), parent=made.get(parent_code(code) or ""), name=named.get(code, f"区划{code}"))
            for code in missing
        ]
        made |= {row.code: row for row in Division.objects.bulk_create(rows)}
    return made


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
