"""The request as pages see it: with what who asks may do, and where. And the same of somebody for whom a job works."""

from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from communities.language import reader_lang
from communities.scope import AreaScope
from communities.words import Words


class MissingRight(PermissionDenied):
    """Somebody known may not do this, or not here. Said with the words of the right, and with its name."""

    def __init__(self, right: str, words: Words) -> None:
        super().__init__(right)
        self.right, self.words = right, words

    def __str__(self) -> str:
        return f"{self.words.of(reader_lang())} ({self.right})"


class Rights(Protocol):
    """What who asks may do. A right is named as in accounts/policy.toml; one that is not there is a KeyError."""

    def scope(self, right: str) -> AreaScope:
        """Where they may; nowhere where they may not."""

    def has(self, right: str) -> bool:
        """Whether they may somewhere: for a link."""

    def may_visit(self, route: str, **arguments: str) -> bool:
        """Whether the gate would let them read this address."""

    def missing(self, right: str) -> MissingRight:
        """What is raised where it is missing."""


class ScopedRequest(HttpRequest):
    """What accounts.middleware.GateMiddleware makes of every request. Never instantiated.

    ``scope``: where who asks may read what the route shows. ``work_scope``: where they may do what it writes, or what the form
    on it will write; ``work_right`` names that right.
    """

    rights: Rights
    scope: AreaScope
    work_scope: AreaScope
    work_right: str


def need_work(request: ScopedRequest, path: str) -> None:
    """Raises MissingRight where who asks may see what lies at ``path``, and not do what the route does with it."""
    if not request.work_scope.covers(path):
        raise request.rights.missing(request.work_right)


def work_scope_of(user: Any, right: str) -> AreaScope:
    """Where ``user`` has ``right`` at this moment, as the database says. The setting names the selector, because nobody imports
    accounts. For jobs: they ask when they begin, on the way, and before they commit.
    """
    scope: AreaScope = import_string(settings.SCOPE_OF)(user, right, day=timezone.localdate())
    return scope
