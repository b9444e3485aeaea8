"""After too many wrong passwords with one name from one address nobody comes in with them for a while. django-axes counts.

What it asks us, it finds by these names in the settings. A name that nobody has is locked like any other, and during the lock
the right password is answered as a wrong one: nothing of this tells who has an account.
"""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.networks import caller
from accounts.profiles import profile


def tries(_request: HttpRequest, _credentials: Any) -> int:
    return profile().tries


def cool_off(_request: HttpRequest | None) -> timedelta:
    return profile().cool_off


def address(request: HttpRequest) -> str | None:
    """Who asks; None where nothing readable says so. Of IPv6 the network: a single line has as many addresses as it likes."""
    try:
        found = ip_address(caller(request.META, behind_proxy=settings.BEHIND_PROXY))
    except ValueError:
        return None
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ip_network((found, 64), strict=False).network_address) if isinstance(found, IPv6Address) else str(found)


def locked(_request: HttpRequest, page: HttpResponse, _credentials: Any) -> HttpResponse:
    """The page of the login, whose form already says what is the matter."""
    page.status_code = 429
    page["Retry-After"] = str(int(profile().cool_off.total_seconds()))
    return page
