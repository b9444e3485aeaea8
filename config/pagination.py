"""Cursor pagination for the REST API, over communities/keyset.py. No OFFSET anywhere."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from communities.api.problems import Problem, of_parameter
from communities.keyset import BadCursor, page_of
from communities.language import reader_lang
from communities.words import Words

if TYPE_CHECKING:
    from rest_framework.views import APIView

DEFAULT_LIMIT, MAX_LIMIT, MAX_CURSOR = 100, 10_000, 1500
LIMIT = Words(
    "limit 须为 1 到 10000 的整数；更多请沿 next 翻页或导出。",
    "limit is a whole number from 1 to 10,000; follow next for more, or export.",
)
COUNT = Words("count 须为 exact 或 none。", "count is exact or none.")
LIMIT_SCHEMA = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT}
COUNT_SCHEMA = {"type": "string", "enum": ["exact", "none"]}
COUNT_WORDS = Words(
    "none：不计总数，更快；默认 exact；不用于文件", "none: do not count, faster; exact unless said; not for files"
)
CURSOR_WORDS = Words("页的开头，取自 next 或 previous", "Where the page begins, as found in next or previous")
PARAMETERS: dict[str, tuple[Words, dict[str, Any]]] = {
    "limit": (Words("每页行数，默认 100；不用于文件", "Rows a page, 100 unless said; not for files"), LIMIT_SCHEMA),
    "cursor": (CURSOR_WORDS, {"type": "string", "maxLength": MAX_CURSOR}),
    "count": (COUNT_WORDS, COUNT_SCHEMA),
}


class CursorPagination(BasePagination):
    """Expects a query set ordered by fields that are never null and together unique, as SpokenFilterSet leaves it.

    A view's ``pinned`` gives the parameters whose default may be another one at the next page: a round that is the newest. Its
    ``counted`` may know a shorter way to how many rows there are.
    """

    parameters = tuple(PARAMETERS)

    def paginate_queryset(self, queryset: Any, request: Request, view: "APIView | None" = None) -> list[Any]:
        limit = _limit(request.query_params.get("limit"))
        order = [str(name) for name in queryset.query.order_by]
        count = getattr(view, "counted", None) or queryset.order_by().count
        self.count = count() if _is_counted(request.query_params.get("count", "exact")) else None
        pinned: dict[str, str] = getattr(view, "pinned", dict)()
        try:
            page = page_of(queryset, order, limit=limit, cursor=request.query_params.get("cursor"), of=_named(pinned))
        except BadCursor:
            raise Problem("bad_cursor") from None
        self.next, self.previous = _link(request, page.next, pinned), _link(request, page.previous, pinned)
        return page.rows

    def get_paginated_response(self, data: Any) -> Response:
        body = {"count": self.count, "next": self.next, "previous": self.previous, "results": data}
        links = [f'<{href}>; rel="{rel}"' for rel, href in (("next", self.next), ("prev", self.previous)) if href]
        return Response(body, headers={"Link": ", ".join(links)} if links else None)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri", "description": "The neighbouring page, null at the end."}
        count = {"type": ["integer", "null"], "description": "All rows of the list; null with count=none."}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {"count": count, "next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: "APIView") -> list[dict[str, Any]]:
        return [
            {"name": name, "in": "query", "required": False, "description": f"{words.en} / {words.zh}", "schema": schema}
            for name, (words, schema) in PARAMETERS.items()
        ]


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0
    if not 1 <= number <= MAX_LIMIT:
        raise Problem("bad_value", faults=[of_parameter("limit", "bad_value", LIMIT.of(reader_lang()))])
    return number


def _is_counted(text: str) -> bool:
    if text not in ("exact", "none"):
        raise Problem("bad_value", faults=[of_parameter("count", "bad_value", COUNT.of(reader_lang()))])
    return text == "exact"


def _named(pinned: Mapping[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in pinned.items())


def _link(request: Request, cursor: str | None, pinned: Mapping[str, str]) -> str | None:
    """This very address with another cursor: every other parameter is kept, and what was understood today is pinned."""
    if cursor is None:
        return None
    address = replace_query_param(request.build_absolute_uri(), "cursor", cursor)
    for name, value in pinned.items():
        address = replace_query_param(address, name, value)
    return str(address)
