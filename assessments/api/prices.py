"""Endpoint of the price book: every line entered here, and a new one."""

from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.parsers import SafeJSONParser
from assessments.api.serializers import StrictDay, StrictText
from assessments.api.words_field import WordsField
from assessments.forms import ASKED, MOST_YUAN
from assessments.models import Price
from assessments.price_filter import PriceFilter
from assessments.remedies.needs import work_items
from assessments.remedies.price_words import PRICED, about, mistakes
from assessments.remedies.prices import PriceUnit, unit_of
from assessments.selectors.prices import history
from assessments.services.prices import set_price
from communities.api.base import ListViewSet
from communities.api.places import division_to_work_in
from communities.api.serializers import DivisionBrief
from communities.language import reader_lang
from facilities.catalogue import FACILITY_TYPES

REMEDIES = "One of " + ", ".join(PRICED)


class PriceRow(serializers.ModelSerializer[Price]):
    """One line of the price book: yuan a unit, in a place and all that lies within, from a day on."""

    place = DivisionBrief(read_only=True, allow_null=True, help_text="Null: everywhere.")
    about = serializers.SerializerMethodField(help_text="The facility type, or what the works are about.")
    unit = serializers.SerializerMethodField(help_text="One of " + ", ".join(PriceUnit))

    class Meta:
        model = Price
        fields = ["id", "remedy", "facility_type", "item", "about", "unit", "low", "high", "place", "since", "source"]

    @extend_schema(responses=WordsField)
    def get_about(self, line: Price) -> dict[str, str]:
        return about(line.facility_type, line.item).as_dict()

    def get_unit(self, line: Price) -> str:
        return unit_of(line.remedy).value


def _yuan() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, max_value=MOST_YUAN)


class PriceRequest(serializers.Serializer[Any]):
    """A new line. No division: the place of your mandate."""

    division = StrictText(required=False, allow_null=True, default=None, help_text="Division code of 2 to 12 digits.")
    remedy = serializers.ChoiceField(choices=list(PRICED), help_text=REMEDIES)
    facility_type = serializers.ChoiceField(
        choices=list(FACILITY_TYPES), required=False, allow_blank=True, default="", help_text="Empty: any type."
    )
    item = serializers.ChoiceField(
        choices=list(work_items()), required=False, allow_blank=True, default="", help_text="Of works: what they are about."
    )
    low = _yuan()
    high = _yuan()
    since = StrictDay()
    source = serializers.CharField(max_length=200)  # type: ignore[assignment]  # a field that is named so

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        found = {field: [words.of(reader_lang())] for field, words in mistakes(*(attrs[name] for name in ASKED))}
        if found:
            raise serializers.ValidationError(found)
        return attrs


class PriceViewSet(ListViewSet[Price]):
    """Lines of the price book that were entered here, the newest first. 造价库：录入的造价。"""

    filterset_class = PriceFilter
    serializer_class = PriceRow
    parser_classes = [SafeJSONParser]

    def rows(self) -> QuerySet[Price]:
        return history()

    @extend_schema(request=PriceRequest, responses={201: PriceRow})
    def create(self, request: Request) -> Response:
        """Add a line; none is ever changed. Needs the right to add lines in the place."""
        asked = PriceRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        place = division_to_work_in(self.work_scope, said.pop("division"))
        made = set_price(by=cast("Any", request.user), place=place, **said)
        return Response(PriceRow(made).data, status=201)
