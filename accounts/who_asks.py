"""Who a request comes from, and what they may do: somebody who logged in, a program with a token, or nobody."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.credentials import token_in
from accounts.holding import Limit
from accounts.models import ApiToken, User
from accounts.networks import caller
from accounts.policy import policy
from accounts.rights import HeldRights
from accounts.selectors import held_by
from accounts.services.tokens import BadToken, token_of
from communities.api.answers import challenge, problem
from communities.language import reader_lang
from communities.scope import EVERYWHERE
from communities.words import Words

WHY: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "unknown": Words("没有这个令牌。", "There is no such token."),
        "revoked": Words("令牌已撤销。", "The token has been revoked."),
        "expired": Words("令牌已过期。", "The token has expired."),
        "address": Words("令牌不能在这个网络地址使用。", "The token may not be used from this address."),
    }
)


def rights_of(user: User | AnonymousUser, token: ApiToken | None = None) -> HeldRights:
    """The rights of ``user`` today, less what ``token`` leaves out.

    In the demo reading is open to whoever passes by, and somebody who takes a person's place sees what that person sees.
    """
    return HeldRights(
        policy(),
        lambda: held_by(user, day=timezone.localdate()),
        is_known=user.is_authenticated,
        is_open=settings.OPEN_READING and not (settings.DEMO and user.is_authenticated),
        limit=_limit(token) if token else None,
    )


def _limit(token: ApiToken) -> Limit:
    return Limit(frozenset(token.rights), token.division.path if token.division else EVERYWHERE)


def token_of_request(request: HttpRequest) -> ApiToken | None:
    """None where there is no token. Raises BadToken for one that opens nothing, also beside a session that would."""
    header = request.headers.get("Authorization", "")
    text = token_in(header)
    if text is None or _is_sent_by_itself(request, header):
        return None
    return token_of(text, address=caller(request.META, behind_proxy=settings.BEHIND_PROXY))


def _is_sent_by_itself(request: HttpRequest, header: str) -> bool:
    """A password that a browser remembers it also sends where a page of another site asks: that counts for nothing."""
    return header.lower().startswith("basic") and request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")


def bad_token(request: HttpRequest, wrong: BadToken) -> HttpResponse:
    headers = {"WWW-Authenticate": challenge(request, error="invalid_token")}
    return problem("bad_token", WHY[wrong.why].of(reader_lang()), headers=headers)
