"""Where the document of a page is: on paper, and as files."""

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Link
from communities.requests import ScopedRequest


def file_links(name: str, tail: str, arguments: list[str]) -> list[Link]:
    """The document as files. ``name`` is that of its routes; ``tail`` the query of the page."""
    return [
        Link(label, reverse(f"assessments:{name}-file", args=[*arguments, suffix]) + tail)
        for label, suffix in ((_("Download DOCX"), "docx"), (_("Download PDF"), "pdf"))
    ]


def print_link(request: ScopedRequest, name: str, tail: str, arguments: list[str]) -> list[Link]:
    """The page for paper; none for a reader to whom no document is given out."""
    if not request.rights.has("document.create"):
        return []
    return [Link(_("Print"), reverse(f"assessments:{name}-print", args=arguments) + tail)]


def document_links(request: ScopedRequest, name: str, tail: str, arguments: list[str]) -> list[Link]:
    """The files; none for a reader to whom no document is given out."""
    return file_links(name, tail, arguments) if request.rights.has("document.create") else []
