"""A whole plan as a file: the formats, one line each, and the download."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.http import HttpResponse

from assessments.models import RemedyPlan
from assessments.reports.plan_about import plan_stem
from assessments.reports.plan_content import PlanContent, plan_content
from assessments.reports.plan_docx_writer import plan_docx
from assessments.reports.plan_xlsx_writer import plan_xlsx
from assessments.reports.writers import XLSX
from communities.scope import AreaScope
from communities.words import Lang

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class PlanWriter:
    """One format: ``made`` is the finished file."""

    media_type: str
    extension: str
    made: Callable[[PlanContent], bytes]


PLAN_WRITERS: Mapping[str, PlanWriter] = MappingProxyType(
    {
        "xlsx": PlanWriter(XLSX, "xlsx", plan_xlsx),
        "docx": PlanWriter(DOCX, "docx", plan_docx),
    }
)


def plan_download(scope: AreaScope, plan: RemedyPlan, extension: str, lang: Lang) -> HttpResponse:
    """The file of a finished plan in a format of PLAN_WRITERS. Raises KeyError for another format."""
    writer = PLAN_WRITERS[extension]
    response = HttpResponse(writer.made(plan_content(scope, plan, lang)), content_type=writer.media_type)
    response["Content-Disposition"] = f'attachment; filename="{plan_stem("", plan)}.{writer.extension}"'
    response["Cache-Control"] = "private, no-store"
    return response
