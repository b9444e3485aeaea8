"""What the columns of a table were read as, and where a person knows better."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.contexts import Choice, Field, Link
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now
from communities.requests import ScopedRequest
from communities.survey_items import SURVEY_ITEMS
from intake.columns import FILE_KINDS, ITEM
from intake.deliveries.receiving import NotNow, teach
from intake.headings import ALIKE, LEFT, READ
from intake.models import Batch, Delivery
from intake.views import words
from intake.views.guard import delivery_to_work_on

_HIDDEN = frozenset({"provenance", "remark", "beside", ITEM})


@dataclass(frozen=True)
class ColumnsPage:
    """``kinds`` chooses what the table is; ``fields`` are its headers, none while that is not known."""

    heading: str
    breadcrumbs: list[Link]
    one: Delivery
    batch: Batch
    kinds: Field
    fields: list[Field]
    source: str


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: ScopedRequest, pk: int, batch: int) -> HttpResponse:
    one = delivery_to_work_on(request, pk)
    found = one.batches.filter(pk=batch).first() if batch < 2**31 else None
    if found is None:
        raise Http404
    if request.method == "POST":
        return _teach(request, one, found)
    return draw(request, "columns.html", _context(one, found), room="intake")


def _teach(request: ScopedRequest, one: Delivery, batch: Batch) -> HttpResponse:
    """Keep what was said, and have the files checked with it."""
    kind = request.POST.get("kind", "")
    if kind not in FILE_KINDS:
        messages.error(request, _("Choose what the table is."))
        return redirect("intake:columns", one.pk, batch.pk)
    means = _said(request.POST, batch, kind) if kind == batch.kind else {}
    try:
        teach(by=request.user, batch=batch, kind=kind, means=means)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except NotNow as wrong:
        messages.error(request, " ".join(words.fault_words(wrong.code)))
    return redirect("intake:delivery", one.pk)


def _said(posted: QueryDict, batch: Batch, kind: str) -> dict[str, str]:
    """The headers whose meaning was changed; what is no column of the kind counts for nothing."""
    offered = {choice.value for choice in _choices(kind, "")}
    given = {each["header"]: posted.get(f"column-{number}") for number, each in enumerate(batch.headings)}
    had = {each["header"]: each["key"] for each in batch.headings}
    return {header: key for header, key in given.items() if key is not None and key in offered and key != had[header]}


def _context(one: Delivery, batch: Batch) -> ColumnsPage:
    title = f"{batch.file_name} [{batch.sheet}]" if batch.sheet else batch.file_name
    home = Link(_("Delivery %(number)s") % {"number": one.pk}, reverse("intake:delivery", args=[one.pk]))
    crumbs = [home_crumb(), Link(_("Bring in data"), reverse("intake:deliveries")), home, Link(_("Columns"))]
    return ColumnsPage(
        heading=title,
        breadcrumbs=crumbs,
        one=one,
        batch=batch,
        kinds=_kinds(batch),
        fields=[_field(number, each, batch) for number, each in enumerate(batch.headings)],
        source=one.source_name,
    )


def _kinds(batch: Batch) -> Field:
    choices = [Choice(code, getattr(kind, lang_now()), code == batch.kind) for code, kind in FILE_KINDS.items()]
    first = [] if batch.kind else [Choice("", _("not recognised"), selected=True)]
    help_text = _("Another kind is checked at once; its columns can be corrected after that.")
    return Field("kind", _("This table holds"), options=[*first, *choices], help_text=help_text)


def _field(number: int, each: dict[str, str], batch: Batch) -> Field:
    said = {
        READ: "",
        LEFT: _("Not known, and not read."),
        ALIKE: _("Not read; it may be meant for %(near)s.") % {"near": each["near"]},
    }
    help_text = said.get(each["how"], _("As you said before."))
    return Field(f"column-{number}", each["header"], options=_choices(batch.kind, each["key"]), help_text=help_text)


def _choices(kind: str, chosen: str) -> list[Choice]:
    """What a column can be read as: nothing, or a column of the kind; of a survey, an item too."""
    keys = [key for key in dict.fromkeys(FILE_KINDS[kind].by_name.values()) if key not in _HIDDEN or key == chosen]
    items = [f"{ITEM}:{item.code}" for item in SURVEY_ITEMS.values()] if kind == "survey" else []
    named = [Choice(key, words.key_word(kind, key), key == chosen) for key in (*keys, *items)]
    return [Choice("", _("do not read it"), selected=not chosen), *named]
