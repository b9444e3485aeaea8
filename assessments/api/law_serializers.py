"""The law book as JSON. Numbers are text, as the packs write them; areas in m2."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from assessments.api.law_rows import difference_row, item_row, pack_detail, pack_row, rule_detail, rule_row
from assessments.api.serializers import DOMAINS, LEVELS, ClauseField
from assessments.api.words_field import WordsField
from assessments.standards.covering import Covered, Item, Modality
from assessments.standards.difference import Difference, Nature
from assessments.standards.model import Combine, Confidence, Pack, Rule, Status, Subject
from assessments.standards.standing import Fate

PLACES = "Prefixes of community codes; empty for the whole country."
STANDING = "Standing of the document: " + ", ".join(status.value for status in Status)
COMBINES = "One of " + ", ".join(each.value for each in Combine) + ", or null."
NATURES = "One of " + ", ".join(each.value for each in Nature)


class Codes(serializers.ListField):
    child = serializers.CharField()


class PackRow(serializers.Serializer[Any]):
    """A document as rules. Its address is ``/packs/{id}/``."""

    id = serializers.CharField()
    version = serializers.CharField()
    title = WordsField()
    issuer = WordsField()
    document = serializers.CharField()
    places = Codes(help_text=PLACES)
    parent = serializers.CharField(allow_null=True, help_text="The pack it is an overlay of.")  # type: ignore[assignment]  # a field that is named so
    is_default = serializers.BooleanField(help_text="Judged without being chosen.")
    status = serializers.CharField(help_text=STANDING)
    in_force_from = serializers.DateField()
    in_force_to = serializers.DateField(allow_null=True)
    rules = serializers.IntegerField()
    enabled = serializers.IntegerField(help_text="Of these, not from memory.")
    checksum = serializers.CharField(help_text="SHA-256 of the content.")

    def to_representation(self, instance: Pack) -> dict[str, Any]:
        return pack_row(instance)


class LawClause(serializers.Serializer[Any]):
    id = serializers.CharField()
    article = WordsField()
    pointer_zh = serializers.CharField()
    text = WordsField(help_text="Restated in our own words.")


class DatedAmount(serializers.Serializer[Any]):
    since = serializers.DateField()
    value = serializers.CharField()
    confidence = serializers.ChoiceField(choices=[each.value for each in Confidence])
    checked_on = serializers.DateField(allow_null=True, help_text="When it was compared with the official text; null: never.")


class LawParameter(serializers.Serializer[Any]):
    id = serializers.CharField()
    name = WordsField()
    unit = serializers.CharField()
    clause = serializers.CharField()
    values = DatedAmount(many=True, help_text="The oldest first.")


class PackDetail(PackRow):
    overlays = Codes()
    rule_codes = Codes()
    clauses = LawClause(many=True)
    parameters = LawParameter(many=True)

    def to_representation(self, instance: Pack) -> dict[str, Any]:
        return pack_detail(instance)


class RuleRow(serializers.Serializer[Any]):
    """One checkable requirement. Its address is ``/rules/{code}/``."""

    code = serializers.CharField()
    name = WordsField()
    pack = serializers.CharField()
    domain = serializers.CharField(help_text=DOMAINS)
    level = serializers.CharField(help_text=LEVELS)
    binding = serializers.BooleanField(help_text="Whether an unmet one is a gap.")
    subject = serializers.ChoiceField(choices=[each.value for each in Subject])
    clause = ClauseField()
    kind = serializers.CharField()
    confidence = serializers.ChoiceField(choices=[each.value for each in Confidence])
    enabled = serializers.BooleanField(help_text="Nothing from memory is enforced.")
    status = serializers.CharField(help_text=STANDING)
    places = Codes(help_text=PLACES)
    changes = serializers.CharField(allow_null=True, help_text="The rule of a wider document that it changes.")
    combine = serializers.CharField(allow_null=True, help_text=COMBINES)
    instead_of = serializers.CharField(allow_null=True, help_text="The rule that counts as met where this one is.")
    in_force_from = serializers.DateField()
    in_force_to = serializers.DateField(allow_null=True)

    def to_representation(self, instance: Rule) -> dict[str, Any]:
        return rule_row(instance)


class RuleDetail(RuleRow):
    requirement = WordsField()
    condition = WordsField(allow_null=True)
    text = WordsField(help_text="The clause in our own words.")
    note = WordsField(allow_null=True)
    inputs = Codes(help_text="The facts it reads.")
    parameters = LawParameter(many=True)
    changed_by = Codes()
    alternatives = Codes()

    def to_representation(self, instance: Rule) -> dict[str, Any]:
        return rule_detail(instance, timezone.localdate())


class DiffSide(serializers.Serializer[Any]):
    pack = serializers.CharField()
    version = serializers.CharField()
    day = serializers.DateField()


class LawChange(serializers.Serializer[Any]):
    nature = serializers.CharField(help_text=NATURES)
    old = WordsField(allow_null=True)
    new = WordsField(allow_null=True)
    words = WordsField()


class ClauseChange(LawChange):
    id = serializers.CharField()


class RuleChanges(serializers.Serializer[Any]):
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)
    name = WordsField()
    changes = LawChange(many=True)


class DiffAnswer(serializers.Serializer[Any]):
    """What ``after`` says otherwise than ``before``. An overlay is compared through what it changes."""

    before = DiffSide()
    after = DiffSide()
    rules = RuleChanges(many=True)
    clauses = ClauseChange(many=True)
    same = serializers.IntegerField()
    untouched = serializers.IntegerField(help_text="Rules that an overlay says nothing of: they stay in force.")

    def to_representation(self, instance: Difference) -> dict[str, Any]:
        return difference_row(instance)


class DisplacedBy(serializers.Serializer[Any]):
    rule = serializers.CharField()
    places = Codes(help_text="Empty: everywhere in the place asked for.")
    condition = WordsField(allow_null=True)
    why = WordsField()


class LawLine(serializers.Serializer[Any]):
    rule = serializers.CharField()
    pack = serializers.CharField()
    document = serializers.CharField()
    tier = WordsField()
    level = serializers.CharField(help_text=LEVELS)
    value = WordsField(allow_null=True)
    unit = serializers.CharField()
    asks = WordsField()
    combine = serializers.CharField(allow_null=True, help_text=COMBINES)
    condition = WordsField(allow_null=True)
    only_in = Codes(help_text="The parts of the place in which it speaks; empty: all of it.")
    fate = serializers.ChoiceField(choices=[each.value for each in Fate])
    displaced_by = DisplacedBy(many=True)
    words = WordsField()


class LawThing(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = WordsField()
    lines = LawLine(many=True)


@extend_schema_serializer(many=False)
class LawAnswer(serializers.Serializer[Any]):
    """Every thing on which several rules speak at a place; ``alone``: local rules without a national counterpart."""

    place = serializers.CharField(allow_blank=True, help_text="Empty: the whole country.")
    day = serializers.DateField()
    packs = Codes()
    things = LawThing(many=True)
    alone = LawLine(many=True)


class CoverageRow(serializers.Serializer[Any]):
    """One checkable item of the notice."""

    number = serializers.IntegerField()
    clause = serializers.CharField()
    text = WordsField()
    pointer_zh = serializers.CharField()
    modality = serializers.ChoiceField(choices=[each.value for each in Modality])
    status = serializers.ChoiceField(choices=[each.value for each in Covered])
    rules = Codes()
    reason = WordsField(allow_null=True)

    def to_representation(self, instance: Item) -> dict[str, Any]:
        return item_row(instance)
