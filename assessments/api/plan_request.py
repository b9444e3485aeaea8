"""What is asked of a plan, as a program asks it."""

from decimal import Decimal
from typing import Any, Final

from rest_framework import serializers

from assessments.api.serializers import UNKNOWN_FIELD, StrictText
from assessments.models import Round
from assessments.plan_reasons import trouble_in_words
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.wishes import MOST_YEARS, MOST_YUAN, BadWish, Must, Never, Objective, PricePoint, Wishes
from communities.api.places import NO_DIVISION
from communities.api.problems import Fault, Problem, of_body
from communities.language import reader_lang
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import communities, division_named
from communities.words import Words

MOST_FIXED: Final = 1000
NO_COMMUNITY = Words("没有这个社区，或不在该区划内。", "There is no such community, or it lies outside the division.")
NO_RULE = Words("该评估批次没有这条规则。", "The round has no such rule.")
_POINTERS: Final = {
    "no_budget": "/budgets", "too_many_years": "/budgets", "bad_budget": "/budgets", "bad_floor": "/floor", "bad_rate": "/rate",
}  # fmt: skip


class _Strict(serializers.Serializer[Any]):
    """A name that nobody knows is a slip, and never left out."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError({str(name)[:50]: [UNKNOWN_FIELD.of(reader_lang())] for name in sorted(unknown)})
        return super().to_internal_value(data)


class NeverRequest(_Strict):
    """No measure of this way (empty: of any) there (null: everywhere)."""

    division = StrictText(required=False, allow_null=True, default=None, max_length=12)
    way = serializers.ChoiceField(choices=list(BY_CODE), required=False, allow_blank=True, default="")


class MustRequest(_Strict):
    """This gap has to be closed."""

    community = StrictText(max_length=12)
    rule = StrictText(max_length=30)


class PlanRequest(_Strict):
    """Which gaps to close, where, by which way, in which year, for this money. Yuan of each year, whole."""

    division = StrictText(
        required=False,
        allow_null=True,
        default=None,
        help_text="Division code of 2 to 12 digits; default: the place of your mandate.",
    )
    round = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=10**9 - 1,
        help_text="A finished assessment that holds the division; default: the newest.",
    )  # fmt: skip
    name = serializers.CharField(max_length=120)
    budgets = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=MOST_YUAN), min_length=1, max_length=MOST_YEARS,
        help_text="Yuan of each year, the first of which is first_year: what is built, bought, fitted out, and rents.",
    )  # fmt: skip
    first_year = serializers.IntegerField(min_value=2000, max_value=2100)
    objective = serializers.ChoiceField(choices=list(Objective), required=False, default=Objective.HOUSEHOLDS.value)
    price = serializers.ChoiceField(
        choices=list(PricePoint),
        required=False,
        default=PricePoint.MIDDLE.value,
        help_text="Which figure of a range is counted.",
    )
    carries_over = serializers.BooleanField(required=False, default=False, help_text="What a year leaves is there in the next.")
    floor = serializers.IntegerField(
        required=False, default=0, min_value=0, max_value=100,
        help_text="Percent of what can be closed in each district that has to be closed there.",
    )  # fmt: skip
    rate = serializers.DecimalField(
        max_digits=5,
        decimal_places=4,
        min_value=0,
        required=False,
        default=Decimal("0.035"),
        help_text="What a year of waiting takes off.",
    )
    is_known_only = serializers.BooleanField(
        required=False, default=False, help_text="Only where premises are known, none still to be found on the market."
    )
    sharing = serializers.IntegerField(
        required=False,
        default=0,
        min_value=0,
        max_value=100,
        help_text="How many more communities a facility that stands may take on.",
    )
    joint = serializers.IntegerField(
        required=False, default=1, min_value=1, max_value=100, help_text="How many communities one that is built may serve."
    )
    never = serializers.ListField(child=NeverRequest(), required=False, default=list, max_length=MOST_FIXED)
    must = serializers.ListField(child=MustRequest(), required=False, default=list, max_length=MOST_FIXED)


def wishes_from(said: dict[str, Any], scope: AreaScope, path: str, one: Round) -> Wishes:
    """Of what PlanRequest has let through, for the place at ``path``. Raises Problem, naming what is wrong."""
    faults = [*_wrong_places(said, scope), *_wrong_gaps(said, scope, path, one)]
    if faults:
        raise Problem("invalid_body", faults=faults)
    plain = ("budgets", "first_year", "carries_over", "floor", "rate", "is_known_only", "sharing", "joint")
    try:
        return Wishes(
            **{name: said[name] for name in plain} | {"budgets": tuple(said["budgets"])},
            objective=Objective(said["objective"]),
            price=PricePoint(said["price"]),
            never=tuple(Never(_path(scope, each["division"]) or EVERYWHERE, each["way"]) for each in said["never"]),
            must=tuple(Must(each["community"], each["rule"]) for each in said["must"]),
        )
    except BadWish as wrong:
        raise Problem("invalid_body", faults=[fault_of(_POINTERS[wrong.trouble], wrong.trouble, wrong.about)]) from None


def fault_of(pointer: str, code: str, about: dict[str, Any] | None = None) -> Fault:
    """A trouble as a fault of the body: its code never changes, its words follow the reader."""
    found, lang = trouble_in_words(code, about or {}), reader_lang()
    assert found is not None  # noqa: S101  # every code has its words
    return of_body(pointer, code, f"{found.sentence.of(lang)} {found.remedy.of(lang)}")


def _path(scope: AreaScope, code: str | None) -> str | None:
    """Of a division in the scope; None for any other, and for none."""
    found = division_named(scope, code) if code else None
    return found.path if found and scope.covers(found.path) else None


def _wrong_places(said: dict[str, Any], scope: AreaScope) -> list[Fault]:
    wrong = [at for at, each in enumerate(said["never"]) if each["division"] is not None and not _path(scope, each["division"])]
    return [of_body(f"/never/{at}/division", "no_division", NO_DIVISION.of(reader_lang())) for at in wrong]


def _wrong_gaps(said: dict[str, Any], scope: AreaScope, path: str, one: Round) -> list[Fault]:
    codes = {each["community"] for each in said["must"]}
    known = _codes(scope, path, codes) if codes else set()
    lang, faults = reader_lang(), []
    for at, each in enumerate(said["must"]):
        if each["community"] not in known:
            faults.append(of_body(f"/must/{at}/community", "no_community", NO_COMMUNITY.of(lang)))
        if each["rule"] not in one.rules:
            faults.append(of_body(f"/must/{at}/rule", "no_rule", NO_RULE.of(lang)))
    return faults


def _codes(scope: AreaScope, path: str, codes: set[str]) -> set[str]:
    """Those of communities in the scope below the path."""
    return set(communities(scope).filter(path__startswith=path, code__in=codes).values_list("code", flat=True))
