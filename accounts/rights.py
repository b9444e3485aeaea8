"""What who asks may do, as a request carries it: communities.requests.Rights."""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any

from accounts.holding import Held, Limit, area_of, limited
from accounts.policy_model import Entry, Policy
from communities.requests import MissingRight
from communities.scope import AreaScope


class HeldRights:
    """Of somebody who logged in (``held`` is asked once, and only if it matters), of a token (``limit``), or of nobody.

    ``is_open``: the installation has opened its reading to everybody.
    """

    def __init__(
        self,
        table: Policy,
        held: Callable[[], Collection[Held]],
        *,
        is_known: bool,
        is_open: bool,
        limit: Limit | None = None,
    ) -> None:
        self._table, self._ask, self._limit = table, held, limit
        self.is_known, self.is_open = is_known, is_open

    @cached_property
    def held(self) -> tuple[Held, ...]:
        return tuple(self._ask()) if self.is_known else ()

    def scope(self, right: str) -> AreaScope:
        found = self._table.rights[right]
        if found.is_open and self.is_open:
            area = AreaScope.everywhere()
        else:
            area = area_of(found, self.held) if self.is_known else AreaScope.nowhere()
        return limited(area, found, self._limit) if self._limit else area

    def has(self, right: str) -> bool:
        return bool(self.scope(right).paths)

    def may_visit(self, route: str, **arguments: Any) -> bool:
        line = self._table.routes[route]
        if line.entry is Entry.RIGHT:
            return self.has(line.reading(arguments))
        return line.entry is Entry.OPEN or self.is_known

    def missing(self, right: str) -> MissingRight:
        return MissingRight(right, self._table.rights[right].words)
