"""The shape of weights and scores in JSON: score_rows.py makes the values."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from assessments.api.serializers import DOMAINS, CommunityOfCard
from assessments.api.words_field import WordsField
from assessments.labels import CODES

PART = "Part of the whole as an exact fraction, such as 1/7."
LOW = "0.0 to 100.0, unknown rules counted as not met, rounded down; null where nothing was judged."
HIGH = "0.0 to 100.0, unknown rules counted as met, rounded up; the same as low only where nothing is unknown."


class WeightOfDomain(serializers.Serializer[Any]):
    """A weight as it stands in the set. Only the proportion of the weights matters."""

    domain = serializers.CharField(help_text=DOMAINS)
    name = WordsField()
    weight = serializers.CharField(help_text="A decimal above 0.")
    share = serializers.CharField(allow_null=True, help_text=f"{PART} Null where weights are per rule.")


class WeightSetRow(serializers.Serializer[Any]):
    """Weights to choose. ``source`` and ``confidence`` say who says so: D is our own setting."""

    id = serializers.CharField()
    title = WordsField()
    reason = WordsField()
    source = WordsField()  # type: ignore[assignment]  # a field that is named so
    confidence = serializers.CharField(help_text="D: our own setting; V2: read in a restatement.")
    per = serializers.CharField(help_text="domain: each weighs the same however many rules it has; rule: each rule weighs.")
    weights = WeightOfDomain(many=True)


@extend_schema_serializer(many=False)
class WeightAnswer(serializers.Serializer[Any]):
    """All weight sets, in the order in which they are offered. None of them is the default."""

    results = WeightSetRow(many=True)


class ShareRow(serializers.Serializer[Any]):
    """One domain of a community: met rules, unknown ones, and all judged ones."""

    domain = serializers.CharField(help_text=DOMAINS)
    weight = serializers.CharField(
        allow_null=True,
        help_text=f"{PART} Null where nothing of the domain applies: its weight is shared out over the rest.",
    )
    met = serializers.IntegerField()
    unknown = serializers.IntegerField()
    judged = serializers.IntegerField()
    low = serializers.CharField(allow_null=True, help_text=LOW)
    high = serializers.CharField(allow_null=True, help_text=HIGH)


class ScoreRow(serializers.Serializer[Any]):
    """One community. Ranks compare the low ends within the list; they are null where nothing was judged."""

    round = serializers.IntegerField()
    community = CommunityOfCard()
    rank = serializers.IntegerField(allow_null=True)
    rank_best = serializers.IntegerField(allow_null=True, help_text="Under the chosen weights or any of ``moves``.")
    rank_worst = serializers.IntegerField(allow_null=True)
    low = serializers.CharField(allow_null=True, help_text=LOW)
    high = serializers.CharField(allow_null=True, help_text=HIGH)
    unknown = serializers.IntegerField(help_text="Unknown rules among those that count.")
    shares = ShareRow(many=True)
    data_labels = serializers.ListField(child=serializers.ChoiceField(choices=CODES))
    scorecard_url = serializers.URLField()


class MoveRow(serializers.Serializer[Any]):
    """Places that communities move under other weights: at most, and on average (one decimal, rounded up)."""

    title = WordsField()
    most = serializers.IntegerField()
    mean = serializers.CharField()


class MovesField(serializers.Serializer[Any]):
    """The same over all of ``under``: every other set, and the chosen one with each weight halved and doubled in turn."""

    most = serializers.IntegerField()
    mean = serializers.CharField()
    under = MoveRow(many=True)


@extend_schema_serializer(many=False)
class ScoreAnswer(serializers.Serializer[Any]):
    """A page of the list, the weights it is made with, and how far its ranks move under others."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    weights = WeightSetRow()
    moves = MovesField()
    results = ScoreRow(many=True)
