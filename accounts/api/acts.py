"""The log of acts for a program: an auditor's collector reads it page by page, the newest first."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.filters import ActFilter
from accounts.log_file import about
from accounts.selectors.acts import acts
from communities.api.base import ListViewSet
from communities.models import Act, Change


class ChangeRow(serializers.ModelSerializer[Change]):
    """Rows of one table that an act wrote: keys ``first`` to ``last``, and the row as it was and as it then was, by column."""

    before = serializers.DictField(allow_null=True)
    after = serializers.DictField(allow_null=True)

    class Meta:
        model = Change
        fields = ("table", "how", "first", "last", "before", "after")


class ActRow(serializers.Serializer[Any]):
    """What somebody did, sealed together with all acts before it. Read with ``manage.py audit verify``."""

    number = serializers.IntegerField(allow_null=True, help_text="Place in the chain: 1, 2, 3, without a gap.")
    act = serializers.IntegerField()
    done_at = serializers.DateTimeField()
    by = serializers.IntegerField(allow_null=True, help_text="The key of the account; null: a command.")
    who = serializers.CharField(allow_blank=True, help_text="The user name at the time; empty: a command.")
    verb = serializers.CharField()
    via = serializers.CharField(help_text="page, api, job or command.")
    request = serializers.CharField(allow_blank=True, help_text="The X-Request-ID of the request that asked for it.")
    why = serializers.CharField(allow_blank=True, help_text="What whoever did it said: the header Change-Reason, or a form.")
    undoes = serializers.IntegerField(allow_null=True, help_text="The act that it takes back.")
    digest = serializers.CharField(allow_null=True, help_text="SHA-256 of the act and its changes.")
    chained = serializers.CharField(allow_null=True, help_text="SHA-256 of the link before and of the digest.")

    def to_representation(self, instance: Act) -> dict[str, Any]:
        return about(instance)


class ActDetail(ActRow):
    """An act, and the first thousand of its changes. The NDJSON export has all."""

    changes = ChangeRow(many=True)

    def to_representation(self, instance: Act) -> dict[str, Any]:
        rows = instance.changes.order_by("pk")[:1_000]
        return {**about(instance), "changes": ChangeRow(rows, many=True).data}


class ActViewSet(ListViewSet[Act]):
    """The log of acts: who did what, when and why. For audit administrators. 操作记录：何人、何时、为何做了什么。"""

    filterset_class = ActFilter
    serializer_class = ActRow
    lookup_value_regex = "[0-9]{1,18}"

    def rows(self) -> QuerySet[Act]:
        return acts()

    @extend_schema(responses=ActDetail)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found = acts().filter(pk=int(kwargs["pk"])).first()
        if found is None:
            raise NotFound
        return Response(ActDetail(found).data)
