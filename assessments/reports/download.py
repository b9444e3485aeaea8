"""A table as a download, for a page or an endpoint."""

from django.http import StreamingHttpResponse

from assessments.reports.table import Table
from assessments.reports.writers import WRITERS


def download(table: Table, extension: str, *, for_people: bool) -> StreamingHttpResponse:
    """The file of ``table`` in a format of WRITERS, row by row. Raises KeyError for another format."""
    writer = WRITERS[extension]
    charset = "; charset=utf-8" if writer.media_type.startswith("text/") else ""
    response = StreamingHttpResponse(writer.chunks(table, for_people), content_type=f"{writer.media_type}{charset}")
    response["Content-Disposition"] = f'attachment; filename="{table.stem}.{writer.extension}"'
    response["X-Total-Count"] = str(table.total)
    response["Cache-Control"] = "private, no-store"
    return response
