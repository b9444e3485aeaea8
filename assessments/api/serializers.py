"""Rounds, scorecards and gaps as JSON. Figures are text in the unit a reader sees, as in a trace: m2 with two places."""

from typing import Any

from rest_framework import serializers

from assessments.api.option_serializers import OptionField
from assessments.api.showing import gap_row, scorecard_detail, scorecard_row
from assessments.api.words_field import WordsField
from assessments.labels import CODES
from assessments.models import Gap, Round, Scorecard
from assessments.standards.model import Domain, Level, Verdict
from communities.api.serializers import DivisionBrief
from communities.language import reader_lang
from communities.models import BuildClass
from communities.words import Words

UNKNOWN_FIELD = Words("没有这个字段。", "There is no such field.")
NOT_TEXT = Words("须为文本（加引号）。", "Send text, in quotes.")


class StrictText(serializers.CharField):
    """Text only: a code sent as a number would lose what makes it a code."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError(NOT_TEXT.of(reader_lang()))
        return super().to_internal_value(data)


class StrictDay(serializers.DateField):
    """YYYY-MM-DD as text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str):
            raise serializers.ValidationError(NOT_TEXT.of(reader_lang()))
        return super().to_internal_value(value)


class ClauseField(serializers.Serializer[Any]):
    """Where the law says so. ``pointer_zh`` quotes a few words of the official text."""

    id = serializers.CharField()
    article = WordsField()
    pointer_zh = serializers.CharField()
    document = serializers.CharField()


class PinnedPackField(serializers.Serializer[Any]):
    id = serializers.CharField()
    version = serializers.CharField()
    checksum = serializers.CharField()


class RoundRow(serializers.ModelSerializer[Round]):
    division = DivisionBrief(read_only=True, allow_null=True, help_text="Null: everything.")
    packs = PinnedPackField(many=True, read_only=True)
    communities = serializers.SerializerMethodField(help_text="Those of the round that lie in your mandate.")
    url = serializers.HyperlinkedIdentityField(view_name="api:round-detail", lookup_field="pk")

    class Meta:
        model = Round
        fields = [
            "id", "division", "day", "as_of", "packs", "communities", "fingerprint", "software", "started_at", "finished_at",
            "url",
        ]  # fmt: skip

    def get_communities(self, one: Round) -> int:
        return int(getattr(one, "seen", one.communities))


class RoundDetail(RoundRow):
    rules = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta(RoundRow.Meta):
        fields = [*RoundRow.Meta.fields, "rules"]


class CommunityOfCard(serializers.Serializer[Any]):
    """The community as it is registered now."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    build_class = serializers.ChoiceField(choices=BuildClass.choices)
    division = DivisionBrief()


def data_labels() -> serializers.ListField:
    child = serializers.ChoiceField(choices=CODES)
    return serializers.ListField(child=child, help_text="Empty where every figure was recorded.")


DOMAINS = "One of " + ", ".join(domain.value for domain in Domain)
LEVELS = "One of " + ", ".join(level.value for level in Level)
VERDICTS = [verdict.code for verdict in Verdict]


class ScorecardRow(serializers.Serializer[Any]):
    """One community in one round. The counts are of the binding rules about the community or its block."""

    round = serializers.IntegerField()
    community = CommunityOfCard()
    households = serializers.IntegerField(allow_null=True)
    complete = serializers.BooleanField(allow_null=True, help_text="Null where a binding rule cannot be decided.")
    met = serializers.IntegerField()
    gaps = serializers.IntegerField()
    unknown = serializers.IntegerField()
    not_applicable = serializers.IntegerField()
    failed = serializers.ListField(child=serializers.CharField(), help_text="Codes of the rules that are gaps.")
    data_labels = data_labels()
    url = serializers.URLField()

    def to_representation(self, instance: Scorecard) -> dict[str, Any]:
        return scorecard_row(instance, self.context)


class FindingRow(serializers.Serializer[Any]):
    """One rule's answer in the round. ``sentence`` is null where the data has changed since (``changed``)."""

    rule = serializers.CharField()
    name = WordsField()
    domain = serializers.CharField(help_text=DOMAINS)
    level = serializers.CharField(help_text=LEVELS)
    binding = serializers.BooleanField()
    verdict = serializers.ChoiceField(choices=VERDICTS)
    reason = serializers.CharField(allow_null=True, help_text="Why the verdict is neither met nor gap.")
    measured = serializers.CharField(allow_null=True)
    required = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # a field that is named so
    shortfall = serializers.CharField(allow_null=True)
    unit = serializers.CharField(help_text="area means m2 with two places.")
    clause = ClauseField()
    sentence = WordsField(allow_null=True)
    options = OptionField(many=True, help_text="The ways to close a gap; empty where there is none, or nothing to build.")
    changed = serializers.BooleanField()
    trace_url = serializers.URLField()


