"""A round that was ordered, as a program sees it: how far it is, and why it failed."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from assessments.models import Round
from assessments.services.telling import STAGES
from assessments.troubles import TROUBLES
from communities.api.serializers import DivisionBrief
from communities.language import reader_lang


class TroubleField(serializers.Serializer[Any]):
    """Why there is no result."""

    code = serializers.CharField(help_text="One of " + ", ".join(sorted(TROUBLES)))
    sentence = serializers.CharField()
    what_to_do = serializers.CharField()


class RoundJob(serializers.ModelSerializer[Round]):
    """How far a round is. Nobody reads it before it is ``finished``; of one that failed or was cancelled nothing is stored."""

    is_ended = serializers.SerializerMethodField(help_text="Nothing is under way or waiting.")
    division = DivisionBrief(read_only=True, allow_null=True, help_text="Null: everything.")
    asked_packs = serializers.ListField(
        child=serializers.CharField(), read_only=True, allow_null=True, help_text="Null: the notice and its overlays."
    )
    stage = serializers.CharField(read_only=True, help_text=f"{', '.join(STAGES)}; empty while it waits, and at the end.")
    percent = serializers.SerializerMethodField(help_text="Of the work, 0 to 100.")
    trouble = serializers.SerializerMethodField()
    ordered_at = serializers.DateTimeField(source="started_at", read_only=True)
    round = serializers.SerializerMethodField(help_text="Address of the round; null until it is finished.")
    url = serializers.HyperlinkedIdentityField(view_name="api:round-job", lookup_field="pk")

    class Meta:
        model = Round
        fields = [
            "id", "state", "is_ended", "division", "day", "as_of", "asked_packs", "stage", "percent", "cancel_asked", "trouble",
            "ordered_at", "finished_at", "round", "url",
        ]  # fmt: skip
        read_only_fields = fields

    def get_is_ended(self, one: Round) -> bool:
        return not one.is_under_way

    def get_percent(self, one: Round) -> int:
        return 100 if one.finished_at else one.percent

    @extend_schema_field(TroubleField(allow_null=True))
    def get_trouble(self, one: Round) -> dict[str, str] | None:
        found, lang = TROUBLES.get(one.trouble), reader_lang()
        return (
            {"code": one.trouble, "sentence": found.sentence.of(lang), "what_to_do": found.remedy.of(lang)} if found else None
        )

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_round(self, one: Round) -> str | None:
        return reverse("api:round-detail", args=[one.pk], request=self.context["request"]) if one.finished_at else None
