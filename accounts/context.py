"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def product(request: HttpRequest) -> dict[str, Any]:
    """``product_version`` for the footer."""
    return {"product_version": settings.VERSION}
