"""Divisions and communities as JSON. Nested objects are brief; a flagged source is named with every row."""

from typing import Any

from rest_framework import serializers

from communities.divisions import short_code
from communities.models import Block, Community, Division, HouseholdCount, Source


class PointField(serializers.Serializer[Any]):
    """``lng`` and ``lat`` of a row, degrees in CGCS2000 / WGS84, or null."""

    lng = serializers.FloatField()
    lat = serializers.FloatField()

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"source": "*", "read_only": True, "allow_null": True, **options})

    def to_representation(self, instance: Any) -> Any:
        return None if instance.lng is None else super().to_representation(instance)


class SourceBrief(serializers.ModelSerializer[Source]):
    """Where the row comes from; provenance says whether it speaks of the real world."""

    class Meta:
        model = Source
        fields = ["name", "provenance"]


class DivisionBrief(serializers.ModelSerializer[Division]):
    class Meta:
        model = Division
        fields = ["code", "name", "name_en", "level"]


class DivisionRow(serializers.ModelSerializer[Division]):
    short_code = serializers.SerializerMethodField(help_text="The code without the zeros of the levels below.")
    # A name that REST framework also uses; it keeps fields apart from its own attributes.
    parent = serializers.CharField(source="parent.code", default=None, allow_null=True, read_only=True)  # type: ignore[assignment]
    url = serializers.HyperlinkedIdentityField(view_name="api:division-detail", lookup_field="code")

    class Meta:
        model = Division
        fields = [
            "code",
            "short_code",
            "name",
            "name_en",
            "level",
            "parent",
            "is_pseudo",
            "provenance",
            "valid_from",
            "valid_to",
            "url",
        ]

    def get_short_code(self, division: Division) -> str:
        return short_code(division.code)


class DivisionDetail(DivisionRow):
    lineage = DivisionBrief(many=True, read_only=True, help_text="From the province down to this division.")
    children = DivisionBrief(many=True, read_only=True, source="visible_children")

    class Meta(DivisionRow.Meta):
        fields = [*DivisionRow.Meta.fields, "lineage", "children"]


class BlockBrief(serializers.ModelSerializer[Block]):
    class Meta:
        model = Block
        fields = ["code", "name", "name_en"]


class CommunityBrief(serializers.ModelSerializer[Community]):
    class Meta:
        model = Community
        fields = ["code", "name", "name_en"]


class CommunityRow(serializers.ModelSerializer[Community]):
    division = DivisionBrief(read_only=True)
    block = BlockBrief(read_only=True, allow_null=True)
    point = PointField()
    source = SourceBrief(read_only=True)  # type: ignore[assignment]  # as parent above
    url = serializers.HyperlinkedIdentityField(view_name="api:community-detail", lookup_field="code")

    class Meta:
        model = Community
        fields = [
            "code", "name", "name_en", "division", "kind", "build_class", "central_heating", "in_block", "block", "point",
            "valid_from", "valid_to", "source", "url",
        ]  # fmt: skip


class HouseholdCountRow(serializers.ModelSerializer[HouseholdCount]):
    source = SourceBrief(read_only=True)  # type: ignore[assignment]  # as parent above

    class Meta:
        model = HouseholdCount
        fields = ["counted_on", "basis", "households", "source"]


class CommunityDetail(CommunityRow):
    lineage = DivisionBrief(many=True, read_only=True, help_text="From the province down to the sub-district.")
    household_counts = HouseholdCountRow(many=True, read_only=True, help_text="The newest first.")

    class Meta(CommunityRow.Meta):
        fields = [*CommunityRow.Meta.fields, "lineage", "household_counts"]
