"""The shape in JSON of what settles, what closes a gap, and what is worth collecting."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from assessments.api.serializers import LEVELS
from assessments.api.words_field import WordsField
from assessments.labels import CODES


class AskRow(serializers.Serializer[Any]):
    """One thing to collect. The counts are of verdicts: first of the binding rules about the community, then of all rules."""

    ask = serializers.CharField(help_text="Such as households, inventory.kindergarten, survey.parking.")
    name = WordsField()
    settles = serializers.IntegerField(help_text="Unknown verdicts that it settles by itself.")
    helps = serializers.IntegerField(help_text="Unknown verdicts that wait for it, alone or with others.")
    settles_of_all_rules = serializers.IntegerField()
    helps_of_all_rules = serializers.IntegerField()
    communities = serializers.IntegerField(help_text="Communities where some rule waits for it.")


class OrderRow(serializers.Serializer[Any]):
    """One step: what it settles after those before it, and how much is settled by then."""

    ask = serializers.CharField()
    settles = serializers.IntegerField()
    settled = serializers.IntegerField()


class WaitingRule(serializers.Serializer[Any]):
    """A rule with unknown verdicts: how many something would settle, how many are undefined over zero."""

    rule = serializers.CharField()
    name = WordsField()
    level = serializers.CharField(help_text=LEVELS)
    counts = serializers.BooleanField(help_text="It binds, and is about the community.")
    unknown = serializers.IntegerField()
    undefined = serializers.IntegerField()
    asks = serializers.ListField(child=serializers.CharField(), help_text="What they wait for, the most needed first.")


@extend_schema_serializer(many=False)
class FactsAnswer(serializers.Serializer[Any]):
    """The ranking, from the facts as they are now. ``order``: step by step what settles most per thing collected."""

    round = serializers.IntegerField()
    communities = serializers.IntegerField()
    unknown = serializers.IntegerField(help_text="Unknown verdicts of binding rules about the community.")
    unknown_of_all_rules = serializers.IntegerField()
    undefined = serializers.IntegerField(help_text="Verdicts undefined over zero, which nothing settles.")
    data_labels = serializers.ListField(child=serializers.ChoiceField(choices=CODES))
    results = AskRow(many=True)
    order = OrderRow(many=True)
    rules = WaitingRule(many=True)
