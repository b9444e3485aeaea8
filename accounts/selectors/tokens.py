"""The keys of programs."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import ApiToken, User


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """All that a person ever made, the newest first. Nobody else sees them."""
    return ApiToken.objects.filter(owner=user).select_related("division")


def token_named(prefix: str) -> ApiToken | None:
    return ApiToken.objects.filter(prefix=prefix).select_related("owner", "division").first()


def is_over(token: ApiToken, now: datetime) -> str:
    """Why the token opens nothing any more: ``revoked`` or ``expired``; empty while it does."""
    if token.revoked_at is not None or not token.owner.is_active:
        return "revoked"
    return "expired" if token.expires_at <= now else ""
