"""The place that a request to do something is about."""

from rest_framework.serializers import ValidationError

from communities.language import reader_lang
from communities.models import Division
from communities.scope import AreaScope
from communities.selectors import division_named
from communities.words import Words

NO_DIVISION = Words("没有这个区划，或不在您的管辖范围内。", "There is no such division, or it lies outside your mandate.")
NAME_ONE = Words("您的管辖范围不止一处：请指定区划。", "Your mandate is not one single place: name a division.")


def division_to_work_in(scope: AreaScope, code: str | None) -> Division | None:
    """The division asked for; without one, the place of the mandate: what is done never claims more than it covers.

    None: everywhere. Raises ValidationError of the field ``division`` for one outside the scope, or where there are several.
    """
    if code is not None:
        found = division_named(scope, code)
        if found is None or not scope.covers(found.path):
            raise ValidationError({"division": [NO_DIVISION.of(reader_lang())]})
        return found
    if scope.is_everywhere:
        return None
    places = Division.objects.filter(path__in=scope.paths)
    if len(scope.paths) != 1:
        raise ValidationError({"division": [NAME_ONE.of(reader_lang())]})
    return places.get()
