"""Everything that is stored, to compare before and after."""

from typing import Any

from django.db import models

from communities.models import (
    Block,
    Community,
    Compound,
    Division,
    DivisionCount,
    HouseholdCount,
    PopulationBand,
    Source,
    SurveyAnswer,
)
from facilities.models import Facility, Inventory, Premises, ServedCommunity

MODELS: tuple[type[models.Model], ...] = (
    Division, DivisionCount, Block, Community, HouseholdCount, PopulationBand, Compound, Facility, ServedCommunity, Premises,
    SurveyAnswer, Inventory,
)  # fmt: skip
"""Parents first."""

Snapshot = dict[str, Any]


def exact() -> Snapshot:
    """Every row of every table with its primary key and source, as it stands."""
    return {model.__name__: [_plain(row) for row in model._base_manager.order_by("pk").values_list()] for model in MODELS}


def portable() -> Snapshot:
    """The same without keys, sources and how often each was written: what stands in another row is named by its code."""
    return {model.__name__: sorted(_rows(model), key=repr) for model in MODELS}


def _rows(model: type[models.Model]) -> list[Any]:
    fields = [each for each in model._meta.concrete_fields if not _is_of_here(each)]
    names = [f"{field.name}__code" if isinstance(field, models.ForeignKey) else field.name for field in fields]
    return [_plain(row) for row in model._default_manager.order_by().values_list(*names)]


def _is_of_here(field: "models.Field[Any, Any]") -> bool:
    return field.primary_key or field.related_model is Source or field.name == "version"


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)


def delete_everything() -> None:
    for model in reversed(MODELS):
        while (found := model._default_manager.filter(**_childless(model))).exists():
            found.delete()


def _childless(model: type[models.Model]) -> dict[str, Any]:
    return {"children__isnull": True} if model is Division else {}
