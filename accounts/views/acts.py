"""The log of acts, for auditors: the list and one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.filters import ActFilter
from accounts.log_file import mark
from accounts.selectors.acts import acts as all_acts
from accounts.selectors.acts import rows_written, tables_of, written_by
from accounts.views.act_tables import act_word, acts_table, flags_of, rows_table, via_word, who_word
from assessments.contexts import Empty, Link, Table, Term
from assessments.views.choosing import FilterForm
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now, moment_text, number
from assessments.views.lists import CURSOR, page_href, part_of, rows_of, unreadable
from communities.filters import Spoken
from communities.filters.base import ORDERING
from communities.models import Act
from communities.requests import ScopedRequest
from communities.sealing import head

_ROWS = 100


@dataclass(frozen=True)
class ActsPage:
    """``mark`` is how the log stands: the number of links and the last of them."""

    breadcrumbs: list[Link]
    mark: str
    form: FilterForm
    active: Sequence[Spoken]
    total: str
    clear: str
    table: Table
    exports: list[Link]
    previous_href: str
    next_href: str


@dataclass(frozen=True)
class ActPage:
    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    about: list[Term]
    rows: Table
    total: str
    cut: str


def acts_crumb() -> Link:
    return Link(_("Log of acts"), reverse("accounts:acts"))


@require_safe
def acts(request: ScopedRequest) -> HttpResponse:
    asked = ActFilter(request.GET, all_acts(), scope=request.scope)
    rows = rows_of(asked)
    part = part_of(rows, ["-pk"], request.GET)
    clear, now = reverse("accounts:acts"), head()
    nothing = Empty(_("No act"), _("Nothing in the log is like this.")) if asked.is_valid() else unreadable(clear)
    context = ActsPage(
        breadcrumbs=[home_crumb(request), Link(_("Log of acts"))],
        mark=mark(now) if now.number else "",
        form=_form(asked),
        active=asked.spoken(lang_now()),
        total=_("Acts: %(number)s") % {"number": number(rows.order_by().count())},
        clear=clear,
        table=acts_table(part.rows, tables_of(part.rows), nothing, links=True),
        exports=_exports(request) if asked.is_valid() else [],
        previous_href=page_href(request.GET, part.previous),
        next_href=page_href(request.GET, part.next),
    )
    return draw(request, "acts.html", context, fragment="_acts.html", room="accounts")


def _form(asked: ActFilter) -> FilterForm:
    fields = [field for field in asked.form if field.name != ORDERING]
    main = [field for field in fields if field.name in ("who", "verb", "day_from", "day_to")]
    more = [field for field in fields if field not in main]
    return FilterForm(main, more, more_open=any(field.errors or field.data for field in more))


def _exports(request: ScopedRequest) -> list[Link]:
    rest = request.GET.copy()
    rest.pop(CURSOR, None)
    tail = f"?{rest.urlencode()}" if rest else ""
    offered = (
        (_("Download CSV"), "csv"), (_("Download Excel"), "xlsx"), (_("Download NDJSON, with every row"), "ndjson"),
    )  # fmt: skip
    return [Link(label, reverse("accounts:acts-export", args=[suffix]) + tail) for label, suffix in offered]


@require_safe
def act(request: ScopedRequest, pk: int) -> HttpResponse:
    one = all_acts().select_related("undone_by").filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    found, heading = written_by(one, _ROWS), _("Act %(number)s") % {"number": one.pk}
    rows = rows_written(one) if len(found) == _ROWS else len(found)
    context = ActPage(
        heading=heading,
        breadcrumbs=[home_crumb(request), acts_crumb(), Link(heading)],
        provenance_flags=flags_of(found),
        about=_about(one),
        rows=rows_table(found, Empty(_("No row"), _("It wrote no row; that it was done is on record."))),
        total=_("Rows written: %(number)s") % {"number": number(rows)},
        cut=_("The first %(number)s are shown; the export has all of them.") % {"number": number(_ROWS)}
        if rows > _ROWS
        else "",
    )
    return draw(request, "act.html", context, room="accounts")


def _about(one: Act) -> list[Term]:
    seal, undone = getattr(one, "seal", None), getattr(one, "undone_by", None)
    request = f"{reverse('accounts:acts')}?{urlencode({'request': one.request})}" if one.request else ""
    return [
        Term(_("What"), act_word(one), note=one.verb, href=_act_href(one.undoes_id)),
        *([Term(_("Undone by"), _("Act %(number)s") % {"number": undone.pk}, href=_act_href(undone.pk))] if undone else []),
        Term(_("Who"), who_word(one), note=via_word(one)),
        Term(_("When"), moment_text(one.done_at), note=one.done_at.isoformat()),
        Term(_("Why"), one.why or _("nobody said")),
        Term(_("Request"), one.request, href=request),
        Term(_("Seal"), str(seal.number) if seal else _("none"), note=bytes(seal.chained).hex() if seal else ""),
    ]


def _act_href(act: int | None) -> str:
    return reverse("accounts:act", args=[act]) if act else ""
