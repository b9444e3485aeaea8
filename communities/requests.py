"""The request as pages see it: with the scope of who asks."""

from django.http import HttpRequest

from communities.scope import AreaScope


class ScopedRequest(HttpRequest):
    """What accounts.middleware.ScopeMiddleware makes of every request. Never instantiated."""

    scope: AreaScope
    work_scope: AreaScope
