"""The list of faults: which checks, where, and as of when. The faults are found live, and only once they are looked at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils import timezone

from assessments.checks.book import all_checks
from assessments.checks.model import Check, Fault, Severity
from assessments.selectors.faults import ORDER, Checked, faults, per_check
from communities.divisions import path_of
from communities.filters import AnyOf, Order, Ordering, SpokenFilter, SpokenFilterSet, Within
from communities.filters.base import Rows
from communities.filters.community import DIVISION
from communities.filters.kinds import Choices
from communities.in_memory import MemoryRows
from communities.scope import EVERYWHERE
from communities.words import Words

T = TypeVar("T")
SEVERITIES = {severity.value: severity.words for severity in Severity}
AS_OF_HELP = Words("默认为今天", "today unless said")


def check_choices() -> Choices:
    """Code -> code and name."""
    return {one.code: Words(f"{one.code} {one.name.zh}", f"{one.code} {one.name.en}") for one in all_checks()}


class FoundLater(MemoryRows[T]):
    """Values that are found when they are first looked at: an address that is refused costs nothing."""

    def __init__(self, find: Callable[[], Iterable[T]], order: tuple[str, ...]) -> None:
        self._find = find
        self._found: tuple[T, ...] | None = None
        super().__init__((), order)

    @property
    def values(self) -> tuple[T, ...]:
        if self._found is None:
            self._found = tuple(self._find())
        return self._found

    @values.setter
    def values(self, nothing: tuple[T, ...]) -> None:
        """The base sets what it has been given: nothing yet."""


class _Place(Within):
    def filter(self, qs: Rows, value: Any) -> Rows:  # noqa: ARG002  the area of the checks does it
        return qs


class _Some(AnyOf):
    def filter(self, qs: Rows, value: Any) -> Rows:  # noqa: ARG002  it chooses checks
        return qs


class _Named(_Some):
    def schema(self) -> dict[str, Any]:
        """Without the codes: a new check is data and no change of the interface."""
        return {"type": "array", "items": {"type": "string"}, "examples": [["DATA-POP-01"]]}


class _AsOf(SpokenFilter):
    """The day the data speaks of."""

    field_class = forms.DateField

    def __init__(self, words: Words, **field: Any) -> None:
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(words, input_formats=["%Y-%m-%d"], widget=day, **field)

    def filter(self, qs: Rows, value: Any) -> Rows:  # noqa: ARG002  the area of the checks does it
        return qs

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Asked:
    """What a valid filter asks for."""

    checks: tuple[Check, ...]
    under: str
    as_of: date


class CheckFilter(SpokenFilterSet):
    """Checks by place, check, severity and day of the data."""

    tie: ClassVar[tuple[str, ...]] = ("position",)

    division = _Place(DIVISION)
    check = _Named(Words("检查项", "Check"), choices=check_choices)
    severity = _Some(Words("严重程度", "Severity"), choices=SEVERITIES)
    as_of = _AsOf(Words("数据日期", "Day of the data"), help_words=AS_OF_HELP)

    def __init__(self, data: Any = None, queryset: Any = None, **options: Any) -> None:
        nothing: Any = MemoryRows(()) if queryset is None else queryset
        super().__init__(data, nothing, **options)

    def asked(self) -> Asked:
        """Only of a valid filter."""
        said = self.form.cleaned_data
        wanted, severities = said["check"] or check_choices(), said["severity"] or SEVERITIES
        checks = (one for one in all_checks() if one.code in wanted and one.severity in severities)
        under = path_of(said["division"]) if said["division"] else EVERYWHERE
        day = said["as_of"] or timezone.localdate()
        return Asked(tuple(checks), under, day)

    def found(self) -> list[Fault]:
        """What the checks asked for find. Only of a valid filter."""
        asked = self.asked()
        return faults(self.scope, asked.checks, as_of=asked.as_of, under=asked.under)

    def filter_queryset(self, queryset: Any) -> Any:  # noqa: ARG002  the checks find the rows
        return FoundLater(self._counted, self.order())

    def _counted(self) -> list[Checked]:
        return per_check(self.asked().checks, self.found())


class FaultFilter(CheckFilter):
    """Faults by place, check, severity and day of the data."""

    tie = ORDER
    orders = {
        "severity": Order(Words("严重程度", "severity"), "rank"),
        "code": Order(Words("社区代码", "community code"), "community"),
    }
    ordering = Ordering(orders)

    def filter_queryset(self, queryset: Any) -> Any:  # noqa: ARG002  the checks find the rows
        return FoundLater(self.found, self.order())
