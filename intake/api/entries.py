"""Entries of the register, row by row: read with their version, added, edited and removed under it."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, cast

from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from assessments.api.parsers import SafeJSONParser
from communities.api.answers import stamp, with_etag
from communities.api.negotiation import Negotiation
from communities.api.parameters import Parameter, check_parameters, check_values, format_parameter
from communities.api.problems import Fault, Problem, of_body
from communities.language import reader_lang
from communities.models import Community, Provenance
from communities.requests import ScopedRequest
from communities.selectors import communities
from communities.words import Words
from intake.editing.entries import Entry, entries_of, entry_of
from intake.editing.kinds import ENTRY_KINDS, EntryKind
from intake.editing.writing import Conflict, Gone, InUse, IsThere, Wish, add_entry, edit_entry, errors_of, remove_entry
from intake.problems import Problem as RowProblem

IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag that was read.")
NO_COLUMN = Words("没有这一列；可用：{columns}。", "There is no such column; there are {columns}.")
IS_THERE = Words("该条目已存在且内容不同；请改为编辑它。", "It is there already and says something else: edit that one.")
IN_USE = Words("仍有数据依赖它：{table}。", "Other data rests on it: {table}.")
FASTER = Words("读取之后已被他人修改；errors 列出不同之处。", "It was written since it was read; errors names what differs.")
DIFFERS = Words("与现值不同。", "This is not what stands there now.")


class EntryAnswer(serializers.Serializer[Any]):
    """One row of a register, as it would stand in a file of its kind. The ETag is its version."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    community = serializers.CharField()
    version = serializers.CharField(help_text="Another one after every write; to be sent back as If-Match, in quotes.")
    provenance = serializers.CharField(help_text="recorded, synthetic or sample.")
    cells = serializers.DictField(child=serializers.CharField(), help_text="Texts by column, as in files.")
    url = serializers.URLField()


class EntryList(serializers.Serializer[Any]):
    results = EntryAnswer(many=True)


class EntryRequest(serializers.Serializer[Any]):
    """What the entry is to say. A column that is not named stays as it is; an empty one is emptied."""

    cells = serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=2_000))
    provenance = serializers.RegexField(f"^({'|'.join(Provenance.values)})$", required=False)


class _Entries(APIView):
    content_negotiation_class = Negotiation
    parser_classes = [SafeJSONParser]

    def parameters(self) -> Sequence[Parameter]:
        return (format_parameter(["json"]),)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_parameters(request.query_params, {"format"}, ())
        check_values(request.query_params, self.parameters())

    @property
    def asked(self) -> ScopedRequest:
        return cast("ScopedRequest", self.request._request)

    def place(self) -> tuple[Community, EntryKind]:
        """Raises NotFound for a community outside, and for another kind."""
        found = communities(self.asked.scope).filter(code=self.kwargs["code"]).first()
        kind = ENTRY_KINDS.get(self.kwargs["kind"])
        if found is None or kind is None:
            raise NotFound
        return found, kind

    def wish(self, request: Request, community: Community, kind: EntryKind, provenance: str) -> Wish:
        """Raises Problem for a body that is none, and for a column that the kind has not."""
        asked = EntryRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        unknown = [column for column in said["cells"] if column not in kind.columns]
        if unknown:
            words = NO_COLUMN.filled(columns=", ".join(kind.columns)).of(reader_lang())
            raise Problem("invalid_body", faults=[of_body(f"/cells/{column}", "unknown_column", words) for column in unknown])
        by, cells = cast("Any", request.user), {column: text.strip() for column, text in said["cells"].items()}
        return Wish(by, self.asked.work_scope, community, cells, said.get("provenance", provenance))

    def answer(self, community: Community, entry: Entry, status: int = 200) -> Response:
        shown = _shown(self.request, community, entry)
        headers = {"ETag": f'"{entry.version}"', **({"Location": shown["url"]} if status == 201 else {})}
        return Response(EntryAnswer(shown).data, status=status, headers=headers)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        if request.method in ("GET", "HEAD") and final.status_code == 200:
            with_etag(request._request, final)
        return stamp(final)


def _shown(request: Request, community: Community, entry: Entry) -> dict[str, Any]:
    arguments = [community.code, entry.kind.code, entry.pk]
    return {
        "id": entry.pk, "kind": entry.kind.code, "community": community.code, "version": entry.version,
        "provenance": entry.provenance, "cells": {column: entry.cells.get(column, "") for column in entry.kind.columns},
        "url": reverse("api:entry", args=arguments, request=request),
    }  # fmt: skip


