"""What people say when they set up a programme, enrol communities, or let one leave."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.asked_place import asked_place
from communities.language import in_reader_language
from communities.models import Division
from communities.scope import AreaScope
from pilots.day_field import NOT_MEANT, day_field
from pilots.models import Programme, ReviewLevel
from pilots.plain_form import PlainForm
from pilots.programmes.kinds import KINDS, is_in_reach, is_too_long, last_day
from pilots.programmes.units import UNIT_WORDS


class TermsForm(PlainForm):
    """What a programme asks for. ``ends_on`` empty: so many months after it starts as its kind says."""

    name = forms.CharField(label=_("Name"), max_length=120)
    starts_on = day_field(_("First day of the programme"))
    ends_on = day_field(_("Last day"), help_text=_("Empty: two years from the first day. At most 20 years."))
    baseline_on = day_field(
        _("Day of the data that stands for “before”"),
        help_text=_("Empty: the day before the first day. Give a later one where data was first collected then."),
    )  # fmt: skip
    document = forms.CharField(
        label=_("Number of the document"), max_length=60, required=False,
        help_text=_("Of the notice of your own place. That of a national document is filled in."),
    )  # fmt: skip
    unit_level = forms.ChoiceField(
        label=_("What counts as a city (district)"),
        choices=[(level.value, in_reader_language(words)) for level, words in UNIT_WORDS.items()],
        help_text=_("The notice leaves it open. Every page that counts pilots says which one it is."),
    )
    least = forms.IntegerField(label=_("At least so many pilots in each"), min_value=1, max_value=999, required=False)
    most = forms.IntegerField(
        label=_("At most so many pilots in each"), min_value=1, max_value=999, required=False,
        help_text=_("Only for programmes of a place's own: those of the notice have the bounds of the notice."),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=_("Work plans are reviewed by"), choices=ReviewLevel.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("From below. A level that a place does not have is passed over."),
    )  # fmt: skip
    mechanism = forms.CharField(
        label=_("Joint mechanism of the departments"), max_length=200, required=False,
        help_text=_("Who works together: offices, not people."),
    )  # fmt: skip

    def clean_levels(self) -> list[str]:
        """In the order of the hierarchy, however they were ticked."""
        chosen = self.cleaned_data["levels"]
        return [level.value for level in ReviewLevel if level.value in chosen]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        least, most = cleaned.get("least"), cleaned.get("most")
        if least and most and least > most:
            self.add_error("most", _("Less than the least. Correct one of the two."))
        self._ends(cleaned)
        self._baseline(cleaned)
        return cleaned

    def _baseline(self, cleaned: dict[str, Any]) -> None:
        if (day := cleaned.get("baseline_on")) and day > min(timezone.localdate(), cleaned.get("ends_on") or day):
            self.add_error("baseline_on", _("Later than today, or than the last day. Correct it."))

    def _ends(self, cleaned: dict[str, Any]) -> None:
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if not starts or "ends_on" in self.errors:
            return
        if ends is None:
            ends = cleaned["ends_on"] = last_day(starts, self.months())
        if not is_in_reach(ends):
            self.add_error("ends_on", NOT_MEANT)
        elif ends < starts:
            self.add_error("ends_on", _("Before the first day. Correct one of the two."))
        elif is_too_long(starts, ends):
            self.add_error("ends_on", _("More than 20 years after the first day. Correct one of the two."))

    def months(self) -> int:
        return KINDS["notice"].months


class ProgrammeForm(TermsForm):
    """``division`` becomes a Division, or None for the whole country."""

    field_order = ("kind", "division", "name", "starts_on", "ends_on")

    kind = forms.ChoiceField(
        label=_("Kind"), widget=forms.RadioSelect,
        choices=[(code, in_reader_language(kind.words)) for code, kind in KINDS.items()],
        help_text=_("The notice of 2022 and the national list of 2023 are two programmes and are never counted together."),
    )  # fmt: skip
    division = forms.CharField(label=_("Division"), max_length=12, required=False)

    def __init__(self, data: Any = None, *, scope: AreaScope) -> None:
        first = {"kind": "notice", "unit_level": "district", "levels": [level.value for level in ReviewLevel]}
        super().__init__(data, initial=first)
        self._scope = scope

    def clean_division(self) -> Division | None:
        return asked_place(self._scope, self.cleaned_data["division"])

    def clean(self) -> dict[str, Any]:
        kind = KINDS.get(self.cleaned_data.get("kind", ""))
        if kind and not self.cleaned_data.get("starts_on") and "starts_on" not in self.errors:
            self._starts(kind.begins)
        return super().clean()

    def _starts(self, begins: date | None) -> None:
        if begins is None:
            self.add_error("starts_on", _("Say the first day: the document names none that this system knows."))
        else:
            self.cleaned_data["starts_on"] = begins

    def months(self) -> int:
        return KINDS[self.cleaned_data.get("kind") or "notice"].months

    def programme(self) -> Programme:
        """As it may be stored."""
        return Programme(**self.cleaned_data)


class ChangeForm(TermsForm):
    """The terms of one that is there."""

    def __init__(self, data: Any = None, *, programme: Programme) -> None:
        super().__init__(data, initial={name: getattr(programme, name) for name in self.base_fields})
        self._programme = programme
        self.fields["starts_on"].required = self.fields["ends_on"].required = True
        if programme.of_kind.has_law_quota:
            del self.fields["least"], self.fields["most"]
        if programme.of_kind.document:
            del self.fields["document"]


class EnrolForm(forms.Form):
    """Communities by their codes, and the day on which they join."""

    on = day_field(_("Joins on"), required=True)
    community = forms.TypedMultipleChoiceField(label=_("Communities"), coerce=str)

    def __init__(self, data: Any = None, *, codes: list[str], programme: Programme) -> None:
        today = timezone.localdate()
        first = min(max(today, programme.starts_on), programme.ends_on)
        super().__init__(data, initial={"on": first})
        self.fields["community"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["community"].error_messages["required"] = _("Tick the communities that are to join.")


class WithdrawForm(PlainForm):
    """A day that is not in the future, and why."""

    on = day_field(_("Leaves on"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"on": timezone.localdate(), **self.initial}

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future. Give the day on which it was."))
        return day


class RosterForm(PlainForm):
    """The list of a programme as a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel, with columns for the community and its province, city and district, or its code."),
    )
    source = forms.CharField(
        label=_("Where the list comes from"), max_length=200,
        help_text=_("The document with its number and day. It stands beside every line."),
    )  # fmt: skip
