"""What narrows the log."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.act_words import VERBS, VIA
from communities.filters import Exactly, OnDay, OneOf, SpokenFilter, SpokenFilterSet
from communities.filters.base import Rows
from communities.models import Change
from communities.words import Words
from intake.table_words import TABLES

_ID: Final = r"^[A-Za-z0-9._-]{1,64}$"


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class _Who(SpokenFilter):
    """A user name as it was at the time, whole."""

    field_class = forms.CharField

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 150}


class _Table(OneOf):
    """Wrote rows of a table."""

    def narrow(self, rows: Rows, value: str) -> Rows:
        return rows.filter(Exists(Change.objects.filter(act=OuterRef("pk"), table=value)))


class ActFilter(SpokenFilterSet):
    who = _Who(Words("操作人", "By"), "who", max_length=150)
    verb = OneOf(Words("操作", "What"), "verb", choices=dict(VERBS))
    table = _Table(Words("数据", "Of"), choices={table: words.words for table, words in TABLES.items()})
    day_from = OnDay(Words("自", "From"), lambda day: Q(done_at__gte=_begins(day)))
    day_to = OnDay(Words("至", "To"), lambda day: Q(done_at__lt=_begins(day + timedelta(days=1))))
    via = OneOf(Words("途径", "Way in"), "via", choices=dict(VIA))
    request = Exactly(Words("请求编号", "Request"), "request", pattern=_ID)
    tie = ("-pk",)
