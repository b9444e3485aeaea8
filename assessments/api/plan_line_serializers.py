"""The shape of the lists of a plan in JSON: reports/plan_line_data.py makes the values."""

from typing import Any

from rest_framework import serializers

from assessments.api.option_serializers import PriceOriginField, RangeField
from assessments.api.plan_serializers import WAYS, WHYS, YUAN, MustField, TodayField
from assessments.api.serializers import DOMAINS, LEVELS, VERDICTS, CommunityOfCard, data_labels
from assessments.api.words_field import WordsField
from assessments.models import LeftGap, PlannedRemedy, PromisedCard
from assessments.reports.plan_line_data import card_data, left_data, remedy_data

_VERDICTS = "One of " + ", ".join(VERDICTS)
AREA = "m2 with two places."


class TakenPremisesField(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField(help_text="room, building or land.")
    provenance = serializers.CharField()


class LineCostField(serializers.Serializer[Any]):
    """Yuan, drawn from the price book or from what an owner asks; all of it over the years in money of today."""

    once = RangeField()
    rent_a_year = RangeField(allow_null=True)
    running_a_year = RangeField(allow_null=True, help_text="Upkeep; it is not in the budget.")
    net_present = RangeField(allow_null=True)
    months = serializers.ListField(child=serializers.IntegerField(), allow_null=True, help_text="How long it takes: from, to.")
    is_placeholder = serializers.BooleanField()
    asked_by_owner = serializers.BooleanField(help_text="The price or the rent is what the owner asks.")
    prices = PriceOriginField(many=True)


class BuildField(serializers.Serializer[Any]):
    """What will stand, be answered or serve whom."""

    community = serializers.CharField()
    kind = serializers.CharField(help_text="built, answered, given_over, extended or shared.")
    thing = serializers.CharField(help_text="A facility type, or a survey item.")
    name = WordsField()
    text = WordsField()
    floor_area = serializers.CharField(allow_null=True, help_text=AREA)
    activity_area = serializers.CharField(allow_null=True, help_text=AREA)
    site_area = serializers.CharField(allow_null=True, help_text=AREA)
    facility = serializers.CharField(allow_null=True)
    value = serializers.IntegerField(allow_null=True, help_text="Of a survey item: the answer.")
    lng = serializers.FloatField(allow_null=True)
    lat = serializers.FloatField(allow_null=True)
    serves = serializers.ListField(child=serializers.CharField(), help_text="Codes of communities, where there are several.")


class ClosedField(MustField):
    name = WordsField()


class AccountField(serializers.Serializer[Any]):
    """Why it was chosen, in numbers. Worth as closed in the first year."""

    yuan = serializers.IntegerField()
    worth = serializers.IntegerField()
    per_wan = serializers.FloatField(allow_null=True, help_text="Worth of 10,000 yuan; null where it costs nothing.")
    margin = serializers.FloatField(help_text="What the last 10,000 yuan of the plan buy.")


class InsteadField(serializers.Serializer[Any]):
    """The next best for what a line closes."""

    way = serializers.CharField(help_text=WAYS)
    premises = serializers.CharField(allow_blank=True)
    facility = serializers.CharField(allow_blank=True)
    yuan = serializers.IntegerField()
    closes = serializers.IntegerField(help_text="Of the gaps of the line.")
    worth = serializers.IntegerField()


class RemedyRow(serializers.Serializer[Any]):
    """One line of a plan. It begins in ``year`` and counts from ``ready_year`` on."""

    position = serializers.IntegerField()
    way = serializers.CharField(help_text=WAYS)
    name = WordsField()
    community = CommunityOfCard()
    premises = TakenPremisesField(allow_null=True)
    facility = serializers.CharField(allow_null=True, help_text="The one that is extended or shared.")
    year = serializers.IntegerField()
    ready_year = serializers.IntegerField()
    outlay = serializers.ListField(child=serializers.IntegerField(), help_text="Whole yuan of each year of the plan.")
    yuan = serializers.IntegerField(help_text=YUAN)
    cost = LineCostField()
    builds = BuildField(many=True)
    closes = ClosedField(many=True)
    households = serializers.IntegerField(allow_null=True)
    worth = serializers.IntegerField()
    account = AccountField()
    sentence = WordsField()
    instead = InsteadField(allow_null=True, help_text="Null: nothing else would close any of these gaps.")
    instead_sentence = WordsField()
    data_labels = data_labels()

    def to_representation(self, instance: PlannedRemedy) -> dict[str, Any]:
        return remedy_data(instance, self.context)


class LeftRow(serializers.Serializer[Any]):
    """A gap that the plan leaves open, and why."""

    community = CommunityOfCard()
    rule = serializers.CharField()
    name = WordsField()
    domain = serializers.CharField(help_text=DOMAINS)
    level = serializers.CharField(help_text=LEVELS)
    why = serializers.CharField(help_text=WHYS)
    reason = WordsField(help_text="In a few words.")
    sentence = WordsField()
    about = serializers.DictField(help_text="The numbers behind the sentence; of the measure that gives most for its money.")

    def to_representation(self, instance: LeftGap) -> dict[str, Any]:
        return left_data(instance)


class CompleteField(serializers.Serializer[Any]):
    today = serializers.BooleanField()
    with_plan = serializers.BooleanField()


class TwoVerdictsField(serializers.Serializer[Any]):
    rule = serializers.CharField()
    today = serializers.CharField(help_text=_VERDICTS)
    with_plan = serializers.CharField(help_text=_VERDICTS)


class PromisedRow(serializers.Serializer[Any]):
    """A community today and with the plan carried out, judged by the same engine. Counts are of the rules that count."""

    community = CommunityOfCard()
    households = serializers.IntegerField(allow_null=True)
    gaps = TodayField()
    unknown = TodayField()
    complete = CompleteField()
    changes = serializers.BooleanField()
    verdicts = TwoVerdictsField(many=True)
    data_labels = data_labels()

    def to_representation(self, instance: PromisedCard) -> dict[str, Any]:
        return card_data(instance, self.context)
