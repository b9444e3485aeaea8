"""A filter knows how to narrow and how to speak: one class for the query and for its words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Expression, F, Model, QuerySet
from django.http import QueryDict
from django_filters import Filter, FilterSet

from communities.language import in_reader_language
from communities.scope import AreaScope
from communities.words import Lang, Words

Rows = QuerySet[Any]
ORDERING = "ordering"
PAGING = ("cursor",)
"""Parameters that belong to one page of a list and not to the list."""


@dataclass(frozen=True)
class Spoken:
    """One narrowing in words, and the query string of the list without it."""

    label: str
    value: str
    href: str
    colon: str = ": "

    @property
    def sentence(self) -> str:
        return f"{self.label}{self.colon}{self.value}"


@dataclass(frozen=True)
class Order:
    """A way to sort: the field, or an annotation ``field`` computed by ``by``. Never null, so that pages can be cut by it."""

    words: Words
    field: str
    by: Expression | F | None = None


class SpokenFilter(Filter):  # type: ignore[misc]  # django-filter publishes no types
    """One parameter. ``is_multiple``: it may be given more than once."""

    is_multiple: ClassVar[bool] = False

    def __init__(self, words: Words, field_name: str = "", *, help_words: Words | None = None, **field: Any) -> None:
        self.named, self.help_words = words, help_words
        if help_words:
            field["help_text"] = in_reader_language(help_words)
        super().__init__(field_name=field_name or None, label=in_reader_language(words), **field)

    def filter(self, qs: Rows, value: Any) -> Rows:
        return qs if value in ("", None, []) else self.narrow(qs, value)

    def narrow(self, rows: Rows, value: Any) -> Rows:
        """The rows for which ``value`` (cleaned, not empty) holds."""
        return rows.filter(**{self.field_name: value})

    def values(self, value: Any) -> Sequence[Any]:
        """The single values of a cleaned value."""
        return (value,)

    def in_words(self, value: Any, lang: Lang) -> str:  # noqa: ARG002  numbers and days read the same in both
        """One cleaned value as a reader says it."""
        return str(value)

    def as_parameter(self, value: Any) -> str:
        """One cleaned value as it stands in an address."""
        return str(value)

    def schema(self) -> dict[str, Any]:
        """The parameter's OpenAPI 3.1 schema."""
        return {"type": "string"}


class SpokenFilterSet(FilterSet):  # type: ignore[misc]  # django-filter publishes no types
    """The filters of a list, its orders and its words. ``queryset`` comes from a selector that was given ``scope``.

    ``orders`` maps the values of ``ordering`` (each also with a minus); ``tie`` makes every order unique.
    """

    orders: ClassVar[Mapping[str, Order]] = {}
    tie: ClassVar[tuple[str, ...]] = ("code",)

    def __init__(
        self,
        data: QueryDict | Mapping[str, str] | None = None,
        queryset: QuerySet[Model] | None = None,
        *,
        scope: AreaScope | None = None,
        **options: Any,
    ) -> None:
        self.scope = scope or AreaScope.nowhere()
        super().__init__(data=data or QueryDict(), queryset=queryset, **options)
        self.is_bound = True

    def filter_queryset(self, queryset: Rows) -> Rows:
        return self._ordered(self.narrowed(queryset))

    def narrowed(self, queryset: Rows) -> Rows:
        """The rows for which everything holds that was asked for, in no order."""
        for name, value in self.form.cleaned_data.items():
            if name != ORDERING:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def asked_names(self) -> set[str]:
        """The names of the filters that narrow the list."""
        self.form.is_valid()
        return {name for name, value in self.form.cleaned_data.items() if name != ORDERING and value not in ("", None, [])}

    def count(self) -> int:
        """How many rows are left."""
        return int(self.qs.order_by().count())

    def _ordered(self, queryset: Rows) -> Rows:
        chosen = self._chosen_order()
        if chosen and chosen.by:
            queryset = queryset.annotate(**{chosen.field: chosen.by})
        return queryset.order_by(*self.order())

    def _ordering(self) -> str:
        self.form.is_valid()
        return str(self.form.cleaned_data.get(ORDERING) or "")

    def _chosen_order(self) -> Order | None:
        """None while a filter cannot be read: then there are no rows, and nothing that an order could name."""
        return self.orders.get(self._ordering().lstrip("-")) if self.form.is_valid() else None

    def order(self) -> tuple[str, ...]:
        """The fields of the order, for ``order_by`` and for paging by key: unique, never null."""
        chosen = self._chosen_order()
        if chosen is None:
            return self.tie
        sign = "-" if self._ordering().startswith("-") else ""
        if chosen.field in self.tie:
            rest = tuple(name for name in self.tie if name != chosen.field)
            return (f"{sign}{chosen.field}", *rest)
        return (f"{sign}{chosen.field}", *self.tie)

    def spoken(self, lang: Lang) -> list[Spoken]:
        """What the list is narrowed to, in words, each with the query string of the list without it."""
        return list(self._spoken(lang))

    def _spoken(self, lang: Lang) -> Iterator[Spoken]:
        self.form.is_valid()
        for name, value in self.form.cleaned_data.items():
            found = self.filters[name]
            if name == ORDERING or value in ("", None, []):
                continue
            for one in found.values(value):
                href = self._without(name, found.as_parameter(one))
                yield Spoken(found.named.of(lang), found.in_words(one, lang), href, "：" if lang == "zh" else ": ")

    def _without(self, name: str, parameter: str) -> str:
        rest = self._query().copy()
        kept = [text for text in rest.getlist(name) if text != parameter] if self.filters[name].is_multiple else []
        rest.setlist(name, kept)
        for paging in PAGING:
            rest.pop(paging, None)
        return f"?{rest.urlencode()}"

    def _query(self) -> QueryDict:
        if isinstance(self.data, QueryDict):
            return self.data
        made = QueryDict(mutable=True)
        made.update(self.data)
        return made

    @property
    def form(self) -> forms.Form:
        made: forms.Form = super().form
        return made
