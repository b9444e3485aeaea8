"""The demo: three ready people whom anybody may be, with one click and no password. It never runs where others can reach it."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from communities.language import reader_lang
from communities.words import Words

SETTINGS: Final = "config.settings.demo"
ELSEWHERE: Final = (
    f"DEMO lets anybody be anybody, so it runs with {SETTINGS} and on the loopback address only. "
    "/ DEMO 允许任何人以任何身份进入，只能在演示设置和本机地址上使用。"
)
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})


@dataclass(frozen=True)
class DemoPerson:
    """Somebody who is ``role`` in the division of the sample city with this code."""

    username: str
    role: str
    division: str
    words: Words


@dataclass(frozen=True)
class Choice:
    """A button of the switch."""

    username: str
    label: str
    is_current: bool


PEOPLE: Final = (
    DemoPerson("demo-planner", "planner", "9001", Words("市规划评估员", "Planner of the city")),
    DemoPerson("demo-official", "official", "90", Words("省审定官员", "Official of the province")),
    DemoPerson("demo-clerk", "clerk", "900101001", Words("街道数据录入员", "Clerk of a sub-district")),
)


def is_elsewhere() -> bool:
    """Whether DEMO is on where it must not be."""
    return settings.DEMO and (settings.SETTINGS_MODULE != SETTINGS or not _LOOPBACK.issuperset(settings.ALLOWED_HOSTS))


def choices(request: HttpRequest) -> list[Choice]:
    """Whom the reader may be; none outside of the demo."""
    if not settings.DEMO:
        return []
    current = getattr(getattr(request, "user", None), "username", "")
    return [Choice(one.username, one.words.of(reader_lang()), one.username == current) for one in PEOPLE]
