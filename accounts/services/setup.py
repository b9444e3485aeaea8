"""The first two people of an installation. There is no default account: without the code of its owner nobody makes them."""

from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.refusals import Refused
from accounts.services.granting import give_grant
from accounts.services.people import create_user
from accounts.setup_code import is_code
from communities.acts import acting_beside

_LOCK: Final = 4_811  # so that two who hold the code do not both go through
_REASON: Final = "首次设置 / first set-up"


def is_new() -> bool:
    """Whether nobody has an account yet. An account is closed and never deleted, so this is over for good once it is."""
    return not User.objects.exists()


@transaction.atomic
def set_up(*, code: str, system: str, manager: str) -> dict[str, str]:
    """A system administrator and a manager of everything, with these names. Name -> first password. Raises Refused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    if not is_new():
        raise Refused("setup_over")
    if not is_code(code, timezone.now()):
        raise Refused("setup_code")
    with acting_beside(by=None, verb="set_up"):
        return dict(_made(name, role) for name, role in ((system, "system"), (manager, "manager")))


def _made(name: str, role: str) -> tuple[str, str]:
    user, password = create_user(by=None, username=name, home=None)
    give_grant(by=None, user=user, role=role, division=None, valid_from=timezone.localdate(), reason=_REASON)
    return user.username, password
