"""How strict coming in is: profiles.toml, and the profile that this installation has chosen."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from communities.words import Words

_FILE: Final = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Profile:
    """As profiles.toml explains."""

    code: str
    words: Words
    tries: int
    cool_off: timedelta
    idle: timedelta
    absolute: timedelta
    length: int
    kinds: int
    days: int
    history: int
    second_factor: frozenset[str]


def _profile(code: str, row: Mapping[str, Any]) -> Profile:
    return Profile(
        code=code,
        words=Words(*row["words"]),
        tries=row["tries"],
        cool_off=timedelta(minutes=row["cool_off"]),
        idle=timedelta(minutes=row["idle"]),
        absolute=timedelta(hours=row["absolute"]),
        second_factor=frozenset(row["second_factor"]),
        **{name: row[name] for name in ("length", "kinds", "days", "history")},
    )


PROFILES: Final[Mapping[str, Profile]] = MappingProxyType(
    {code: _profile(code, row) for code, row in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
)


def profile() -> Profile:
    """Raises ImproperlyConfigured for one that is not there."""
    found = PROFILES.get(settings.PASSWORD_PROFILE)
    if found is None:
        raise ImproperlyConfigured(f"PASSWORD_PROFILE is {settings.PASSWORD_PROFILE!r}, and not one of {', '.join(PROFILES)}.")
    return found
