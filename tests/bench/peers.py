"""What the front door is measured against: COPY of ready bytes, and django-import-export on the same file."""

import csv
from pathlib import Path
from typing import Any, Final

import tablib
from django.db import connection, transaction
from import_export import fields, resources, widgets

from communities.models import Community, Source
from facilities.catalogue import FACILITY_TYPES
from facilities.models import Facility, MatchedBy, Tenure
from facilities.services import FACILITY_FIELDS
from intake.kinds.facility_rows import TENURES

_TABLE: Final = Facility._meta.db_table
_COLUMNS: Final = ", ".join(FACILITY_FIELDS)
_SUM: Final = (
    f"SELECT count(*), sum(hashtextextended(t::text, 0)) FROM (SELECT {', '.join(FACILITY_FIELDS[:-1])} FROM {_TABLE}) t"
)
_OUT: Final = f"COPY (SELECT {_COLUMNS} FROM {_TABLE} ORDER BY id) TO STDOUT"
_IN: Final = f"COPY {_TABLE} ({_COLUMNS}) FROM STDIN"
_CODES: Final = {each.zh: each.code for each in FACILITY_TYPES.values()}


def empty() -> None:
    """No facility, and nothing said of any; the planner and the disk at rest."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {_TABLE}, communities_change, intake_batch, intake_delivery, communities_act CASCADE")
        cursor.execute("CHECKPOINT")


def stored() -> tuple[int, int]:
    """How many facilities there are, and a sum over all their columns but the key and the source."""
    with connection.cursor() as cursor:
        cursor.execute(_SUM)
        found: tuple[int, int] = cursor.fetchone()
    return found


def keep_rows(path: Path) -> None:
    """Write what is stored as the lines of a COPY."""
    with path.open("wb") as stream, connection.cursor() as cursor, cursor.copy(_OUT) as copy:
        for block in copy:
            stream.write(block)


def copy_rows(path: Path) -> None:
    """The floor: ready lines into the same table, with its indexes and constraints, committed."""
    with path.open("rb") as stream, transaction.atomic(), connection.cursor() as cursor, cursor.copy(_IN) as copy:
        while block := stream.read(1 << 16):
            copy.write(block)


class _Empty(widgets.CharWidget):  # type: ignore[misc]  # the peer publishes no types
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return value or ""


class _Words(widgets.Widget):  # type: ignore[misc]  # the peer publishes no types
    """The stored word of a spoken one."""

    def __init__(self, words: dict[str, str], blank: str) -> None:
        super().__init__()
        self.words, self.blank = words, blank

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return self.words[value] if value else self.blank


class _Number(widgets.FloatWidget):  # type: ignore[misc]  # the peer publishes no types
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> float | None:
        return float(value) if value else None


class FacilityResource(resources.ModelResource):  # type: ignore[misc]  # the peer publishes no types
    """The same columns; batches, no comparison, no report: as fast as its handbook has it."""

    code = fields.Field("code", "设施编号")
    name = fields.Field("name", "设施名称", widget=_Empty())
    facility_type = fields.Field("facility_type", "设施类型", widget=_Words(_CODES, ""))
    community = fields.Field("community", "社区代码", widget=widgets.ForeignKeyWidget(Community, "code"))
    floor_area = fields.Field("floor_area", "建筑面积", widget=widgets.DecimalWidget())
    activity_area = fields.Field("activity_area", "居民活动面积", widget=widgets.DecimalWidget())
    site_area = fields.Field("site_area", "用地面积", widget=widgets.DecimalWidget())
    capacity = fields.Field("capacity", "容量", widget=widgets.IntegerWidget())
    lng = fields.Field("lng", "经度", widget=_Number())
    lat = fields.Field("lat", "纬度", widget=_Number())
    tenure = fields.Field("tenure", "权属", widget=_Words(TENURES, Tenure.UNKNOWN.value))
    opened_on = fields.Field("opened_on", "启用日期", widget=widgets.DateWidget("%Y-%m-%d"))
    evidence = fields.Field("evidence", "证明材料", widget=_Empty())

    class Meta:
        model = Facility
        import_id_fields = ["code"]
        use_bulk, batch_size, skip_diff, skip_html_diff = True, 1_000, True, True
        use_transactions, report_skipped = True, False

    def before_save_instance(self, instance: Facility, row: Any, **kwargs: Any) -> None:
        instance.source, instance.matched_by = kwargs["source"], MatchedBy.CODE


def import_export(path: Path, source: Source) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        data = tablib.Dataset(headers=next(lines))
        data.extend(list(lines))
    FacilityResource().import_data(data, dry_run=False, raise_errors=True, source=source)
