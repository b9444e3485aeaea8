"""Facilities as JSON. Areas are m2 as text with two places, null where nobody has measured."""

from typing import Any

from rest_framework import serializers

from communities.api.serializers import CommunityBrief, PointField, SourceBrief
from facilities.catalogue import FACILITY_TYPES
from facilities.models import Facility


class FacilityTypeField(serializers.Serializer[Any]):
    """A type of the catalogue: its code and both names."""

    code = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()

    def to_representation(self, instance: str) -> dict[str, str]:
        found = FACILITY_TYPES.get(instance)
        return {"code": instance, "zh": found.zh if found else instance, "en": found.en if found else instance}


class FacilityRow(serializers.ModelSerializer[Facility]):
    facility_type = FacilityTypeField(read_only=True)
    community = CommunityBrief(read_only=True, allow_null=True)
    serves = serializers.SerializerMethodField(help_text="Codes of the communities it serves; its own alone where empty.")
    point = PointField()
    source = SourceBrief(read_only=True)  # type: ignore[assignment]  # as in communities
    url = serializers.HyperlinkedIdentityField(view_name="api:facility-detail", lookup_field="code")

    class Meta:
        model = Facility
        fields = [
            "code", "name", "facility_type", "community", "serves", "matched_by", "match_metres", "floor_area",
            "activity_area", "site_area", "capacity", "point", "tenure", "opened_on", "closed_on", "evidence", "source", "url",
        ]  # fmt: skip

    def get_serves(self, facility: Facility) -> list[str]:
        return [served.community.code for served in facility.served.all()]
