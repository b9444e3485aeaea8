"""Making a key for a program, taking it back, and finding out whose it is."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.holding import area_of
from accounts.minting import is_same, mint, parts_of
from accounts.models import ApiToken, User
from accounts.networks import is_within, network_of
from accounts.policy import policy
from accounts.refusals import Refused
from accounts.selectors.grants import held_by
from accounts.selectors.tokens import is_over, token_named
from communities.models import Division
from communities.noted import adding, altering
from communities.scope import AreaScope

LONGEST: Final = timedelta(days=366)
_NOTED_EVERY: Final = timedelta(minutes=1)
_changes: Final = logging.getLogger("wanzheng.changes")


class BadToken(Exception):
    """A token that opens nothing. ``why``: unknown, revoked, expired, or address (asked from elsewhere)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def make_token(
    *,
    by: User,
    name: str,
    rights: Collection[str],
    expires_at: datetime,
    division: Division | None = None,
    networks: Collection[str] = (),
) -> tuple[ApiToken, str]:
    """A token of ``by``, and its text, which is kept nowhere. Raises Refused.

    It never opens more than its owner may at that moment, so a division or a right that is lost later is lost to it too.
    """
    areas = areas_for_tokens(by)
    if not rights or not set(rights) <= set(areas):
        raise Refused("token_rights")
    if not timezone.now() < expires_at <= timezone.now() + LONGEST:
        raise Refused("token_expiry")
    if division and not any(areas[right].covers(division.path) for right in rights):
        raise Refused("outside_own_scope")
    minted = mint()
    with adding(by=by, verb="make_token") as added:
        made = ApiToken.objects.create(
            owner=by, name=name.strip(), prefix=minted.prefix, secret_hash=minted.secret_hash, rights=sorted(rights),
            division=division, networks=_networks(networks), expires_at=expires_at,
        )  # fmt: skip
        added.append(made)
    _changes.info("token %s: made, by %s", made.prefix, by.get_username())
    return made, minted.text


def areas_for_tokens(user: User) -> dict[str, AreaScope]:
    """What a token of ``user`` may carry, and where: what they have now, of what tokens carry at all."""
    held = held_by(user, day=timezone.localdate())
    areas = {right.code: area_of(right, held) for right in policy().rights.values() if right.for_tokens}
    return {right: area for right, area in areas.items() if area.paths}


def _networks(given: Collection[str]) -> list[str]:
    try:
        return [network_of(each) for each in given]
    except ValueError:
        raise Refused("token_networks") from None


@transaction.atomic
def revoke_token(*, by: User, token: ApiToken) -> None:
    """At once, and for good. Raises Refused for somebody else's."""
    if token.owner_id != by.pk:
        raise Refused("not_own")
    if token.revoked_at is not None:
        return
    with altering(token, by=by, verb="revoke_token"):
        ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
        _changes.info("token %s: revoked, by %s", token.prefix, by.get_username())


def token_of(text: str, *, address: str) -> ApiToken:
    """The token that ``text`` is, asked from ``address``. Raises BadToken. That it was used is noted once a minute."""
    parts = parts_of(text)
    found = token_named(parts[0]) if parts else None
    if found is None or parts is None or not is_same(found.secret_hash, parts[1]):
        raise BadToken("unknown")
    now = timezone.now()
    why = is_over(found, now) or ("" if is_within(address, found.networks) else "address")
    if why:
        raise BadToken(why)
    if found.last_used_at is None or found.last_used_at < now - _NOTED_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return found
