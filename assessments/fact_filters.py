"""What the ranking of facts is asked of: a place. One FilterSet for the page and the API."""

from typing import Any

from assessments.models import Round, Scorecard
from communities.divisions import path_of
from communities.filters import SpokenFilterSet, Within
from communities.filters.community import DIVISION
from communities.scope import EVERYWHERE


class FactFilter(SpokenFilterSet):
    """The facts worth collecting, by place."""

    division = Within(DIVISION)

    def __init__(self, *args: Any, one: Round, **options: Any) -> None:
        self.one = one
        super().__init__(*args, **options)

    class Meta:
        model = Scorecard
        fields: list[str] = []

    @property
    def path(self) -> str:
        """The path of the place; everywhere where none is named, or none can be read."""
        self.form.is_valid()
        code = self.form.cleaned_data.get("division")
        return path_of(code) if code else EVERYWHERE
