"""A second factor: the code of an app (TOTP), or one of ten recovery codes. django-otp makes and checks them."""

import logging
from contextlib import nullcontext
from typing import Final

from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from accounts.models import User
from accounts.refusals import Refused
from accounts.services.granting import hold
from communities.acts import acting_beside
from communities.noted import altering

CODES: Final = 10
_DIGITS: Final = 6
_changes: Final = logging.getLogger("wanzheng.changes")
new_key = default_key


def address_of(user: User, key: str) -> str:
    """What an app reads as a picture: otpauth://..."""
    return str(TOTPDevice(user=user, key=key).config_url)


@transaction.atomic
def enrol(*, by: User, key: str, code: str) -> tuple[Device, list[str]]:
    """From now on ``by`` is asked for a code of the app with this key. The device, and the recovery codes. Raises Refused."""
    hold(by)
    if User.objects.get(pk=by.pk).has_second_factor:
        raise Refused("factor_there")
    device = TOTPDevice.objects.create(user=by, name="app", key=key)
    if not device.verify_token(code):
        raise Refused("factor_wrong")
    _mark(by, by=by, verb="enrol_second_factor", has=True)
    return device, _new_codes(by)


def verify(*, by: User, code: str) -> Device:
    """The device of whose codes this is one; it is worth nothing a second time. Raises Refused, also for one tried too soon."""
    code = code.replace(" ", "").lower()
    kind = TOTPDevice if len(code) == _DIGITS and code.isdecimal() else StaticDevice
    with transaction.atomic():
        found = [device for device in kind.objects.select_for_update().filter(user=by) if device.verify_token(code)]
        with acting_beside(by=by, verb="verify_second_factor") if found else nullcontext():
            pass  # the code is used up and on record, or neither; that a wrong one was tried is kept by the device
    if not found:
        raise Refused("factor_wrong")
    return found[0]


@transaction.atomic
def renew_codes(*, by: User) -> list[str]:
    """Ten others; those of before are worth nothing."""
    hold(by)
    with acting_beside(by=by, verb="renew_recovery_codes"):
        return _new_codes(by)


@transaction.atomic
def drop(*, by: User | None, user: User) -> None:
    """Nobody asks ``user`` for a code any more, unless a role of theirs demands one: then they enrol anew."""
    hold(user)
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()
    _mark(user, by=by, verb="drop_second_factor", has=False)
    _changes.info("user %s: second factor dropped, by %s", user.get_username(), by.get_username() if by else "a command")


def _mark(user: User, *, by: User | None, verb: str, has: bool) -> None:
    user.has_second_factor = has
    with altering(user, by=by, verb=verb):
        user.save(update_fields=["has_second_factor"])


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    made = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in made])
    return made
