"""What a password must be, as the profile says (Django's validators call this one), and when it must be another one."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.profiles import Profile, profile
from accounts.refusals import REFUSALS
from communities.language import reader_lang


class ProfileValidator:
    """Length, kinds of signs, and none that was used before. The codes are those of accounts/refusals.py."""

    def validate(self, password: str, user: User | None = None) -> None:
        rules = profile()
        if len(password) < rules.length:
            raise _refusal("password_short", rules.length)
        if kinds(password) < rules.kinds:
            raise _refusal("password_kinds", rules.kinds)
        if user is not None and (why := _met_before(user, password, rules)):
            raise _refusal(why, rules.history)

    def get_help_text(self) -> str:
        rules = profile()
        wanted = [("password_short", rules.length), ("password_kinds", rules.kinds), ("password_used", rules.history)]
        return " ".join(_said(code, number) for code, number in wanted if number)


def kinds(password: str) -> int:
    """How many of four it has: capital letters, small letters, digits, anything else."""
    found = {
        "capital" if sign.isupper() else "small" if sign.islower() else "digit" if sign.isdigit() else "other"
        for sign in password
    }
    return len(found)


def _met_before(user: User, password: str, rules: Profile) -> str:
    """The present one, which somebody else knows too where it is a first one; or one of those before that count."""
    if (rules.history or user.password_is_first) and check_password(password, user.password):
        return "password_same"
    before = user.past_passwords[: rules.history]
    return "password_used" if any(check_password(password, hashed) for hashed in before) else ""


def is_due(user: User, now: datetime) -> bool:
    """Whether it must be another one: it was made by somebody else, or has lasted longer than the profile allows."""
    if not user.has_usable_password():
        return False
    if user.password_is_first:
        return True
    days = profile().days
    return days > 0 and now - (user.password_set_at or user.date_joined) >= timedelta(days=days)


def _refusal(code: str, number: int) -> ValidationError:
    return ValidationError(f"{_said(code, number)} [{code}]", code=code)


def _said(code: str, number: int) -> str:
    return REFUSALS[code].of(reader_lang()).format(number=number)
