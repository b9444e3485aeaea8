"""The shape of projects and due dates in JSON: rows.py makes the values."""

from typing import Any

from rest_framework import serializers

from assessments.api.serializers import data_labels
from assessments.api.words_field import WordsField
from assessments.remedies.catalogue import BY_CODE
from pilots.api.rows import due_row, project_detail, project_row
from pilots.due.sources import SOURCES, STATUSES
from pilots.models import CombinedWith, DueDate, FundingSource, KeyProject, ProjectState, Risk

YUAN = "Whole yuan; null: not known, which is not 0."
LATE = "Days since it was due; 0 while there is time and where it has ended; null where no day was set."
RISKS = "One of " + ", ".join(Risk.values) + "; null: nobody has judged it."


class PlaceField(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class ProjectRow(serializers.Serializer[Any]):
    """A key project (重点项目)."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    community = PlaceField()
    state = serializers.CharField(help_text="One of " + ", ".join(ProjectState.values))
    state_name = WordsField()
    way = serializers.CharField(help_text="One of " + ", ".join(BY_CODE))
    way_name = WordsField()
    year = serializers.IntegerField(help_text="In which it begins.")
    yuan = serializers.IntegerField(help_text="The cost: of the plan, or as it was estimated.")
    department = serializers.CharField(help_text="In charge; empty: nobody is named.")
    starts_on = serializers.DateField(allow_null=True, help_text="Planned.")
    due_on = serializers.DateField(allow_null=True, help_text="Planned.")
    next_due = serializers.DateField(allow_null=True, help_text="The first day on which it or a milestone of it is due.")
    days_late = serializers.IntegerField(allow_null=True, help_text=LATE)
    risk = serializers.CharField(allow_null=True, help_text=RISKS)
    risk_name = WordsField()
    combined_with = serializers.ListField(child=serializers.CharField(), help_text="Of " + ", ".join(CombinedWith.values))
    begun_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
    plan = serializers.IntegerField(allow_null=True, help_text="Null: entered by hand.")
    line = serializers.IntegerField(allow_null=True)
    pilot = serializers.IntegerField(allow_null=True)
    programme = serializers.IntegerField(allow_null=True)
    data_labels = data_labels()
    changed_at = serializers.DateTimeField()
    url = serializers.URLField()

    def to_representation(self, instance: KeyProject) -> dict[str, Any]:
        return project_row(instance, self.context["request"])


class ProjectBuildField(serializers.Serializer[Any]):
    """One thing, in words."""

    zh = serializers.CharField()
    en = serializers.CharField()
    kind = serializers.CharField()
    thing = serializers.CharField(help_text="A facility type or a survey item.")


class ProjectGapField(serializers.Serializer[Any]):
    community = serializers.CharField()
    rule = serializers.CharField()


class FundingField(serializers.Serializer[Any]):
    source = serializers.CharField(help_text="One of " + ", ".join(FundingSource.values))  # type: ignore[assignment]  # a field that is named so
    name = WordsField()
    planned = serializers.IntegerField(allow_null=True, help_text=YUAN)
    arrived = serializers.IntegerField(allow_null=True, help_text=YUAN)
    spent = serializers.IntegerField(allow_null=True, help_text=YUAN)


class FundingTotalField(serializers.Serializer[Any]):
    known = serializers.IntegerField(help_text="The sum of what is known.")
    unknown = serializers.IntegerField(help_text="How many amounts are not.")
    is_whole = serializers.BooleanField(help_text="Every amount of at least one source is known.")


class FundingTotalsField(serializers.Serializer[Any]):
    planned = FundingTotalField()
    arrived = FundingTotalField()
    spent = FundingTotalField()


class MilestoneField(serializers.Serializer[Any]):
    name = serializers.CharField()
    due_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)
    days_late = serializers.IntegerField(help_text=LATE)


class ProjectDetail(ProjectRow):
    """With what it builds, its money and its milestones."""

    round = serializers.IntegerField(help_text="By whose rules it is judged.")
    builds = ProjectBuildField(many=True)
    closes = ProjectGapField(many=True, help_text="Gaps that it is to close.")
    missed = ProjectGapField(many=True, help_text="Of a finished one: those that it did not.")
    funding = FundingField(many=True)
    totals = FundingTotalsField()
    against_cost = WordsField(help_text="The planned money held against the cost.")
    milestones = MilestoneField(many=True)

    def to_representation(self, instance: KeyProject) -> dict[str, Any]:
        return project_detail(instance, self.context["request"])


class DueDateRow(serializers.Serializer[Any]):
    """Something that is due on a day (到期事项)."""

    kind = serializers.CharField(help_text="One of " + ", ".join(SOURCES))
    kind_name = WordsField()
    name = serializers.CharField()
    community = PlaceField()
    due_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)
    status = serializers.CharField(help_text="One of " + ", ".join(STATUSES))
    status_name = WordsField()
    days_late = serializers.IntegerField(help_text=LATE)
    department = serializers.CharField(help_text="In charge; empty: nobody is named.")
    risk = serializers.CharField(allow_null=True, help_text=RISKS)
    project = serializers.IntegerField(allow_null=True)
    pilot = serializers.IntegerField(allow_null=True)
    programme = serializers.IntegerField(allow_null=True)
    data_labels = data_labels()
    changed_at = serializers.DateTimeField()
    page = serializers.URLField()

    def to_representation(self, instance: DueDate) -> dict[str, Any]:
        return due_row(instance, self.context["request"])
