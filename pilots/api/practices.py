"""Endpoints of the experience library: what is published, the most useful for what is looked for first."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import serializers
from rest_framework.reverse import reverse

from assessments.api.words_field import WordsField
from assessments.labels import CODES, label_codes
from communities.api.base import ReadingViewSet
from communities.api.parameters import Parameter
from communities.filters.community import BUILD_CLASSES
from communities.models import Division
from communities.words import Words
from pilots.models import Practice
from pilots.practice_filters import FOR, FOR_WORDS, PracticeFilter, compared_with
from pilots.practices.content import TEXTS, WAYS
from pilots.practices.figures import Origin, rules_of
from pilots.practices.likeness import band_words
from pilots.practices.states import State
from pilots.programmes.kinds import KINDS
from pilots.selectors.practices import library, places_of, practice

UNKNOWN, SAID = Origin.UNKNOWN, Origin.SAID


class NamedField(serializers.Serializer[Any]):
    """A name; the English one may be empty."""

    name = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)


class FigureField(serializers.Serializer[Any]):
    """A figure, null where nobody knows it, and where it comes from: unknown, said (by the pilot) or projects."""

    value = serializers.IntegerField(allow_null=True)
    origin = serializers.ChoiceField(choices=[each.value for each in Origin])


class GapClosedField(serializers.Serializer[Any]):
    """A rule whose gap was closed. ``is_shown``: by the verdicts before and after a key project; else the pilot says so."""

    rule = serializers.CharField()
    is_shown = serializers.BooleanField()


class CommunityField(serializers.Serializer[Any]):
    """The community that wrote it, as it was: its name and those of its places are published with the practice."""

    name = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    places = NamedField(many=True)
    households = serializers.IntegerField(allow_null=True)
    band = WordsField()
    build_class = serializers.CharField(help_text="One of " + ", ".join(BUILD_CLASSES))
    read_on = serializers.DateField()


class PracticeRow(serializers.Serializer[Any]):
    """One practice. Titles and texts stand as the pilot wrote them; the English ones may be empty."""

    id = serializers.IntegerField()
    url = serializers.URLField()
    title = serializers.CharField()
    title_en = serializers.CharField(allow_blank=True)
    summary = serializers.CharField(allow_blank=True)
    summary_en = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    state = serializers.CharField(help_text="One of " + ", ".join(State))
    published_at = serializers.DateTimeField(allow_null=True)
    ways = serializers.ListField(child=serializers.ChoiceField(choices=list(WAYS)))
    facility_types = serializers.ListField(child=serializers.CharField())
    closed = GapClosedField(many=True, help_text="The rules whose gaps it closed.")
    once_yuan = FigureField(help_text="Cost, once.")
    yearly_yuan = FigureField(help_text="Cost a year.")
    months = FigureField(help_text="How long it took.")
    community = CommunityField(help_text="Who wrote it.")
    programme = serializers.ChoiceField(choices=list(KINDS), help_text="The kind of programme.")
    data_labels = serializers.ListField(
        child=serializers.ChoiceField(choices=CODES), help_text="Empty where every figure was recorded."
    )
    why = WordsField(many=True, help_text="Why it is shown; empty where nothing was looked for.")

    def to_representation(self, instance: Practice) -> dict[str, Any]:
        return _row(instance, self.context)


class PracticeDetail(PracticeRow):
    """With all that it says."""

    problem, done, result, conditions, caveats = (serializers.CharField(allow_blank=True) for _ in TEXTS)

    def to_representation(self, instance: Practice) -> dict[str, Any]:
        return {**super().to_representation(instance), **{name: getattr(instance, name) for name in TEXTS}}


_PLAIN: Final = ("id", "title", "title_en", "summary", "summary_en", "version", "state", "ways", "facility_types")


def _row(one: Practice, context: Mapping[str, Any]) -> dict[str, Any]:
    shown = set(rules_of(one.told))
    at = timezone.localtime(one.published_at).isoformat() if one.published_at else None
    return {
        **{name: getattr(one, name) for name in _PLAIN},
        "url": reverse("api:practice-detail", args=[one.pk], request=context.get("request")),
        "published_at": at,
        "closed": [{"rule": code, "is_shown": code in shown} for code in one.rules],
        "once_yuan": {"value": one.once_yuan, "origin": one.once_from},
        "yearly_yuan": {"value": one.yearly_yuan, "origin": (UNKNOWN if one.yearly_yuan is None else SAID).value},
        "months": {"value": one.months, "origin": one.months_from},
        "community": _community(one, context["places"][one.path]),
        "programme": one.enrolment.programme.kind,
        "data_labels": label_codes(one.labels),
        "why": [words.as_dict() for words in context["why"](one)],
    }


def _community(one: Practice, above: Sequence[Division]) -> dict[str, Any]:
    """No code: the names alone are published with a practice."""
    there = one.enrolment.community
    places = [{"name": each.name, "name_en": each.name_en} for each in above]
    return {
        "name": there.name, "name_en": there.name_en, "places": places, "households": one.households,
        "band": band_words(one.band).as_dict(), "build_class": one.build_class, "read_on": one.read_on.isoformat(),
    }  # fmt: skip


class PracticeViewSet(ReadingViewSet[Practice]):
    """The experience library: what worked in a pilot and can be repeated elsewhere. 经验库：可复制可推广经验。"""

    filterset_class = PracticeFilter
    serializer_class = PracticeRow
    detail_serializer_class = PracticeDetail
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,9}"
    http_method_names = ["get", "head", "options"]
    list_parameters = (Parameter(FOR, FOR_WORDS, {"type": "string", "pattern": "^[0-9]{12}$"}),)

    def rows(self) -> QuerySet[Practice]:
        return library()

    def one(self, code: str) -> Practice | None:
        """A published one, or whatever the reader's own place has written."""
        found = practice(self.scope, int(code))
        return self._placed([found])[0] if found else None

    def filterset(self, rows: QuerySet[Practice]) -> PracticeFilter:
        query = self.request.query_params
        own = compared_with(query, self.asked.rights.scope("community.read"))
        self.narrowed = PracticeFilter(query, rows, scope=self.scope, own=own.likeness if own else None)
        return self.narrowed

    def paginate_queryset(self, queryset: Any) -> list[Any]:
        return self._placed(super().paginate_queryset(queryset) or [])

    def _placed(self, found: Sequence[Practice]) -> list[Practice]:
        """Where they lie is asked once for all of them."""
        self.places = places_of(found)
        return list(found)

    def get_serializer_context(self) -> dict[str, Any]:
        narrowed = getattr(self, "narrowed", None)
        shared = {"places": getattr(self, "places", {}), "why": narrowed.why if narrowed else _no_reason}
        return {**super().get_serializer_context(), **shared}


def _no_reason(_one: Practice) -> list[Words]:
    """Of one that was asked for by its number."""
    return []
