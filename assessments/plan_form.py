"""What people say when they have a plan made."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.asked_once import asked_once
from assessments.asked_place import asked_place, place_within
from assessments.models import Round
from assessments.plan_money import Unread, budgets_of, musts_of
from assessments.plan_reasons import trouble_in_words
from assessments.remedies.catalogue import REMEDIES, SHARE
from assessments.remedies.wishes import (
    OBJECTIVE_MEANING,
    OBJECTIVE_WORDS,
    PRICE_WORDS,
    BadWish,
    Must,
    Never,
    Objective,
    PricePoint,
    Wishes,
)
from assessments.selectors.gaps import gaps
from assessments.selectors.rounds import latest_round, rounds
from communities.language import in_reader_language, reader_lang
from communities.models import Division
from communities.scope import EVERYWHERE, AreaScope
from communities.words import Words

PERCENT: Final = 100
MOST_MUSTS: Final = 200
FIELD_OF: Final = {"bad_floor": "floor", "bad_rate": "rate", "round_elsewhere": "round"}
"""Where a trouble is said; any other is one of the budgets."""
WAYS: Final = (*REMEDIES, SHARE)


def _objectives() -> list[tuple[str, Any]]:
    """In the language of who reads when they are shown."""
    return [(one.value, _Meant(OBJECTIVE_WORDS[one], OBJECTIVE_MEANING[one])) for one in Objective]


class _Meant:
    """A choice and what it means, in the language of who reads."""

    def __init__(self, words: Words, meaning: Words) -> None:
        self.said = Words(f"{words.zh}：{meaning.zh}", f"{words.en}: {meaning.en}")

    def __str__(self) -> str:
        return self.said.of(reader_lang())


class PlanForm(forms.Form):
    """``division`` becomes a Division, or None for everything; ``round`` a finished one that holds it, the newest where none
    is named. ``token`` is made anew whenever the form is shown: sent twice with the same answers, it asks once.
    """

    name = forms.CharField(label=_("Name"), max_length=120)
    division = forms.CharField(label=_("Division"), max_length=12, required=False)
    round = forms.ChoiceField(
        label=_("Round"), required=False, help_text=_("Its law, and the day of its data, hold for the plan.")
    )
    first_year = forms.IntegerField(label=_("First year"), min_value=2000, max_value=2100)
    budgets = forms.CharField(
        label=_("Budget of each year, in 10,000 yuan"), widget=forms.Textarea(attrs={"rows": 4, "inputmode": "decimal"}),
        help_text=_("One line for each year, 1 to 10 of them: 2000 is 20 million yuan. Commas part years too, not thousands."),
    )  # fmt: skip
    carries_over = forms.BooleanField(label=_("What a year leaves may be spent later"), required=False)
    objective = forms.ChoiceField(label=_("What counts most"), widget=forms.RadioSelect, choices=_objectives)
    price = forms.ChoiceField(
        label=_("Prices held against the budget"),
        choices=[(one.value, in_reader_language(PRICE_WORDS[one])) for one in PricePoint],
    )
    floor = forms.IntegerField(
        label=_("At least so many percent in each district"), required=False,
        help_text=_("Of what the gaps that can be closed there count. 0: no district is looked at by itself."),
    )  # fmt: skip
    rate = forms.DecimalField(
        label=_("Discount rate, percent a year"),
        decimal_places=2,
        max_digits=6,
        help_text=_("What a year of waiting takes off."),
    )
    is_known_only = forms.BooleanField(
        label=_("Only premises of the register, none still to be found on the market"), required=False
    )
    sharing = forms.IntegerField(
        label=_("Sharing: communities more for a facility that stands"), min_value=0, max_value=5, help_text=_("0 to 5")
    )
    joint = forms.IntegerField(
        label=_("Together: communities served by one that is built"), min_value=1, max_value=4, help_text=_("1 to 4")
    )
    never_ways = forms.MultipleChoiceField(
        label=_("Never these ways"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(way.code, in_reader_language(way.name)) for way in WAYS],
    )  # fmt: skip
    never_division = forms.CharField(
        label=_("Never there"), max_length=12, required=False,
        help_text=_("The ways ticked are barred in this division only; none ticked: nothing is planned there."),
    )  # fmt: skip
    must = forms.CharField(
        label=_("Gaps that must be closed"), required=False, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One on each line: community code, space, rule code, as in 900101001001 N48-FAC-04."),
    )  # fmt: skip
    token = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, scope: AreaScope, offered: Sequence[tuple[str, str]], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial={**first_answers(timezone.localdate()), **initial})
        self._scope = scope
        self.fields["round"].choices = list(offered)  # type: ignore[attr-defined]  # a ChoiceField

    def clean_division(self) -> Division | None:
        """The division; None only for somebody who may work everywhere."""
        return asked_place(self._scope, self.cleaned_data["division"])

    def clean_never_division(self) -> Division | None:
        code = self.cleaned_data["never_division"]
        return place_within(self._scope, code) if code else None

    def clean_budgets(self) -> tuple[int, ...]:
        try:
            return budgets_of(self.cleaned_data["budgets"])
        except Unread as wrong:
            said = _("“%(part)s” is no amount: write 2000 for 20 million yuan, without commas for thousands.")
            raise forms.ValidationError(said, params={"part": str(wrong)[:20]}) from None

    def clean_must(self) -> tuple[Must, ...]:
        try:
            found = musts_of(self.cleaned_data["must"])
        except Unread as wrong:
            said = _("“%(line)s” is no community code and rule code.")
            raise forms.ValidationError(said, params={"line": str(wrong)}) from None
        if len(found) > MOST_MUSTS:
            raise forms.ValidationError(_("At most %(most)s gaps can be fixed."), params={"most": MOST_MUSTS})
        return found

    def clean(self) -> dict[str, Any]:
        """The round, the gaps that must be closed, and the wishes as a whole, where the fields they rest on are sound."""
        cleaned = super().clean() or {}
        if "division" in cleaned and "round" in cleaned:
            cleaned["round"] = self._round(cleaned)
        if cleaned.get("must") and isinstance(cleaned.get("round"), Round):
            self._look_at_musts(cleaned)
        if not self.errors:
            cleaned["wishes"] = self._wishes(cleaned)
        return cleaned

    def _round(self, cleaned: Mapping[str, Any]) -> Round | None:
        """One that holds the division; None where it does not, which is said at its field."""
        path, wanted = _path(cleaned["division"]), cleaned["round"]
        found = rounds(self._scope).filter(pk=wanted).first() if wanted else latest_round(self._scope, path)
        if found is None or not path.startswith(_path(found.division)):
            self._say(BadWish("round_elsewhere"))
            return None
        return found

    def _look_at_musts(self, cleaned: Mapping[str, Any]) -> None:
        """What is no gap of the round in the division is said now, not by the worker."""
        path, codes = _path(cleaned["division"]), {each.code for each in cleaned["must"]}
        found = gaps(self._scope, cleaned["round"]).filter(path__startswith=path, code__in=codes)
        known = set(found.values_list("code", "rule"))
        for each in cleaned["must"]:
            if (each.code, each.rule) not in known:
                said = _("%(code)s %(rule)s is no gap of the round in this division.")
                self.add_error("must", forms.ValidationError(said, params={"code": each.code, "rule": each.rule}))

    def _wishes(self, cleaned: Mapping[str, Any]) -> Wishes | None:
        try:
            return Wishes(
                budgets=cleaned["budgets"], first_year=cleaned["first_year"], objective=Objective(cleaned["objective"]),
                price=PricePoint(cleaned["price"]), carries_over=cleaned["carries_over"], floor=cleaned["floor"] or 0,
                rate=cleaned["rate"] / PERCENT, is_known_only=cleaned["is_known_only"], sharing=cleaned["sharing"],
                joint=cleaned["joint"], never=_never(cleaned), must=cleaned["must"],
            )  # fmt: skip
        except BadWish as wrong:
            self._say(wrong)
            return None

    def _say(self, wrong: BadWish) -> None:
        found = trouble_in_words(wrong.trouble, wrong.about)
        self.add_error(FIELD_OF.get(wrong.trouble, "budgets"), found.sentence.of(reader_lang()) if found else wrong.trouble)

    def order(self) -> dict[str, Any]:
        """What ``order_plan`` is to be told, once the form is valid. The key holds for these answers of this showing."""
        said = {name: self.cleaned_data[name] for name in ("name", "division", "round", "wishes")}
        answers = {name: str(getattr(value, "pk", value)) for name, value in said.items()}
        return {**said, **asked_once(self.cleaned_data["token"], answers)}


def _path(division: Division | None) -> str:
    return division.path if division else EVERYWHERE


def _never(cleaned: Mapping[str, Any]) -> tuple[Never, ...]:
    """The ways ticked, in the division named or in all of the plan; every way where a division is named and none is ticked."""
    place, ways = cleaned["never_division"], cleaned["never_ways"]
    if place is None and not ways:
        return ()
    path = _path(place or cleaned["division"])
    return tuple(Never(path, way) for way in ways) or (Never(path),)


def first_answers(today: date) -> dict[str, Any]:
    """What the form is shown with where nobody has said anything else."""
    return {
        "first_year": today.year + 1, "objective": Objective.HOUSEHOLDS, "price": PricePoint.MIDDLE, "floor": 0,
        "rate": Decimal("3.5"), "sharing": 0, "joint": 1, "token": uuid4().hex,
    }  # fmt: skip
