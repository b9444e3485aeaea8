"""manage.py check: every route has its policy line and every line its route, and no demo runs where it must not."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from accounts.demo import ELSEWHERE, is_elsewhere
from accounts.first_things import roles_with_factor
from accounts.policy import PolicyError, policy
from accounts.routes import route_names


@register
def check_policy(app_configs: Any, **options: Any) -> list[CheckMessage]:  # noqa: ARG001  as Django calls it
    try:
        ruled = set(policy().routes)
    except PolicyError as wrong:
        return [Error(each, id="accounts.E003") for each in wrong.complaints]
    return list(_differences(ruled, route_names()))


@register
def check_second_factor(app_configs: Any, **options: Any) -> list[CheckMessage]:  # noqa: ARG001  as Django calls it
    unknown = sorted(set(roles_with_factor()) - set(policy().roles))
    return [Error(f"A second factor is demanded of a role {role}, which is not there.", id="accounts.E005") for role in unknown]


@register
def check_demo(app_configs: Any, **options: Any) -> list[CheckMessage]:  # noqa: ARG001  as Django calls it
    return [Error(ELSEWHERE, id="accounts.E004")] if is_elsewhere() else []


def _differences(ruled: set[str], there: set[str]) -> Iterator[CheckMessage]:
    for name in sorted(there - ruled):
        yield Error(
            f"The route {name} has no policy line, so nobody may come in.",
            hint="Say in accounts/policy.toml which right it needs.",
            id="accounts.E001",
        )
    for name in sorted(ruled - there):
        yield Error(f"The policy speaks of a route {name}, which is not there.", id="accounts.E002")
