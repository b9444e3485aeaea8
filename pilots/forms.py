"""What people say when a project begins, is given up, or is finished."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.remedies.build_words import thing_words
from communities.language import reader_lang
from pilots.models import KeyProject
from pilots.plain_form import PlainForm

_DAY: Final = {"type": "date"}
SIZES: Final = {"floor_area": _("floor area, m²"), "activity_area": _("for residents' activities, m²")}


class DayForm(PlainForm):
    """A day that is not in the future."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))

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
    """The day of completion, and every area as it came out: field ``floor_area-0`` is that of the first thing that is built."""

    def __init__(self, *args: Any, project: KeyProject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._builds = project.builds
        for at, build in enumerate(project.builds):
            for name, words in SIZES.items():
                if build.get(name) is not None:
                    label = f"{thing_words(build['thing']).of(reader_lang())}: {words}"
                    self.fields[f"{name}-{at}"] = _area(label, build[name])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for at in range(len(self._builds)):
            floor, activity = (cleaned.get(f"{name}-{at}") for name in SIZES)
            if floor is not None and activity is not None and activity > floor:
                self.add_error(f"activity_area-{at}", _("More than the whole floor area. Correct one of the two."))
        return cleaned

    def builds(self) -> list[dict[str, Any]]:
        """What was built, as the verb takes it."""
        return [{**build, **self._areas(at)} for at, build in enumerate(self._builds)]

    def _areas(self, at: int) -> dict[str, str]:
        names = [name for name in SIZES if f"{name}-{at}" in self.fields]
        return {name: f"{self.cleaned_data[f'{name}-{at}']:.2f}" for name in names}


def _area(label: str, planned: str) -> forms.DecimalField:
    return forms.DecimalField(label=label, initial=Decimal(planned), min_value=Decimal("0.01"), max_digits=11, decimal_places=2)
