"""What people say while a project goes on: its money, milestones, progress and evidence."""

from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.language import in_reader_language, reader_lang
from pilots.day_field import day_field
from pilots.evidence.limits import MOST_BYTES
from pilots.models import KeyProject, Milestone
from pilots.plain_form import PlainForm
from pilots.projects.money import AMOUNTS, SOURCES
from pilots.projects.words import STAGES

_MOST_YUAN: Final = 10**12


def _past(day: Any) -> Any:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("The day lies in the future. Give the day on which it was."))
    return day


class FundingForm(forms.Form):
    """A line for every source: ``central-planned`` ... in yuan. Ticked (``central``): it is a source of this project; an amount
    that is left blank is not known.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, project: KeyProject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {each.source: each for each in project.funding.all()}
        self.fields["version"].initial = project.version
        for source, words in SOURCES.items():
            one = there.get(source)
            self.fields[source] = forms.BooleanField(label=in_reader_language(words), required=False, initial=one is not None)
            for amount in AMOUNTS:
                self.fields[f"{source}-{amount}"] = _yuan(source, amount, getattr(one, amount, None))

    @property
    def lines(self) -> list[tuple[forms.BoundField, list[forms.BoundField]]]:
        return [(self[source], [self[f"{source}-{amount}"] for amount in AMOUNTS]) for source in SOURCES]

    @property
    def heads(self) -> list[str]:
        return [words.of(reader_lang()) for words in AMOUNTS.values()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for source in SOURCES:
            has_amount = any(cleaned.get(f"{source}-{amount}") is not None for amount in AMOUNTS)
            if has_amount and not cleaned.get(source):
                self.add_error(source, _("An amount is given: tick the source, or leave the amount blank."))
        return cleaned

    def sources(self) -> dict[str, tuple[int | None, int | None, int | None]]:
        """As the verb takes it."""
        said = self.cleaned_data
        ticked = [source for source in SOURCES if said[source]]
        return {each: (said[f"{each}-planned"], said[f"{each}-arrived"], said[f"{each}-spent"]) for each in ticked}


def _yuan(source: str, amount: str, initial: int | None) -> forms.IntegerField:
    def label() -> str:
        lang = reader_lang()
        return f"{SOURCES[source].of(lang)} {AMOUNTS[amount].of(lang)}"

    widget = forms.NumberInput(attrs={"aria-label": label()})
    return forms.IntegerField(label=label(), required=False, initial=initial, min_value=0, max_value=_MOST_YUAN, widget=widget)


class MilestoneForm(PlainForm):
    name = forms.CharField(label=_("Milestone"), max_length=100)
    due_on = day_field(_("Due on"), required=True)

    def __init__(self, *args: Any, milestone: Milestone | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if milestone:
            self.initial = {"name": milestone.name, "due_on": milestone.due_on, **self.initial}


class ReachedForm(forms.Form):
    """The day on which a milestone was reached."""

    on = day_field(_("Reached on"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"on": timezone.localdate(), **self.initial}

    def clean_on(self) -> Any:
        return _past(self.cleaned_data["on"])


class NoteForm(PlainForm):
    percent = forms.IntegerField(label=_("Progress, percent"), min_value=0, max_value=100)
    on = day_field(_("Day"), required=True)
    text = forms.CharField(
        label=_("What was done, what stands in the way"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"on": timezone.localdate(), **self.initial}

    def clean_on(self) -> Any:
        return _past(self.cleaned_data["on"])


class EvidenceForm(PlainForm):
    """A file, what it shows, and that nothing in it names or shows anybody."""

    file = forms.FileField(label=_("Photo (JPEG, PNG) or document (PDF), at most 20 MB"))
    stage = forms.ChoiceField(label=_("Stage"), choices=[(code, in_reader_language(words)) for code, words in STAGES.items()])
    shows = forms.CharField(label=_("What it shows"), max_length=200)
    taken_on = day_field(_("Taken on"), help_text=_("Blank: not known. It is not read from the photo."))
    is_clean = forms.BooleanField(
        label=_("I have looked: no faces, number plates or personal data are in it."),
        error_messages={"required": _("Look at it, then tick this box.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file

    def clean_taken_on(self) -> Any:
        return _past(self.cleaned_data["taken_on"])


class RemoveEvidenceForm(PlainForm):
    why = forms.CharField(label=_("Why it is removed"), max_length=200)
