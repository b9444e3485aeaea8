"""What the long lists share: filter, order, pages, and the exports of exactly what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Empty, Link
from assessments.models import Round
from assessments.templatetags.components import Column, sort_columns
from assessments.views.choosing import FilterForm
from communities.filters import Spoken, SpokenFilterSet
from communities.filters.base import ORDERING, PAGING
from communities.keyset import BadCursor, Page, page_of

ROWS = 30
CURSOR = PAGING[0]


@dataclass(frozen=True)
class RoundList:
    """What the lists of a round share. ``round`` is None where nothing has been assessed; the rest is empty then."""

    breadcrumbs: list[Link]
    round: Round | None = None
    provenance_flags: Sequence[str] = ()
    form: FilterForm | None = None
    kept: Sequence[tuple[str, str]] = ()
    active: Sequence[Spoken] = ()
    total: str = ""
    clear: str = ""


def with_order(query: QueryDict, default: str) -> QueryDict:
    """The query, with the list's usual order where the reader has chosen none."""
    made = query.copy()
    if not made.get(ORDERING):
        made[ORDERING] = default
    return made


def heads(query: QueryDict, columns: Sequence[tuple[str, str, str]]) -> list[Column]:
    """Column heads of (order or "", label, kind), linking to their orders."""
    return sort_columns(columns, query, ORDERING)


def rows_of(narrowed: SpokenFilterSet) -> "QuerySet[Any]":
    """The rows that are left; none where a filter cannot be read, for rows that ignore it would mislead."""
    found: QuerySet[Any] = narrowed.qs if narrowed.is_valid() else narrowed.queryset.none()
    return found


def part_of(found: "QuerySet[Any]", order: Sequence[str], query: QueryDict) -> "Page[Any]":
    """One page of a list. A cursor of another order, or of yesterday's key, begins at the start."""
    try:
        return page_of(found, order, limit=ROWS, cursor=query.get(CURSOR) or None)
    except BadCursor:
        return page_of(found, order, limit=ROWS)


def page_href(query: QueryDict, cursor: str | None) -> str:
    """The same list at another cursor; empty where there is none."""
    if cursor is None:
        return ""
    link = query.copy()
    link[CURSOR] = cursor
    return f"?{link.urlencode()}"


def export_links(name: str, query: QueryDict) -> list[Link]:
    """The same list as files: every row of it, not only this page."""
    rest = query.copy()
    rest.pop(CURSOR, None)
    tail = f"?{rest.urlencode()}" if rest else ""
    return [
        Link(label, reverse(f"assessments:{name}-export", args=[suffix]) + tail)
        for label, suffix in ((_("Download CSV"), "csv"), (_("Download Excel"), "xlsx"))
    ]


def kept(query: QueryDict, *names: str) -> list[tuple[str, str]]:
    """What filtering must not lose: the order, the round."""
    return [(name, str(query[name])) for name in (ORDERING, *names) if query.get(name)]


def clear_href(name: str, query: QueryDict) -> str:
    """The list without filters, in the same round."""
    return reverse(f"assessments:{name}") + round_tail(query)


def round_tail(query: QueryDict) -> str:
    """Keeps a chosen round on the way to another page: empty, or beginning with a question mark."""
    wanted = query.get("round", "")
    return f"?{urlencode({'round': wanted})}" if wanted else ""


def empty_list(name: str, query: QueryDict, *, is_valid: bool) -> Empty:
    href = clear_href(name, query)
    return nothing_found(href) if is_valid else unreadable(href)


def nothing_found(href: str) -> Empty:
    """Nothing left after filtering."""
    reason = _("Nothing in this round matches what you asked for. Remove a filter to see more.")
    return Empty(_("Nothing matches"), reason, [Link(_("Clear all"), href)])


def unreadable(href: str) -> Empty:
    """A filter with an error shows no rows."""
    reason = _("One of the filters cannot be read, so nothing is shown. The field says what is wrong.")
    return Empty(_("The filter has an error"), reason, [Link(_("Clear all"), href)])