class ScorecardDetail(ScorecardRow):
    """With every finding, in the order of the round's rules."""

    day = serializers.DateField()
    as_of = serializers.DateField()
    findings = FindingRow(many=True)

    def to_representation(self, instance: Scorecard) -> dict[str, Any]:
        return scorecard_detail(instance, self.context)


class GapRow(serializers.Serializer[Any]):
    """One unmet finding."""

    round = serializers.IntegerField()
    community = CommunityOfCard()
    rule = serializers.CharField()
    name = WordsField()
    domain = serializers.CharField(help_text=DOMAINS)
    level = serializers.CharField(help_text=LEVELS)
    binding = serializers.BooleanField()
    measured = serializers.CharField(allow_null=True)
    required = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # a field that is named so
    shortfall = serializers.CharField(allow_null=True)
    unit = serializers.CharField(help_text="area means m2 with two places.")
    clause = ClauseField()
    data_labels = data_labels()
    scorecard_url = serializers.URLField()
    trace_url = serializers.URLField()

    def to_representation(self, instance: Gap) -> dict[str, Any]:
        return gap_row(instance, self.context)


class StepField(serializers.Serializer[Any]):
    """One fact taken from what it is to what would do, printed as in a trace."""

    fact = serializers.CharField()
    to = serializers.CharField()
    difference = serializers.CharField(help_text="With a minus where there is too much.")
    unit = serializers.CharField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {**super().get_fields(), "from": serializers.CharField()}  # a word that no attribute may be called


class RouteField(serializers.Serializer[Any]):
    """One way to close a gap: by the rule's own test, or by that of an alternative."""

    rule = serializers.CharField()
    after = serializers.CharField(help_text="met; or unknown, where the answer then waits for other facts.")
    steps = StepField(many=True)
    among = serializers.ListField(
        child=serializers.CharField(), help_text="Absent things of which any as many as there are steps would do."
    )


class ChangeField(serializers.Serializer[Any]):
    """The least that would close a gap. The first route has the fewest steps; the others may be taken instead."""

    sentence = WordsField()
    routes = RouteField(many=True)


class TraceAnswer(serializers.Serializer[Any]):
    """A finding with its arithmetic and every row behind it.

    ``trace`` alone is enough to reach the verdict again; ``recomputed`` is what a second program made of it.
    """

    round = serializers.IntegerField()
    community = serializers.CharField()
    rule = serializers.CharField()
    verdict = serializers.ChoiceField(choices=VERDICTS)
    recomputed = serializers.CharField(help_text="A verdict, reached from ``trace`` alone.")
    stored = serializers.CharField(allow_null=True, help_text="The verdict of the round; null where it was not judged by this.")
    changed = serializers.BooleanField(help_text="The data has changed since the round.")
    sentence = WordsField()
    arithmetic = WordsField()
    requirement = WordsField()
    settled_by = serializers.ListField(
        child=serializers.CharField(),
        allow_null=True,
        help_text="The smallest set of facts that surely settles an unknown verdict; null where nothing does (over zero).",
    )
    settled_by_is_smallest = serializers.BooleanField(help_text="False: too many ways to try; these are all missing facts.")
    may_settle = serializers.ListField(
        child=serializers.CharField(), help_text="Facts each of which may settle it by itself, if it turns out so."
    )
    smallest_change = ChangeField(allow_null=True)
    trace = serializers.DictField(
        help_text="A part ``outside:N`` stands for N rows of communities outside your mandate; only their sum is told."
    )


class RoundRequest(serializers.Serializer[Any]):
    """What to assess. No division: the whole of your mandate."""

    division = StrictText(required=False, allow_null=True, default=None, help_text="Division code of 2 to 12 digits.")
    day = StrictDay(required=False, allow_null=True, default=None, help_text="Whose law applies; default today.")
    as_of = StrictDay(required=False, allow_null=True, default=None, help_text="The data's day; default the same day.")
    packs = serializers.ListField(
        child=StrictText(), required=False, default=list, max_length=50,
        help_text="Ids of the packs to judge by, drafts among them too; default the notice and its overlays.",
    )  # fmt: skip
    background = serializers.BooleanField(
        required=False, default=False,
        help_text="Answer at once (202) and let a worker judge; else the answer waits for the round (201).",
    )  # fmt: skip

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError({str(name)[:50]: [UNKNOWN_FIELD.of(reader_lang())] for name in sorted(unknown)})
        return super().to_internal_value(data)
