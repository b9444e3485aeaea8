"""Deliveries as JSON, and what a program says when it brings files."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from communities.api.serializers import DivisionBrief
from communities.language import reader_lang
from communities.models import Provenance
from communities.words import Words
from intake.models import Batch, Delivery, RowIssue
from intake.points import DATUMS
from intake.problems import WORDINGS
from intake.upload_limit import MAX_FILES
from intake.views.words import problem_of

UNKNOWN_FIELD = Words("没有这个字段。", "There is no such field.")


class ImportRequest(serializers.Serializer[Any]):
    """Files and what holds for all of them, as multipart/form-data. They come in together or not at all."""

    files = serializers.ListField(
        child=serializers.FileField(), min_length=1, max_length=MAX_FILES, help_text="One or several. / 一个或多个文件。"
    )
    division = serializers.CharField(
        required=False, max_length=12,
        help_text="Code of the division that may be written, 2 to 12 digits; without it that of your mandate. / 写入的区划。",
    )  # fmt: skip
    source = serializers.CharField(required=False, max_length=200, help_text="The register. / 来源。")  # type: ignore[assignment]  # a field that is named so
    supplier = serializers.CharField(required=False, max_length=200, help_text="Who supplied it. / 提供者。")
    licence = serializers.CharField(required=False, max_length=200, help_text="Under which licence. / 许可。")
    provenance = serializers.ChoiceField(Provenance.choices, required=False, help_text="As the files say. / 数据性质。")
    date = serializers.DateField(required=False, help_text="Day of rows that carry none. / 没有日期的行的日期。")
    datum = serializers.ChoiceField(DATUMS, required=False, help_text="Of coordinates whose columns name none. / 坐标系。")
    dry_run = serializers.BooleanField(required=False, default=False, help_text="Check only. / 只检查。")
    good_rows = serializers.BooleanField(
        required=False, default=False, help_text="Leave out the rows with errors instead of refusing all. / 剔除有错误的行。"
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        unknown = sorted(set(self.initial_data) - set(self.fields))
        if unknown:
            raise serializers.ValidationError({name: [UNKNOWN_FIELD.of(reader_lang())] for name in unknown})
        return attrs


class StoreRequest(serializers.Serializer[Any]):
    """Store what was checked."""

    good_rows = serializers.BooleanField(required=False, default=False, help_text="Leave out the rows with errors.")


class ProgressField(serializers.Serializer[Any]):
    """How far the step under way is: ``stage`` reading, comparing or storing; empty while it waits."""

    stage = serializers.CharField()
    file = serializers.CharField(source="file_at")
    rows = serializers.IntegerField(source="rows_done")


class TableRow(serializers.ModelSerializer[Batch]):
    """One table of a file: what it was recognised as, and what it changes. Rows that are not among the problems passed."""

    file = serializers.CharField(source="file_name")
    source = serializers.CharField(source="source.name", default=None, allow_null=True)  # type: ignore[assignment]  # a field that is named so

    class Meta:
        model = Batch
        fields = [
            "file", "sheet", "kind", "state", "rows", "created", "changed", "unchanged", "left_out", "errors", "notes",
            "vanished_number", "sha256", "source",
        ]  # fmt: skip


class FaultField(serializers.Serializer[Any]):
    """What stopped the last step, where no row is to blame."""

    code = serializers.CharField()
    sentence = serializers.CharField()
    what_to_do = serializers.CharField()


class ImportRow(serializers.ModelSerializer[Delivery]):
    division = DivisionBrief(read_only=True, allow_null=True, help_text="Null: everywhere.")
    source = serializers.CharField(source="source_name")  # type: ignore[assignment]  # as above
    is_finished = serializers.SerializerMethodField(help_text="No step is under way or waiting.")
    progress = ProgressField(source="*", read_only=True)
    fault = serializers.SerializerMethodField()
    tables = TableRow(source="batches", many=True, read_only=True)
    url = serializers.HyperlinkedIdentityField(view_name="api:import-detail", lookup_field="pk")
    problems = serializers.HyperlinkedIdentityField(view_name="api:import-problems", lookup_field="pk")

    class Meta:
        model = Delivery
        fields = [
            "id", "state", "is_finished", "division", "source", "brought_at", "progress", "fault", "tables", "url", "problems",
        ]  # fmt: skip

    def get_is_finished(self, one: Delivery) -> bool:
        return not one.is_running

    @extend_schema_field(FaultField(allow_null=True))
    def get_fault(self, one: Delivery) -> dict[str, str] | None:
        if not one.fault:
            return None
        wording, lang = WORDINGS[one.fault], reader_lang()
        return {"code": one.fault, "sentence": wording.sentence(lang), "what_to_do": wording.remedy(lang)}


class IssueRow(serializers.ModelSerializer[RowIssue]):
    """One problem with its place. ``row`` counts as the spreadsheet does; null where the whole file is meant."""

    file = serializers.CharField(source="batch.file_name")
    sentence = serializers.SerializerMethodField()
    what_to_do = serializers.SerializerMethodField()

    class Meta:
        model = RowIssue
        fields = ["file", "sheet", "row", "column", "value", "code", "is_error", "sentence", "what_to_do"]

    def get_sentence(self, issue: RowIssue) -> str:
        return problem_of(issue).sentence(reader_lang())

    def get_what_to_do(self, issue: RowIssue) -> str:
        return problem_of(issue).remedy(reader_lang())
