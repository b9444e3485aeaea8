"""What the lists and details of a round share: which round is meant, and the parameters that say so."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model
from rest_framework.exceptions import NotFound

from assessments.api.showing import addresses
from assessments.models import Round
from assessments.selectors.rounds import latest_round, place_asked, rounds
from communities.api.base import ListViewSet
from communities.api.parameters import Parameter
from communities.api.problems import Problem, of_parameter
from communities.filters import SpokenFilterSet
from communities.language import reader_lang
from communities.words import Words

M = TypeVar("M", bound=Model)
DIGITS = 9
BAD_ROUND = Words("round 须为评估批次的编号。", "round is the number of an assessment.")
ROUND = Parameter(
    "round",
    Words(
        "评估批次编号；默认为覆盖所查范围的最近一次，没有时取其中范围最大的一次",
        "Number of the round; default: the newest that covers what is asked, else the widest within it",
    ),
    {"type": "integer", "minimum": 1, "maximum": 10**DIGITS - 1},
)


class OfRound(ListViewSet[M], Generic[M]):
    """The round is named by the path or by ``?round=``, or is the newest that covers what is asked."""

    detail_parameters: ClassVar[Sequence[Parameter]] = (ROUND,)

    @cached_property
    def round(self) -> Round:
        """Raises Problem or NotFound. A round outside the scope is as one that does not exist."""
        number = self._number()
        found = latest_round(self.scope, self._place()) if number is None else rounds(self.scope).filter(pk=number).first()
        if found is None:
            raise NotFound if number is not None or "code" in self.kwargs else Problem("no_round")
        return found

    def _number(self) -> int | None:
        text = self.kwargs.get("round") or self.request.query_params.get("round")
        if text is None:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
            raise Problem("bad_value", faults=[of_parameter("round", "bad_value", BAD_ROUND.of(reader_lang()))])
        return int(text)

    def _place(self) -> str:
        """The path that the round has to cover."""
        return place_asked(self.kwargs.get("code") or self.request.query_params.get("division"))

    def pinned(self) -> dict[str, str]:
        """A list goes on in the round it began in, though a newer one may have been finished meanwhile."""
        return {"round": str(self.round.pk)} if ROUND in self.list_parameters else {}

    def filterset(self, rows: Any) -> SpokenFilterSet:
        self.narrowed = self.filterset_class(self.request.query_params, rows, scope=self.scope, one=self.round)
        return self.narrowed

    def counted(self) -> int:
        """How many rows the list has: from the sums kept with the round where they say it."""
        return self.narrowed.count()

    def get_serializer_context(self) -> dict[str, Any]:
        if getattr(self, "swagger_fake_view", False):  # the OpenAPI document asks without a request
            return dict(super().get_serializer_context())
        shared = {"round": self.round, "scope": self.scope, **addresses(self.round, self.request)}
        return {**super().get_serializer_context(), **shared}
