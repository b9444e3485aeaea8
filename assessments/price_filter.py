"""The list of the price book's lines."""

from django.db.models import Q

from assessments.models import Price
from assessments.remedies.price_words import PRICED
from communities.divisions import ancestry, path_of
from communities.filters import OneOf, SpokenFilterSet, Within
from communities.filters.base import Rows
from communities.filters.community import DIVISION
from communities.words import Words
from facilities.catalogue import FACILITY_TYPES

TYPES = {code: Words(found.zh, found.en) for code, found in FACILITY_TYPES.items()}


class _SpeaksOf(Within):
    """Lines of a place within the division, or of one that it lies in: the city's prices hold in its districts."""

    def narrow(self, rows: Rows, value: str) -> Rows:
        above = [path_of(code) for code in ancestry(value)]
        return rows.filter(Q(place__isnull=True) | Q(place__path__in=above) | Q(place__path__startswith=path_of(value)))


class PriceFilter(SpokenFilterSet):
    """Lines by place, by what they are about and by facility type; the newest first."""

    tie = ("-since", "-id")

    division = _SpeaksOf(DIVISION)
    remedy = OneOf(Words("补短板方式", "Remedy"), "remedy", choices=PRICED)
    facility_type = OneOf(Words("设施类型", "Facility type"), "facility_type", choices=TYPES)

    class Meta:
        model = Price
        fields: list[str] = []

    @property
    def path(self) -> str:
        """The place whose prices are asked for: that of ``division``, empty where none was named."""
        asked = self.form.cleaned_data.get("division") if self.form.is_valid() else ""
        return path_of(asked) if asked else ""
