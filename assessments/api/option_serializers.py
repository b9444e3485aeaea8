"""What the API tells of an option: assessments.api.option_rows, field by field."""

from typing import Any

from rest_framework import serializers

from assessments.api.words_field import WordsField
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.matching import Fit
from assessments.remedies.option import Standing
from assessments.remedies.prices import PriceUnit

_M2 = "m2 with two places; null where it is not known."
_FITS = [each.value for each in Fit]


class RangeField(serializers.Serializer[Any]):
    """Yuan as text with two places."""

    low = serializers.CharField()
    high = serializers.CharField()


class PriceOriginField(serializers.Serializer[Any]):
    """The line of the price book that a cost was drawn from."""

    remedy = serializers.CharField()
    facility_type = serializers.CharField(allow_blank=True)
    item = serializers.CharField(allow_blank=True)
    unit = serializers.CharField(help_text="One of " + ", ".join(PriceUnit))
    low = serializers.CharField()
    high = serializers.CharField()
    place = WordsField()
    since = serializers.DateField(allow_null=True, help_text="Null: it ships with the product.")
    source = WordsField()  # type: ignore[assignment]  # a field that is named so
    is_placeholder = serializers.BooleanField()


class CostField(serializers.Serializer[Any]):
    """Yuan once and by the year, and all of it in money of the day of the decision (docs/plans.md)."""

    once = RangeField()
    rent_a_year = RangeField(allow_null=True)
    running_a_year = RangeField(allow_null=True)
    net_present = RangeField(allow_null=True)
    years = serializers.IntegerField()
    rate = serializers.CharField(help_text="A year; a placeholder.")
    is_placeholder = serializers.BooleanField(help_text="What is paid once, or the rent, rests on a placeholder.")
    asked_by_owner = serializers.BooleanField(help_text="What is paid once, or the rent, is what the owner asks.")
    prices = PriceOriginField(many=True)


class PremisesField(serializers.Serializer[Any]):
    """Premises held against the gap. What is left of them may hold something else."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField(help_text="room, building or land.")
    fit = serializers.CharField(help_text="One of " + ", ".join(_FITS))
    why = WordsField(many=True, help_text="What is wrong, or what is not known.")
    first_because = WordsField(allow_null=True, help_text="Of the first that fits.")
    in_community = serializers.BooleanField()
    metres = serializers.IntegerField(allow_null=True)
    area = serializers.CharField(allow_null=True, help_text=_M2)
    needed = serializers.CharField(help_text=_M2)
    surplus = serializers.CharField(allow_null=True, help_text="m2; with a minus where it is too small.")
    storey = serializers.IntegerField(allow_null=True)
    public = serializers.BooleanField(allow_null=True)
    available_from = serializers.DateField(allow_null=True, help_text="Null: now.")
    lease_until = serializers.DateField(allow_null=True)
    cost = CostField(allow_null=True)
    given = serializers.ListField(child=serializers.CharField(), help_text="Public premises that could be exchanged for it.")
    provenance = serializers.CharField()


class StandingFacilityField(serializers.Serializer[Any]):
    """A facility to be extended, or to be shared with a neighbour."""

    code = serializers.CharField()
    name = serializers.CharField()
    facility_type = serializers.CharField()
    fit = serializers.CharField(help_text="One of " + ", ".join(_FITS))
    why = WordsField(many=True)
    in_community = serializers.BooleanField()
    community = serializers.CharField()
    metres = serializers.IntegerField(allow_null=True)
    area = serializers.CharField(allow_null=True, help_text=_M2)
    capacity = serializers.IntegerField(allow_null=True)
    tenure = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field that is named so
    provenance = serializers.CharField()


class OptionField(serializers.Serializer[Any]):
    """Whether one way is open to a gap. The five of the notice in its order, then those outside the five."""

    way = serializers.CharField(help_text="One of " + ", ".join(BY_CODE))
    name = WordsField()
    outside_the_five = serializers.BooleanField()
    standing = serializers.CharField(help_text="One of " + ", ".join(Standing))
    reason = WordsField()
    clause = serializers.CharField(allow_blank=True)
    area = serializers.CharField(allow_null=True, help_text=_M2)
    area_basis = WordsField()
    area_is_placeholder = serializers.BooleanField()
    cost = CostField(allow_null=True)
    months = serializers.ListField(child=serializers.IntegerField(), allow_null=True, help_text="From, to.")
    ownership = WordsField()
    risks = WordsField(many=True)
    reminder = WordsField(allow_null=True)
    premises = PremisesField(many=True)
    facilities = StandingFacilityField(many=True)
    provenances = serializers.ListField(child=serializers.CharField(), help_text="Of every row that the option names.")
