"""The shape of plans in JSON: plan_rows.py and reports/plan_data.py make the values."""

from typing import Any

from rest_framework import serializers

from assessments.api.jobs import TroubleField
from assessments.api.plan_rows import plan_detail, plan_row, plan_urls, trouble_row
from assessments.api.serializers import PinnedPackField, data_labels
from assessments.api.words_field import WordsField
from assessments.models import UNDER_WAY, RemedyPlan, RoundState
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.plan_words import plan_words
from assessments.remedies.planning.planning import Status
from assessments.remedies.wishes import Objective, PricePoint
from assessments.services.telling import PLAN_STAGES
from communities.api.serializers import DivisionBrief

WAYS = "One of " + ", ".join(BY_CODE)
WHYS = "One of " + ", ".join(plan_words()["reason"])
STATES = "One of " + ", ".join(RoundState.values)
YUAN = "Whole yuan."
WORTH = "What is counted stands in wishes.objective; three places, because waiting takes some off."


class TodayField(serializers.Serializer[Any]):
    today = serializers.IntegerField()
    with_plan = serializers.IntegerField()


class PlanRow(serializers.Serializer[Any]):
    """A plan (补短板方案). What it comes to is null until it is ``finished``."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    state = serializers.CharField(help_text=STATES)
    division = DivisionBrief(allow_null=True, help_text="Null: everything.")
    round = serializers.IntegerField(help_text="The assessment it starts from.")
    first_year = serializers.IntegerField()
    budget = serializers.IntegerField(help_text=YUAN)
    spent = serializers.IntegerField(allow_null=True, help_text=YUAN)
    gaps = TodayField(allow_null=True)
    prices_on = serializers.DateField()
    ordered_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    data_labels = data_labels()
    url = serializers.URLField()
    job_url = serializers.URLField()

    def to_representation(self, instance: RemedyPlan) -> dict[str, Any]:
        return plan_row(instance, self.context["request"])


class NeverField(serializers.Serializer[Any]):
    division = serializers.CharField(allow_null=True, help_text="Null: everywhere.")
    way = serializers.CharField(allow_blank=True, help_text="Empty: any.")


class MustField(serializers.Serializer[Any]):
    community = serializers.CharField()
    rule = serializers.CharField()


class WishesField(serializers.Serializer[Any]):
    """What was asked for: see the request."""

    budgets = serializers.ListField(child=serializers.IntegerField())
    first_year = serializers.IntegerField()
    objective = serializers.ChoiceField(choices=list(Objective))
    objective_name = WordsField()
    price = serializers.ChoiceField(choices=list(PricePoint))
    price_name = WordsField()
    carries_over = serializers.BooleanField()
    floor = serializers.IntegerField()
    rate = serializers.CharField()
    is_known_only = serializers.BooleanField()
    sharing = serializers.IntegerField()
    joint = serializers.IntegerField()
    never = NeverField(many=True)
    must = MustField(many=True)


class TotalsField(serializers.Serializer[Any]):
    """Of the whole place. ``complete``: communities without a gap and with nothing unknown."""

    gaps = TodayField()
    unknown = TodayField()
    complete = TodayField()
    communities = serializers.IntegerField()
    helped = serializers.IntegerField(help_text="Communities with fewer gaps than today.")
    households = serializers.IntegerField(help_text="In those that are helped.")
    closable = serializers.IntegerField(help_text="Gaps that some measure with a known price closes.")
    closed = serializers.IntegerField()
    measures = serializers.IntegerField(help_text="Among which the plan chose.")


class QualityField(serializers.Serializer[Any]):
    """How good the plan is: what it is worth, what no plan can exceed, and the percent that it may miss."""

    worth = serializers.CharField(help_text=WORTH)
    bound = serializers.CharField(help_text="No plan is worth more.")
    gap_percent = serializers.CharField()
    status = serializers.CharField(help_text="One of " + ", ".join(Status))
    sentence = WordsField()
    counts = WordsField(help_text="What worth counts.")
    not_kept = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="[community, rule] counted as closed that stays open when all is judged together; empty as a rule.",
    )


class YearField(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    budget = serializers.IntegerField(help_text=YUAN)
    spent = serializers.IntegerField(help_text=YUAN)
    left = serializers.IntegerField(help_text="With a minus where money of the years before is used.")
    price = serializers.CharField(help_text="Worth that 10,000 yuan more of this year would buy.")


class MoreField(serializers.Serializer[Any]):
    """What this much more would buy, in the year in which it buys most."""

    yuan = serializers.IntegerField()
    year = serializers.IntegerField()
    worth = serializers.CharField()
    closed = serializers.IntegerField()
    sentence = WordsField()


class CurvePointField(serializers.Serializer[Any]):
    """A plan with more money or less: a quarter of the budget to twice as much."""

    yuan = serializers.IntegerField()
    worth = serializers.CharField()
    bound = serializers.CharField()
    closed = serializers.IntegerField()


class FloorField(serializers.Serializer[Any]):
    district = serializers.CharField()
    least = serializers.IntegerField(help_text="Worth that has to be closed there.")
    price = serializers.CharField()


class WaySumField(serializers.Serializer[Any]):
    way = serializers.CharField(help_text=WAYS)
    name = WordsField()
    lines = serializers.IntegerField()
    worth = serializers.IntegerField()
    yuan = serializers.IntegerField(help_text=YUAN)


class LeftSumField(serializers.Serializer[Any]):
    why = serializers.CharField(help_text=WHYS)
    reason = WordsField()
    gaps = serializers.IntegerField()


class ResultField(serializers.Serializer[Any]):
    totals = TotalsField()
    quality = QualityField()
    years = YearField(many=True)
    more = MoreField()
    curve = CurvePointField(many=True)
    floors = FloorField(many=True)
    ways = WaySumField(many=True)
    left = LeftSumField(many=True)
    has_placeholder_prices = serializers.BooleanField(help_text="A cost rests on a price that nobody has confirmed.")


class PlanDetail(PlanRow):
    """With what was asked for and what it comes to."""

    day = serializers.DateField()
    as_of = serializers.DateField()
    packs = PinnedPackField(many=True)
    fingerprint = serializers.CharField()
    software = serializers.CharField()
    wishes = WishesField()
    result = ResultField(allow_null=True)
    remedies_url = serializers.URLField()
    left_url = serializers.URLField()
    communities_url = serializers.URLField()

    def to_representation(self, instance: RemedyPlan) -> dict[str, Any]:
        return plan_detail(instance, self.context["request"], self.context["view"].scope)


class PlanTroubleField(TroubleField):
    """Why there is no plan. ``reasons``: each thing that forbids one, where it was proved that there is none."""

    reasons = serializers.ListField(child=serializers.CharField())
    about = serializers.DictField(help_text="The numbers behind the words.")


class PlanJob(serializers.Serializer[Any]):
    """How far a plan is."""

    id = serializers.IntegerField()
    state = serializers.CharField(help_text=STATES)
    is_ended = serializers.BooleanField(help_text="Nothing is under way or waiting.")
    stage = serializers.CharField(help_text=f"{', '.join(PLAN_STAGES)}; empty while it waits, and at the end.")
    percent = serializers.IntegerField(help_text="Of the work, 0 to 100.")
    cancel_asked = serializers.BooleanField()
    trouble = PlanTroubleField(allow_null=True)
    ordered_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    plan = serializers.URLField()
    url = serializers.URLField()

    def to_representation(self, instance: RemedyPlan) -> dict[str, Any]:
        urls = plan_urls(instance, self.context["request"])
        is_ended = instance.state not in UNDER_WAY
        return {
            "id": instance.pk, "state": instance.state, "is_ended": is_ended, "stage": instance.stage,
            "percent": 100 if is_ended else instance.percent, "cancel_asked": instance.cancel_asked,
            "trouble": trouble_row(instance), "ordered_at": instance.made_at, "finished_at": instance.finished_at,
            "plan": urls["url"], "url": urls["job_url"],
        }  # fmt: skip
