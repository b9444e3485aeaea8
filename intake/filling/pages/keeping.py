"""The list of forms, and the way a new one comes in."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.templatetags.components import Column
from assessments.views.choosing import CHOOSABLE
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now, moment_text, name_of
from communities.divisions import short_code
from communities.models import Division
from communities.requests import ScopedRequest
from communities.scope import AreaScope
from communities.selectors import division_named, divisions
from intake.filling.guard import SUFFIXES
from intake.filling.limits import MAX_FORM_BYTES
from intake.filling.pages.reach import form_read, form_worked, may_change, usual_place
from intake.filling.selectors import blank_forms
from intake.filling.services import keep_form, remove_form
from intake.models import BlankForm
from intake.problems import FileRefused

EVERYWHERE_WORDS: Promise = gettext_lazy("everywhere")


class UploadForm(forms.Form):
    """A blank form to keep. ``scope``: where who brings it works."""

    file = forms.FileField(label=gettext_lazy("Blank form (.xlsx or .docx, at most 5 MiB)"))
    name = forms.CharField(label=gettext_lazy("Name; empty: that of the file"), max_length=100, required=False)
    division = forms.CharField(label=gettext_lazy("Division whose people use it"), max_length=12, required=False)

    def __init__(self, *given: object, scope: AreaScope) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # data and files, as Django has them
        self.scope = scope
        self.fields["file"].widget.attrs["accept"] = ",".join(SUFFIXES)
        found = list(divisions(scope)[: CHOOSABLE + 1])
        usual = usual_place(scope)
        self.fields["division"].initial = short_code(usual.code) if usual else ""
        if len(found) <= CHOOSABLE:
            everywhere = [("", EVERYWHERE_WORDS)] if scope.is_everywhere else []
            named = [(short_code(each.code), f"{name_of(each)} {short_code(each.code)}") for each in found]
            self.fields["division"].widget = forms.Select(choices=[*everywhere, *named])
        else:
            self.fields["division"].help_text = _("Code of 2 to 12 digits")

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_FORM_BYTES:
            raise forms.ValidationError(said(FileRefused("form_too_large", limit=f"{MAX_FORM_BYTES // 1024**2} MiB")))
        return file

    def clean_division(self) -> Division | None:
        """None: everywhere, for somebody who works everywhere."""
        code = self.cleaned_data["division"]
        if not code and self.scope.is_everywhere:
            return None
        found = division_named(self.scope, code)
        if found is None or not self.scope.covers(found.path):
            raise forms.ValidationError(_("Choose a division of your mandate."))
        return found


def said(refused: FileRefused) -> str:
    """What is wrong and what to do about it, in the reader's language, with the stable code."""
    problem, lang = refused.problem, lang_now()
    place = " · ".join(part for part in (problem.sheet, problem.column, problem.value) if part)
    end = "。" if lang == "zh" else "."
    return f"{problem.sentence(lang)} {problem.remedy(lang)} [{problem.code}]" + (f" {place}{end}" if place else "")


@dataclass(frozen=True)
class FormsPage:
    """``form`` is None for somebody who lacks ``right``; ``login_href`` is empty for somebody logged in."""

    breadcrumbs: list[Link]
    table: Table
    form: UploadForm | None
    login_href: str
    right: str


@require_http_methods(["GET", "HEAD", "POST"])
def forms_list(request: ScopedRequest) -> HttpResponse:
    if request.method == "POST":
        return _keep(request)
    return draw(request, "fill.html", _context(request, _empty(request)), room="intake")


def _empty(request: ScopedRequest) -> UploadForm | None:
    return UploadForm(scope=request.work_scope) if request.work_scope.paths else None


def _keep(request: ScopedRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES, scope=request.work_scope)
    if form.is_valid():
        try:
            given = form.cleaned_data
            kept = keep_form(
                by=request.user,  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
                division=given["division"],
                file_name=given["file"].name,
                content=given["file"].read(),
                name=given["name"],
            )
        except FileRefused as refused:
            form.add_error("file", said(refused))
        else:
            messages.success(request, _("The form is kept. Now say what belongs where."))
            return redirect("intake:fill-places", kept.pk)
    response = draw(request, "fill.html", _context(request, form), room="intake")
    response.status_code = 422
    return response


def _context(request: ScopedRequest, form: UploadForm | None) -> FormsPage:
    crumbs = [home_crumb(), Link(_("Files and forms"), reverse("intake:files")), Link(_("Fill a form"))]
    login = "" if request.user.is_authenticated else f"{reverse('accounts:login')}?next={reverse('intake:fill')}"
    right = str(request.rights.missing(request.work_right))
    return FormsPage(crumbs, _table(request), form, login, right)


def _table(request: ScopedRequest) -> Table:
    columns = (
        Column(_("Form"), "text"),
        Column(_("Division"), "text"),
        Column(_("Places with a field"), "text"),
        Column(_("Brought"), "text"),
    )
    empty = Empty(
        _("There is no form yet"),
        _("Bring the empty workbook or document that an office sent you. What belongs where is said once and kept."),
    )
    rows = [_row(request, each) for each in blank_forms(request.scope)]
    return Table(_("Forms to fill"), columns, rows, empty, titled=True)


def _row(request: ScopedRequest, form: BlankForm) -> list[Cell]:
    person = str(form.uploaded_by) if request.user.is_authenticated and form.uploaded_by else ""
    state = Cell(_("version %(number)s") % {"number": form.version}) if form.version else Cell(_("not yet said"))
    if may_change(request, form):
        state = Cell(state.text, reverse("intake:fill-places", args=[form.pk]))
    return [
        Cell(form.name, reverse("intake:fill-form", args=[form.pk]), note=form.file_name),
        Cell(name_of(form.division) if form.division else str(EVERYWHERE_WORDS)),
        state,
        Cell(moment_text(form.created_at), note=person),
    ]


@require_safe
def blank(request: ScopedRequest, pk: int) -> HttpResponseBase:
    """The form as it was brought."""
    form = form_read(request, pk)
    return FileResponse(iter([bytes(form.content)]), as_attachment=True, filename=form.file_name)


@require_POST
def remove(request: ScopedRequest, pk: int) -> HttpResponse:
    form = form_worked(request, pk)
    remove_form(by=request.user, form=form)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    messages.success(request, _("The form has been removed."))
    return redirect("intake:fill")
