"""The request as pages see it: with the scope of who asks. And the same of somebody for whom a job works."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from communities.scope import AreaScope


class ScopedRequest(HttpRequest):
    """What accounts.middleware.ScopeMiddleware makes of every request. Never instantiated."""

    scope: AreaScope
    work_scope: AreaScope


def work_scope_of(user: Any) -> AreaScope:
    """Where ``user`` may write today. The setting names the selector, because nobody imports accounts."""
    scope: AreaScope = import_string(settings.WORK_SCOPE_OF)(user, day=timezone.localdate())
    return scope
