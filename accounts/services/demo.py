"""Making the three people of the demo, and finding the one whose place somebody takes."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.demo import PEOPLE, DemoPerson
from accounts.models import User
from accounts.refusals import Refused
from accounts.services.granting import give_grant
from accounts.services.people import create_closed_to_passwords
from communities.divisions import full_code
from communities.models import Division


@transaction.atomic
def make_demo_people() -> list[User]:
    """Those who are not there yet, with what they hold. Raises Refused outside of the demo."""
    if not settings.DEMO:
        raise Refused("no_demo")
    return [_made(person) for person in PEOPLE]


def _made(person: DemoPerson) -> User:
    division = Division.objects.get(code=full_code(person.division))
    user = User.objects.filter(username=person.username).first()
    user = user or create_closed_to_passwords(username=person.username, home=division)
    if user.is_active:
        give_grant(
            by=None, user=user, role=person.role, division=division, valid_from=timezone.localdate(),
            reason="示例人员 / a ready person of the demo",
        )  # fmt: skip
    return user


def demo_user(username: str) -> User | None:
    """One of the three. None for anybody else, for whoever has a password, and for everybody outside of the demo."""
    if not settings.DEMO or username not in {person.username for person in PEOPLE}:
        return None
    found = User.objects.filter(username=username, is_active=True).first()
    return found if found and not found.has_usable_password() else None
