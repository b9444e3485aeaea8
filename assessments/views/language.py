"""Data in the reader's language. Words of the pages themselves are message ids; these are names, law and dates."""

from datetime import date, datetime
from typing import Protocol

from django.utils import timezone
from django.utils.translation import get_language

from communities.words import Lang, Words


class Named(Protocol):
    """A division, a community, a block."""

    name: str
    name_en: str


def lang_now() -> Lang:
    """zh unless the reader has switched to English."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def spoken(words: Words) -> str:
    return words.of(lang_now())


def name_of(one: Named) -> str:
    """The name in the reader's language; the Chinese one where there is no other."""
    return one.name_en or one.name if lang_now() == "en" else one.name


def listed(texts: list[str]) -> str:
    return ("、" if lang_now() == "zh" else ", ").join(texts)


def number(value: int | None) -> str:
    """Thousands separated; a dash where nobody knows."""
    return "—" if value is None else f"{value:,}"


def day_text(day: date | None) -> str:
    """ISO dates in both languages: they sort, and nobody mistakes the month for the day."""
    return day.isoformat() if day else ""


def moment_text(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""
