"""Every component of the design in every state."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.gallery import gallery_sections
from communities.requests import ScopedRequest


@require_safe
def gallery(request: ScopedRequest) -> HttpResponse:
    """Shows examples only, no data: open to everybody."""
    return render(request, "gallery/page.html", {"sections": gallery_sections()})
