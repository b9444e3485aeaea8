"""What people say of a project: who looks after it and when, and, where it comes from no plan, what it is."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.remedies.build_words import thing_words
from assessments.remedies.catalogue import BY_CODE
from communities.language import in_reader_language, reader_lang
from communities.scope import AreaScope
from communities.survey_items import SURVEY_ITEMS
from facilities.catalogue import FACILITY_TYPES
from facilities.selectors import facilities
from pilots.day_field import day_field
from pilots.models import Enrolment, KeyProject
from pilots.plain_form import PlainForm
from pilots.projects.things import Build, built, can_be_put_in_order, put_in_order, shared
from pilots.projects.words import NOT_JUDGED, RISKS
from pilots.reviewing.content import COMBINED
from pilots.services.entering import Care, Content

THINGS: Final = 5
AREAS: Final = {
    "floor_area": _("Floor area, m²"), "activity_area": _("For residents' activities, m²"), "site_area": _("Site area, m²"),
}  # fmt: skip
SHARED: Final = "share"
_YEARS: Final = (2020, 2060)
_MOST_YUAN: Final = 10**12


class CareForm(PlainForm):
    """Of every project. ``version``: of the row that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    owner = forms.CharField(label=_("Department in charge"), max_length=100, required=False)
    starts_on = day_field(_("Is to start on"))
    due_on = day_field(_("Is to be finished by"))
    combined_with = forms.MultipleChoiceField(
        label=_("Combined with"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code, in_reader_language(words)) for code, words in COMBINED.items()],
    )  # fmt: skip
    combined_note = forms.CharField(label=_("How they are combined"), max_length=300, required=False)
    risk = forms.ChoiceField(
        label=_("Risk"), required=False,
        choices=[("", in_reader_language(NOT_JUDGED)), *((code, in_reader_language(each)) for code, each in RISKS.items())],
    )  # fmt: skip
    risk_note = forms.CharField(
        label=_("What the risk is, and what is done about it"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, project: KeyProject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**_care_of(project), **self.initial} if project else {"version": 0, **self.initial}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, due = cleaned.get("starts_on"), cleaned.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", _("Before it starts. Correct one of the two days."))
        return cleaned

    def care(self) -> Care:
        return Care(**{name: self.cleaned_data[name] for name in Care.__dataclass_fields__})


def _care_of(project: KeyProject) -> dict[str, Any]:
    names = ("version", *Care.__dataclass_fields__)
    return {name: getattr(project, name) for name in names}


class ProjectForm(CareForm):
    """Of a project that comes from no plan: fields ``thing-0``, ``floor_area-0`` ... are those of the first thing."""

    name = forms.CharField(label=_("Name"), max_length=200)
    way = forms.ChoiceField(
        label=_("Way"), choices=[(code, in_reader_language(way.name)) for code, way in BY_CODE.items() if code != "pool"]
    )
    year = forms.IntegerField(label=_("Begins in"), min_value=_YEARS[0], max_value=_YEARS[1])
    yuan = forms.IntegerField(label=_("Estimated cost, yuan"), min_value=0, max_value=_MOST_YUAN)
    field_order = ("version", "name", "way", "year", "yuan", *Care.__dataclass_fields__)

    def __init__(self, *args: Any, scope: AreaScope, enrolment: Enrolment, **kwargs: Any) -> None:
        """``scope``: where a neighbour's facility may be named."""
        super().__init__(*args, **kwargs)
        self._scope, self._community = scope, enrolment.community.code
        project = kwargs.get("project")
        if project:
            own = {"name": project.name, "way": project.way, "year": project.year, "yuan": project.yuan}
            self.initial = {**own, **self.initial}
        for at in range(THINGS):
            self._offer_thing(at, project.builds[at] if project and at < len(project.builds) else {})

    def _offer_thing(self, at: int, build: Build) -> None:
        self.fields[f"thing-{at}"] = forms.ChoiceField(
            label=_("What is built"), required=False, choices=_thing_choices, initial=build.get("thing", "")
        )
        for name, label in AREAS.items():
            self.fields[f"{name}-{at}"] = forms.DecimalField(
                label=label, required=False, initial=build.get(name), min_value=0, max_digits=11, decimal_places=2
            )
        self.fields[f"facility-{at}"] = forms.CharField(
            label=_("Code of the neighbour's facility, where it is shared"), required=False, max_length=40,
            initial=build.get("facility", ""),
        )  # fmt: skip

    @property
    def head(self) -> list[forms.BoundField]:
        """What the project is."""
        return [self[name] for name in ("name", "way", "year", "yuan")]

    @property
    def cares(self) -> list[forms.BoundField]:
        return [self[name] for name in Care.__dataclass_fields__]

    @property
    def things(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}-{at}"] for name in ("thing", *AREAS, "facility")] for at in range(THINGS)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._builds = [build for at in range(THINGS) for build in self._thing(at, cleaned)]
        if not self._builds and not self.errors:
            self.add_error("thing-0", _("Name one facility or one item at least."))
        return cleaned

    def _thing(self, at: int, cleaned: dict[str, Any]) -> Iterator[Build]:
        """Nothing where the line is empty, or has an error."""
        thing = cleaned.get(f"thing-{at}")
        areas = {name: cleaned.get(f"{name}-{at}") for name in AREAS}
        if not thing:
            if any(each is not None for each in areas.values()) or cleaned.get(f"facility-{at}"):
                self.add_error(f"thing-{at}", _("Choose what this line is about."))
        elif thing in SURVEY_ITEMS:
            yield put_in_order(self._community, thing)
        elif cleaned.get("way") == SHARED:
            yield from self._shared(at, thing, cleaned.get(f"facility-{at}") or "")
        else:
            yield from self._built(at, thing, areas)

    def _built(self, at: int, thing: str, areas: dict[str, Any]) -> Iterator[Build]:
        floor, activity = areas["floor_area"], areas["activity_area"]
        if activity is not None and floor is not None and activity > floor:
            self.add_error(f"activity_area-{at}", _("More than the whole floor area. Correct one of the two."))
        yield built(self._community, thing, {name: None if each is None else f"{each:.2f}" for name, each in areas.items()})

    def _shared(self, at: int, thing: str, code: str) -> Iterator[Build]:
        """Only what stands where who asks may work: sharing writes the register there too."""
        found = facilities(self._scope).filter(code=code, facility_type=thing).exclude(community__code=self._community)
        if found.exists():
            yield shared(self._community, thing, code)
        else:
            self.add_error(f"facility-{at}", _("There is no such facility of this type in a neighbour where you may work."))

    def content(self) -> Content:
        said = self.cleaned_data
        return Content(said["name"], said["way"], said["year"], said["yuan"], self._builds)


def _thing_choices() -> Sequence[tuple[str, Any]]:
    lang = reader_lang()
    types = [(code, thing_words(code).of(lang)) for code in FACILITY_TYPES]
    items = [(code, item.name(lang)) for code, item in SURVEY_ITEMS.items() if can_be_put_in_order(item)]
    return [("", "—"), (str(_("A facility")), types), (str(_("To be put in order")), items)]
