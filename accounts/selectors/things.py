"""The past of what lies in no place of the register: rounds, plans, deliveries, forms and sources, each by its number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, QuerySet

from accounts.selectors.histories import History, history_of_row
from assessments.models import RemedyPlan, Round
from assessments.selectors.ordered import ordered
from assessments.selectors.plans import plans
from assessments.selectors.sources import source_uses
from communities.models import Source
from communities.scope import AreaScope
from communities.selectors import within
from intake.models import BlankForm, Delivery
from intake.selectors import deliveries


@dataclass(frozen=True)
class Thing:
    """``seen``: those whose past is told in a scope: that of a wider place tells of what lies outside of it."""

    model: type[Model]
    seen: Callable[[AreaScope], "QuerySet[Any]"]
    page: str


def _forms(scope: AreaScope) -> QuerySet[BlankForm]:
    return within(BlankForm.objects.defer("content"), scope, path="division__path")


def _sources(scope: AreaScope) -> QuerySet[Source]:
    return Source.objects.filter(pk__in=[use.source.pk for use in source_uses(scope)])


THINGS: Final[Mapping[str, Thing]] = {
    "round": Thing(Round, ordered, "assessments:round"),
    "plan": Thing(RemedyPlan, plans, "assessments:plan"),
    "delivery": Thing(Delivery, deliveries, "intake:delivery"),
    "form": Thing(BlankForm, _forms, "intake:fill-form"),
    "source": Thing(Source, _sources, "intake:source"),
}
"""By the word in the address."""


def thing_history(scope: AreaScope, kind: str, pk: int) -> History | None:
    """None for what there is not, or not in the scope: the answer must be the same."""
    thing = THINGS[kind]
    found = thing.seen(scope).filter(pk=pk).first() if pk < 2**63 else None
    return history_of_row(thing.model, pk, str(getattr(found, "name", "") or pk)) if found else None
