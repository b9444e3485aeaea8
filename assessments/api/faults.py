"""Endpoints of the data checks and of what they find. Found live, each time they are asked for."""

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.reverse import reverse

from assessments.api.showing import Context
from assessments.api.words_field import WordsField
from assessments.checks.model import Fault, Severity
from assessments.fault_filters import CheckFilter, FaultFilter
from assessments.labels import CODES, label_codes
from assessments.selectors.faults import Checked
from communities.api.base import ListViewSet
from communities.in_memory import MemoryRows
from facilities.api.serializers import FacilityTypeField

SEVERITIES = [severity.value for severity in Severity]
ADDRESSES = {"communities": "community", "faults": "fault"}


class CommunityOfFault(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)


class FacilityOfFault(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    facility_type = FacilityTypeField()


class CheckRow(serializers.Serializer[Any]):
    """A check, and how many faults it finds. A fault changes no verdict and is no gap."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(choices=SEVERITIES)
    name = WordsField()
    looks_for = WordsField()
    advice = WordsField()
    faults = serializers.IntegerField(help_text="In your mandate, within what was asked for.")
    faults_url = serializers.URLField()

    def to_representation(self, instance: Checked) -> dict[str, Any]:
        check = instance.check
        return {
            "code": check.code,
            "severity": check.severity.value,
            "name": check.name.as_dict(),
            "looks_for": check.looks_for.as_dict(),
            "advice": check.advice.as_dict(),
            "faults": instance.faults,
            "faults_url": f"{self.context['faults']}?check={check.code}",
        }


class FaultRow(serializers.Serializer[Any]):
    """Something in the data that cannot be right, or very likely is not. It changes no verdict and is no gap."""

    check = serializers.CharField()
    severity = serializers.ChoiceField(choices=SEVERITIES)
    community = CommunityOfFault()
    facility = FacilityOfFault(allow_null=True, help_text="Null where the fault is the community's.")
    text = WordsField()
    data_labels = serializers.ListField(
        child=serializers.ChoiceField(choices=CODES), help_text="Empty where every figure was recorded."
    )
    community_url = serializers.URLField()

    def to_representation(self, instance: Fault) -> dict[str, Any]:
        return fault_row(instance, self.context)


def fault_row(fault: Fault, context: Context) -> dict[str, Any]:
    place, thing = fault.place, fault.thing
    kind = FacilityTypeField().to_representation(thing.kind) if thing else None
    return {
        "check": fault.check.code,
        "severity": fault.check.severity.value,
        "community": {"code": place.code, "name": place.name, "name_en": place.name_en},
        "facility": {"code": thing.code, "name": thing.name, "facility_type": kind} if thing else None,
        "text": fault.text.as_dict(),
        "data_labels": label_codes(fault.labels),
        "community_url": f"{context['communities']}{place.code}/",
    }


class _OfChecks(ListViewSet[Any]):
    """Lists of what the filter finds."""

    filterset_class: ClassVar[type[CheckFilter]]

    def rows(self) -> Any:
        return MemoryRows(())

    def pinned(self) -> dict[str, str]:
        """A list goes on as of the day it began on, also past midnight. Asked for once the filter has been found valid."""
        made = self.filterset_class(self.request.query_params, scope=self.scope)
        made.is_valid()
        return {"as_of": made.asked().as_of.isoformat()}

    def get_serializer_context(self) -> dict[str, Any]:
        beside = {name: reverse(f"api:{part}-list", request=self.request) for name, part in ADDRESSES.items()}
        return {**super().get_serializer_context(), **beside}


class FaultViewSet(_OfChecks):
    """Faults of the data in your mandate. They change no verdict and are no gaps. 数据问题：不改变判定，不计为短板。"""

    filterset_class = FaultFilter
    serializer_class = FaultRow


class CheckViewSet(_OfChecks):
    """Checks of the data, each with how many faults it finds in your mandate. 数据检查项及其发现的问题数。"""

    filterset_class = CheckFilter
    serializer_class = CheckRow
