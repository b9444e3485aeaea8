"""What people say when a project begins, is given up, or is finished."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.remedies.build_words import thing_words
from communities.language import reader_lang
from pilots.day_field import day_field
from pilots.models import KeyProject
from pilots.plain_form import PlainForm
from pilots.returns.rows import ROWS, Counts

_SITE: Final = "site_area"
SIZES: Final = {
    "floor_area": _("floor area, m²"), "activity_area": _("for residents' activities, m²"), _SITE: _("site area, m²"),
}  # fmt: skip
GROUNDS: Final = frozenset(one for row in ROWS if row.counts is Counts.SITE_AREA for one in row.types)
"""Types of which the quarterly return counts the site: it is asked for even where nobody planned it."""


class DayForm(PlainForm):
    """A day that is not in the future."""

    on = day_field(_("Day"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"on": timezone.localdate(), **self.initial}

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future. Give the day on which it was."))
        return day


class BeginForm(DayForm):
    owner = forms.CharField(label=_("Department in charge"), max_length=100, required=False)


class FinishForm(DayForm):
    """The day of completion, and every area as it came out: field ``floor_area-0`` is that of the first thing that is
    built. A site may stay empty, and is then not known.
    """

    def __init__(self, *args: Any, project: KeyProject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._builds = project.builds
        for at, build in enumerate(project.builds):
            for name, words in SIZES.items():
                if _is_asked(name, build):
                    label = f"{thing_words(build['thing']).of(reader_lang())}: {words}"
                    self.fields[f"{name}-{at}"] = _area(label, build.get(name), is_site=name == _SITE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for at in range(len(self._builds)):
            floor, activity = (cleaned.get(f"{name}-{at}") for name in ("floor_area", "activity_area"))
            if floor is not None and activity is not None and activity > floor:
                self.add_error(f"activity_area-{at}", _("More than the whole floor area. Correct one of the two."))
        return cleaned

    def builds(self) -> list[dict[str, Any]]:
        """What was built, as the verb takes it."""
        return [{**build, **self._areas(at)} for at, build in enumerate(self._builds)]

    def _areas(self, at: int) -> dict[str, str | None]:
        said = {name: self.cleaned_data[f"{name}-{at}"] for name in SIZES if f"{name}-{at}" in self.fields}
        return {name: None if area is None else f"{area:.2f}" for name, area in said.items()}


def _is_asked(name: str, build: dict[str, Any]) -> bool:
    """Floors that were planned, and the site of a new ground or green."""
    if name == _SITE:
        return build["kind"] == "built" and build["thing"] in GROUNDS
    return build.get(name) is not None


def _area(label: str, planned: str | None, *, is_site: bool) -> forms.DecimalField:
    """``planned`` None: nobody has said."""
    return forms.DecimalField(
        label=label, initial=None if planned is None else Decimal(planned), required=not is_site,
        help_text=_("Empty: not known. The quarterly return counts it.") if is_site else "",
        min_value=Decimal("0.01"), max_digits=11, decimal_places=2,
    )  # fmt: skip
