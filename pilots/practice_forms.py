"""What people say of a practice, and of one that waits."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.remedies.build_words import thing_words
from communities.language import in_reader_language, reader_lang
from communities.personal import looks_personal, without_suspects
from facilities.catalogue import FACILITY_TYPES
from pilots.models import Practice
from pilots.plain_form import PERSONAL
from pilots.practice_filters import rule_choices
from pilots.practices.content import TEXTS, TITLES, WAYS
from pilots.practices.figures import ORIGIN_WORDS, Origin, Told, months_of, rules_of, types_of, ways_of
from pilots.troubles import TROUBLES

MOST_YUAN: Final = 100_000_000_000
LONGEST: Final = 5_000
_ORIGINS: Final = [
    (each.value, in_reader_language(ORIGIN_WORDS[each])) for each in (Origin.PROJECTS, Origin.SAID, Origin.UNKNOWN)
]
_TYPED: Final = {"once_yuan": "once_from", "months": "months_from"}
"""Figure -> where it says it comes from."""


def _text(name: str) -> forms.CharField:
    return forms.CharField(
        label=in_reader_language(TEXTS[name]), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


def _title(name: str, most: int, **field: Any) -> forms.CharField:
    return forms.CharField(label=in_reader_language(TITLES[name]), max_length=most, **field)


def _yuan(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_YUAN, required=False)


def _choices(named: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(code, in_reader_language(words)) for code, words in named.items()]


class PracticeForm(forms.Form):
    """A practice as somebody types it. ``told``: the finished projects it may rest on, with their names."""

    projects = forms.TypedMultipleChoiceField(
        label=_("Key projects it rests on"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only finished ones. Their ways, types, cost, time and the gaps they closed are proposed below."),
    )  # fmt: skip
    title = _title("title", 120)
    summary = _title("summary", 500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    title_en = _title("title_en", 200, required=False)
    summary_en = _title("summary_en", 1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    problem, done, result, conditions, caveats = (_text(name) for name in TEXTS)
    ways = forms.MultipleChoiceField(
        label=_("Ways"), choices=_choices(WAYS), required=False, widget=forms.CheckboxSelectMultiple
    )
    facility_types = forms.MultipleChoiceField(
        label=_("Facility types"), choices=[(code, in_reader_language(thing_words(code))) for code in FACILITY_TYPES],
        required=False, widget=forms.SelectMultiple(attrs={"size": 8}), help_text=_("Several may be chosen."),
    )  # fmt: skip
    rules = forms.MultipleChoiceField(
        label=_("Rules whose gaps it closed"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Those that a key project closed are marked so when it is read; the others stand as the pilot says."),
    )  # fmt: skip
    once_from = forms.ChoiceField(label=_("Cost, once: known from"), choices=_ORIGINS, widget=forms.RadioSelect)
    once_yuan = _yuan(_("Cost, once, in yuan, where the pilot says it"))
    yearly_yuan = _yuan(_("Cost a year, in yuan; empty: not known"))
    months_from = forms.ChoiceField(label=_("Months it took: known from"), choices=_ORIGINS, widget=forms.RadioSelect)
    months = forms.IntegerField(label=_("Months, where the pilot says it"), min_value=0, max_value=600, required=False)

    def __init__(self, data: Any = None, *, told: Sequence[Told], names: Mapping[int, str], initial: Mapping[str, Any]) -> None:
        super().__init__(_harmless(data), initial=dict(initial), auto_id="practice_%s")
        self._told = list(told)
        self._personal = {name for name in (*TITLES, *TEXTS) if data is not None and looks_personal(data.get(name, ""))}
        self.fields["projects"].choices = [(one["key"], names[one["key"]]) for one in told]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["rules"].choices = _choices(rule_choices())  # type: ignore[attr-defined]
        if not told:
            del self.fields["projects"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self._personal:
            self.add_error(name, PERSONAL)
        self._said(cleaned, "once_from", "once_yuan")
        self._said(cleaned, "months_from", "months")
        self._reckoned(cleaned)
        return cleaned

    def _said(self, cleaned: dict[str, Any], origin: str, figure: str) -> None:
        if cleaned.get(origin) == Origin.SAID and cleaned.get(figure) is None and figure not in self.errors:
            self.add_error(figure, _("Give the figure, or say that it is not known."))
        if cleaned.get(origin) == Origin.PROJECTS and not cleaned.get("projects"):
            self.add_error(origin, _("Tick the key projects that it comes from."))

    def _reckoned(self, cleaned: dict[str, Any]) -> None:
        """Months of projects are those of projects whose beginnings are known."""
        ticked = [one for one in self._told if str(one["key"]) in map(str, cleaned.get("projects") or ())]
        if cleaned.get("months_from") == Origin.PROJECTS and ticked and months_of(ticked) is None:
            self.add_error("months_from", TROUBLES["no_beginning_for_figure"][0].of(reader_lang()))

    def proposed(self, sent: QueryDict) -> "PracticeForm":
        """The same, with what the ticked projects say in place of what was chosen; texts stay as they were typed."""
        ticked = [one for one in self._told if str(one["key"]) in sent.getlist("projects")]
        data = sent.copy()
        for name, value in proposal(ticked).items():
            data.setlist(name, [str(each) for each in value] if isinstance(value, list) else [str(value)])
        names = dict(self.fields["projects"].choices) if "projects" in self.fields else {}  # type: ignore[attr-defined]
        return PracticeForm(None, told=self._told, names=names, initial=_as_initial(_harmless(data)))

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """(heading, fields) as the page shows them."""
        parts = (
            (_("What it rests on"), ("projects",)), (_("In short"), tuple(TITLES)), (_("What happened"), tuple(TEXTS)),
            (_("What it is about"), ("ways", "facility_types", "rules")),
            (_("What it took"), ("once_from", "once_yuan", "yearly_yuan", "months_from", "months")),
        )  # fmt: skip
        return [(str(head), [self[name] for name in names if name in self.fields]) for head, names in parts]


def _harmless(data: Any) -> Any:
    """What was sent, without numbers of persons: they are not shown again either."""
    if data is None:
        return None
    made = data.copy()
    for name in (*TITLES, *TEXTS):
        if name in made:
            made[name] = without_suspects(made[name])
    return made


def _as_initial(data: Any) -> dict[str, Any]:
    several = ("projects", "ways", "facility_types", "rules")
    return {name: data.getlist(name) if name in several else data.get(name) for name in PracticeForm.base_fields}


def proposal(told: Sequence[Told]) -> dict[str, Any]:
    """What finished projects say, as a form begins with it."""
    origin = Origin.PROJECTS if told else Origin.UNKNOWN
    return {
        "projects": [one["key"] for one in told], "ways": ways_of(told), "facility_types": types_of(told),
        "rules": [rule for rule in rules_of(told) if rule in rule_choices()], "once_from": origin.value,
        "months_from": origin.value if months_of(told) is not None else Origin.UNKNOWN.value,
    }  # fmt: skip


def stored(one: Practice) -> dict[str, Any]:
    """As an edit of it begins."""
    kept = {name: getattr(one, name) for name in PracticeForm.base_fields if name != "projects"}
    said = {name: kept[name] if kept[origin] == Origin.SAID else None for name, origin in _TYPED.items()}
    return {**kept, **said, "projects": [each["key"] for each in one.told]}


class WordsForm(forms.Form):
    """Remarks, or a reason."""

    words = forms.CharField(label=_("Remarks"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["words"].label = label

    def clean_words(self) -> str:
        text = str(self.cleaned_data["words"])
        if looks_personal(text):
            self.data = {self.add_prefix("words"): without_suspects(text)}
            raise forms.ValidationError(PERSONAL)
        return text
