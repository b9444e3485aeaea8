"""The filter of a list as a form for the eye: few fields at once, divisions and rules by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from assessments.views.language import name_of
from communities.divisions import BadCode, full_code, short_code
from communities.filters import SpokenFilterSet
from communities.filters.base import ORDERING
from communities.models import Division
from communities.scope import AreaScope
from communities.selectors import divisions

CHOOSABLE = 300
"""So many divisions fit into a list to choose from; beyond it, their code is typed."""


@dataclass(frozen=True)
class FilterForm:
    """Fields for filter.html: ``main`` stand open, ``more`` are folded away unless one of them is used."""

    main: Sequence[BoundField]
    more: Sequence[BoundField]
    more_open: bool


class OneOfMany(forms.Select):
    """A parameter that may come more than once, chosen once: links may name several, a list offers one."""

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Any:  # noqa: ARG002
        chosen = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [value for value in chosen if value]


class DivisionSelect(forms.Select):
    """Knows a division by a short code as well."""

    def format_value(self, value: Any) -> Any:
        try:
            return [full_code(str(value or ""))]
        except BadCode:
            return [""]


def filter_form(narrowed: SpokenFilterSet, scope: AreaScope, *, main: Sequence[str]) -> FilterForm:
    """The form of ``narrowed`` with the fields named in ``main`` first. The order is chosen at the head of the columns."""
    form = narrowed.form
    _offer_divisions(form, scope)
    _offer_rules(form)
    fields = {field.name: field for field in form if field.name != ORDERING}
    rest = [field for name, field in fields.items() if name not in main]
    is_used = any(field.errors or field.data not in (None, "", []) for field in rest)
    return FilterForm([fields[name] for name in main], rest, more_open=is_used)


def _offer_divisions(form: forms.Form, scope: AreaScope) -> None:
    """Divisions by name where there are not too many; else the field takes a code."""
    found = list(divisions(scope)[: CHOOSABLE + 1])
    if len(found) <= CHOOSABLE:
        choices = [("", _("All")), *((each.code, _indented(each)) for each in found)]
        form.fields["division"].widget = DivisionSelect(choices=choices)
    else:
        form.fields["division"].help_text = _("Code of 2 to 12 digits")


def offer_places(form: forms.Form, scope: AreaScope) -> None:
    """Where somebody may work, by name where there are not too many; else the field takes a code. Nobody need choose who may
    work in one place only."""
    field, found = form.fields["division"], list(divisions(scope)[: CHOOSABLE + 1])
    everything = [("", _("everything"))] if scope.is_everywhere else []
    if len(found) <= CHOOSABLE:
        field.widget = DivisionSelect(choices=[*everything, *((each.code, _indented(each)) for each in found)])
    else:
        field.help_text = _("Code of 2 to 12 digits")
        field.widget.attrs["inputmode"] = "numeric"
    if len(scope.paths) == 1 and not scope.is_everywhere:
        form.initial["division"] = full_code(scope.paths[0].rstrip("/").rsplit("/", 1)[-1])


def _indented(each: Division) -> str:
    depth = each.path.count("/") - 2
    return "\N{EM SPACE}" * depth + f"{name_of(each)} {short_code(each.code)}"


def _offer_rules(form: forms.Form) -> None:
    field = form.fields.get("rule")
    if field is None:
        return
    field.help_text = ""
    if isinstance(field, forms.MultipleChoiceField):
        choices = list(field.widget.choices)
        field.widget = OneOfMany(choices=[("", _("All")), *choices])
