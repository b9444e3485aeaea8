"""The accounts that somebody looks after."""

from django.db.models import Q, QuerySet

from accounts.models import Grant, User
from communities.scope import AreaScope
from communities.selectors import within


def people(scope: AreaScope) -> QuerySet[User]:
    """Those whose home lies in the scope, and those with a grant in it, whatever became of it."""
    rows = User.objects.select_related("home", "made_by").order_by("username")
    if scope.is_everywhere:
        return rows
    with_grant = within(Grant.objects.all(), scope, path="division__path").values("user")
    at_home = within(User.objects.all(), scope, path="home__path").values("pk")
    return rows.filter(Q(pk__in=at_home) | Q(pk__in=with_grant))


def one_of_people(scope: AreaScope, username: str) -> User | None:
    """None where there is nobody of this name, or nobody in the scope: the answer must be the same."""
    return people(scope).filter(username=username).first()
