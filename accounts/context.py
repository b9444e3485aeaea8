"""What every page's frame shows."""

from typing import Any

from django.http import HttpRequest

from config.version import VERSION


def product(request: HttpRequest) -> dict[str, Any]:
    """``product_version`` for the footer."""
    return {"product_version": VERSION}