def _refuse(problems: Sequence[RowProblem]) -> None:
    """Raises Problem where the row cannot be stored, with the codes that files get as well."""
    if errors_of(problems):
        raise Problem("invalid_body", faults=[_fault(problem) for problem in errors_of(problems)])


def _fault(problem: RowProblem) -> Fault:
    lang = reader_lang()
    place = f"/cells/{problem.column}" if problem.column else "/cells"
    return of_body(place, problem.code, f"{problem.sentence(lang)} {problem.remedy(lang)}")


class EntriesView(_Entries):
    @extend_schema(responses=EntryList, operation_id="communities_entries_list")
    def get(self, request: Request, code: str, kind: str) -> Response:
        """All entries of a kind in a community. 某社区某类条目。"""
        community, chosen = self.place()
        found = [_shown(request, community, each) for each in entries_of(chosen, community, reader_lang())]
        return Response(EntryList({"results": found}).data)

    @extend_schema(request=EntryRequest, responses={201: EntryAnswer, 200: EntryAnswer})
    def post(self, request: Request, code: str, kind: str) -> Response:
        """Add an entry: 201; 200 where it stands there already and says the same, so that it may be sent twice."""
        community, chosen = self.place()
        if not chosen.can_add:
            self.http_method_not_allowed(request)
        wish = self.wish(request, community, chosen, Provenance.RECORDED)
        had = {each.pk for each in entries_of(chosen, community, reader_lang())}
        try:
            _refuse(add_entry(chosen, wish))
        except IsThere:
            raise Problem("conflict", IS_THERE.of(reader_lang())) from None
        made = _made(entries_of(chosen, community, reader_lang()), had, wish)
        return self.answer(community, made, 200 if made.pk in had else 201)


def _made(found: Sequence[Entry], had: set[int], wish: Wish) -> Entry:
    """The new one, or the one that said the same before."""
    new = [each for each in found if each.pk not in had]
    same = [each for each in found if all(each.cells.get(column, "") == wish.cells.get(column, "") for column in each.kind.key)]
    return next(iter([*new, *same]))


class EntryView(_Entries):
    def _one(self) -> tuple[Community, Entry]:
        community, kind = self.place()
        found = entry_of(kind, community, int(self.kwargs["pk"]), reader_lang())
        if found is None:
            raise NotFound
        return community, found

    @extend_schema(responses=EntryAnswer)
    def get(self, request: Request, code: str, kind: str, pk: str) -> Response:
        """One entry, with its version as ETag. 单个条目。"""
        return self.answer(*self._one())

    @extend_schema(request=EntryRequest, responses=EntryAnswer, parameters=[IF_MATCH])
    def patch(self, request: Request, code: str, kind: str, pk: str) -> Response:
        """Edit an entry under the version that was read: 428 without one, 412 where somebody else has written it."""
        community, one = self._one()
        wish, version = self.wish(request, community, one.kind, one.provenance), _version(request)
        try:
            _refuse(edit_entry(one, version, wish))
        except Conflict:
            self._clash(wish)
        except Gone:
            raise NotFound from None
        return self.answer(*self._one())

    @extend_schema(responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, code: str, kind: str, pk: str) -> Response:
        """Remove what was never so; what has ended gets the day on which it ended."""
        _community, one = self._one()
        if not one.kind.can_add:
            self.http_method_not_allowed(request)
        try:
            remove_entry(one, _version(request), by=cast("Any", request.user))
        except Conflict:
            self._clash(None)
        except InUse as used:
            raise Problem("conflict", IN_USE.filled(table=str(used.args[0])).of(reader_lang())) from None
        except Gone:
            raise NotFound from None
        return Response(status=204)

    def _clash(self, wish: Wish | None) -> NoReturn:
        """Both versions: what stands there now, and what was wanted."""
        _community, now = self._one()
        raise Problem("precondition_failed", FASTER.of(reader_lang()), faults=list(_differences(now, wish)))


def _differences(now: Entry, wish: Wish | None) -> Iterator[Fault]:
    for column, wanted in (wish.cells if wish else {}).items():
        stands = now.cells.get(column, "")
        if stands != wanted:
            said = {"now": stands, "wanted": wanted, "version": now.version}
            yield Fault({"pointer": f"/cells/{column}"}, "differs", DIFFERS.of(reader_lang()), said)


def _version(request: Request) -> str:
    """Raises Problem where no version is named, or any would do."""
    named = [etag.removeprefix("W/").strip('"') for etag in parse_etags(request.headers.get("If-Match", ""))]
    if len(named) != 1 or named == ["*"]:
        raise Problem("precondition_required")
    return named[0]
