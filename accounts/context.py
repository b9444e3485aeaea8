"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.demo import choices


def product(request: HttpRequest) -> dict[str, Any]:
    """``product_version`` for the footer; ``demo_people`` for the switch of the demo, none elsewhere."""
    return {"product_version": settings.VERSION, "demo_people": choices(request)}
