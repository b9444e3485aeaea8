"""Lists that are also files: ``?format=csv`` and ``?format=xlsx``."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model
from django.http.response import HttpResponseBase
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from assessments.api.of_round import OfRound
from assessments.reports import WRITERS, Table, download
from communities.api.base import ListViewSet
from communities.api.narrowing import checked
from communities.api.parameters import Parameter
from communities.language import reader_lang
from communities.words import Lang, Words

M = TypeVar("M", bound=Model)
LANG_WORDS = Words(
    "文件的语言；默认按 Accept-Language；只用于文件",
    "Language of the file; by Accept-Language unless said; for files only",
)
LANG = Parameter("lang", LANG_WORDS, {"type": "string", "enum": ["zh", "en"]})
BOM_WORDS = Words(
    "1：供人用表格软件打开的 CSV，带 BOM、说明行，代码保持文本；只用于文件",
    "1: CSV to be opened in a spreadsheet by a person, with BOM, notes, codes kept as text; for files only",
)
BOM = Parameter("bom", BOM_WORDS, {"type": "string", "enum": ["0", "1"]})


def file_renderer(extension: str, media: str) -> type[BaseRenderer]:
    return type(f"{extension.title()}File", (BaseRenderer,), {"format": extension, "media_type": media, "charset": None})


FILES = tuple(file_renderer(writer.extension, writer.media_type) for writer in WRITERS.values())
"""They only take part in content negotiation; the file itself is streamed."""


def lang_asked(request: Request) -> Lang:
    """The language of a file."""
    return "en" if request.query_params.get(LANG.name, reader_lang()) == "en" else "zh"


class ExportedList(ListViewSet[M], Generic[M]):
    """A list with ``table``, which writes out the same rows in the same order. ``subject``: what they are of."""

    table: ClassVar[Callable[..., Table]]

    def subject(self) -> Any:
        raise NotImplementedError

    def get_renderers(self) -> list[BaseRenderer]:
        found = super().get_renderers()
        return [*found, *(made() for made in FILES)] if self.is_list else found

    @property
    def is_export(self) -> bool:
        return self.is_list and getattr(self.request.accepted_renderer, "format", "json") in WRITERS

    def parameters(self) -> Sequence[Parameter]:
        return (*super().parameters(), LANG, BOM) if self.is_list else super().parameters()

    def known_parameters(self) -> set[str]:
        """A file is never cut into pages, and a page has no byte order mark."""
        beside = self.paging_parameters() if self.is_export else {LANG.name, BOM.name}
        return super().known_parameters() - beside

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._file(request) if self.is_export else super().list(request, *args, **kwargs)

    def _file(self, request: Request) -> HttpResponseBase:
        filterset = checked(self.filterset(self.rows()))
        table = type(self).table(self.subject(), filterset, lang_asked(request))
        return download(table, request.accepted_renderer.format, for_people=request.query_params.get("bom") == "1")


class Exporting(ExportedList[M], OfRound[M], Generic[M]):
    """A list of a round that is also a file."""

    def subject(self) -> Any:
        return self.round
