"""Which delivery a page is about."""

from django.http import Http404

from communities.requests import ScopedRequest, need_work
from intake.models import Delivery
from intake.selectors import delivery


def delivery_or_404(request: ScopedRequest, key: int) -> Delivery:
    """One that the reader may see."""
    found = delivery(request.scope, key) if key < 2**31 else None
    if found is None:
        raise Http404
    return found


def delivery_to_work_on(request: ScopedRequest, key: int) -> Delivery:
    """One that the reader may change. Raises Http404 for one they may not even see, MissingRight for one they may only see."""
    found = delivery_or_404(request, key)
    need_work(request, found.path)
    return found
