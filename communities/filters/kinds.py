"""The few kinds of filters that the lists are made of."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.choices import CallableChoiceIterator

from communities.divisions import BadCode, full_code, path_of, short_code
from communities.filters.base import Order, Rows, SpokenFilter
from communities.language import in_reader_language, reader_lang
from communities.selectors import division_named
from communities.words import Lang, Words

Choices = Mapping[str, Words]
NOT_A_CODE = Words("不是区划代码：应为 2、4、6、9 或 12 位数字", "is not a division code: 2, 4, 6, 9 or 12 digits")
ANY = Words("不限", "Any")
YES_NO: Choices = {"yes": Words("是", "yes"), "no": Words("否", "no")}


class DivisionCodeField(forms.CharField):
    """A code of any length, made whole (``110108`` -> ``110108000000``)."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return full_code(text)
        except BadCode:
            raise forms.ValidationError(f"“{text[:20]}” {NOT_A_CODE.of(reader_lang())}", code="bad_value") from None


class Within(SpokenFilter):
    """Lies in a division. Compares whole segments of the path, never the text of codes."""

    field_class = DivisionCodeField

    def __init__(self, words: Words, path: str = "path", **field: Any) -> None:
        super().__init__(words, path, **field)

    def narrow(self, rows: Rows, value: str) -> Rows:
        return rows.filter(**{f"{self.field_name}__startswith": path_of(value)})

    def in_words(self, value: str, lang: Lang) -> str:
        """The name, where the reader may know it, and the code as people write it."""
        found = division_named(self.parent.scope, value)
        if found is None:
            return short_code(value)
        return f"{found.name_en or found.name if lang == 'en' else found.name} ({short_code(value)})"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$"}


class Exactly(SpokenFilter):
    """A code as it stands, of the form ``pattern``."""

    field_class = forms.RegexField

    def __init__(self, words: Words, field_name: str, *, pattern: str, **field: Any) -> None:
        self.pattern = pattern
        super().__init__(words, field_name, regex=pattern, **field)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": self.pattern}


class Search(SpokenFilter):
    """Part of a name in either language, or the beginning of a code. Wildcards of the database are plain signs here."""

    field_class = forms.CharField

    def __init__(self, words: Words, *, names: Iterable[str] = ("name", "name_en"), code: str = "code", **field: Any) -> None:
        self.names, self.code = tuple(names), code
        super().__init__(words, max_length=100, **field)

    def narrow(self, rows: Rows, value: str) -> Rows:
        wanted = Q(**{f"{self.code}__startswith": value})
        for spelling in {value, unicodedata.normalize("NFKC", value)}:
            for name in self.names:
                wanted |= Q(**{f"{name}__icontains": spelling})
        return rows.filter(wanted)

    def in_words(self, value: str, lang: Lang) -> str:
        return f"“{value}”" if lang == "zh" else f'"{value}"'

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 100}


class _Choosing(SpokenFilter):
    """Values from a list, given as a mapping or as something that makes one when it is asked."""

    def __init__(self, words: Words, field_name: str = "", *, choices: Choices | Callable[[], Choices], **field: Any) -> None:
        self._choices = choices
        super().__init__(words, field_name, choices=self._asked_later(), **field)

    def offers(self, choices: Choices) -> None:
        """Replace the list, for one FilterSet, before its form is made."""
        self._choices = choices
        self.extra["choices"] = self._asked_later()

    def _asked_later(self) -> CallableChoiceIterator:
        """By a function: a form copies its fields, and with a bound method the filter, its FilterSet and all its rows."""
        return CallableChoiceIterator(lambda: self._pairs())

    def choices(self) -> Choices:
        return self._choices() if callable(self._choices) else self._choices

    def _pairs(self) -> Sequence[tuple[str, str]]:
        return [(code, in_reader_language(words)) for code, words in self.choices().items()]

    def in_words(self, value: str, lang: Lang) -> str:
        return self.choices()[value].of(lang)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices())}


class OneOf(_Choosing):
    """One value of a list."""

    field_class = forms.ChoiceField

    def _pairs(self) -> Sequence[tuple[str, str]]:
        return [("", in_reader_language(ANY)), *super()._pairs()]


class AnyOf(_Choosing):
    """Values of a list; the parameter may be given more than once, and any of them will do."""

    field_class = forms.MultipleChoiceField
    is_multiple = True

    def narrow(self, rows: Rows, value: list[str]) -> Rows:
        return rows.filter(**{f"{self.field_name}__in": value})

    def values(self, value: list[str]) -> Sequence[str]:
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": super().schema()}


class YesNo(OneOf):
    """A condition that holds or does not. ``unknown``: the field is empty where nobody has said."""

    def __init__(self, words: Words, holds: Q, *, unknown: Q | None = None, **field: Any) -> None:
        self.holds, self.unknown = holds, unknown
        choices = YES_NO if unknown is None else {**YES_NO, "unknown": Words("不详", "unknown")}
        super().__init__(words, choices=choices, **field)

    def narrow(self, rows: Rows, value: str) -> Rows:
        if value == "unknown" and self.unknown is not None:
            return rows.filter(self.unknown)
        not_said = self.unknown or Q(pk__in=[])
        return rows.filter(self.holds) if value == "yes" else rows.exclude(self.holds | not_said)


class AtLeast(SpokenFilter):
    """A whole number that a figure reaches."""

    field_class = forms.IntegerField

    def __init__(self, words: Words, field_name: str, *, most: int, **field: Any) -> None:
        self.most = most
        super().__init__(words, field_name, min_value=0, max_value=most, **field)

    def narrow(self, rows: Rows, value: int) -> Rows:
        return rows.filter(**{f"{self.field_name}__gte": value})

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0, "maximum": self.most}


class OnDay(SpokenFilter):
    """A day on which something holds; ``holds`` makes the condition of the day."""

    field_class = forms.DateField

    def __init__(self, words: Words, holds: Callable[[date], Q], **field: Any) -> None:
        self.holds = holds
        super().__init__(words, input_formats=["%Y-%m-%d"], widget=forms.DateInput(attrs={"type": "date"}), **field)

    def narrow(self, rows: Rows, value: date) -> Rows:
        return rows.filter(self.holds(value))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class Ordering(OneOf):
    """How the list is sorted: one of the orders of its FilterSet, a minus turns it round. Narrows nothing."""

    def __init__(self, orders: Mapping[str, Order]) -> None:
        super().__init__(Words("排序", "Order"), choices=dict(_directions(orders)))

    def filter(self, qs: Rows, value: Any) -> Rows:  # noqa: ARG002  the FilterSet sorts, once it has narrowed
        return qs


def _directions(orders: Mapping[str, Order]) -> Iterable[tuple[str, Words]]:
    for name, order in orders.items():
        yield name, Words(f"{order.words.zh}（升序）", f"{order.words.en}, ascending")
        yield f"-{name}", Words(f"{order.words.zh}（降序）", f"{order.words.en}, descending")
