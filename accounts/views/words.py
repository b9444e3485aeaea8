"""People, roles and grants in the reader's language."""

from django.utils.translation import gettext as _

from accounts.models import Grant, User
from accounts.policy import policy
from accounts.refusals import REFUSALS
from assessments.views.language import day_text, name_of, spoken
from communities.divisions import short_code
from communities.models import Division


def role_word(role: str) -> str:
    """A role that the table no longer knows goes by its code: the grant stays on record."""
    found = policy().roles.get(role)
    return spoken(found.words) if found else role


def right_word(right: str) -> str:
    found = policy().rights.get(right)
    return f"{spoken(found.words)} ({right})" if found else right


def place_word(division: Division | None) -> str:
    return f"{name_of(division)} {short_code(division.code)}" if division else _("everywhere")


def refusal_word(code: str) -> str:
    return f"{spoken(REFUSALS[code])} [{code}]"


def period_word(grant: Grant) -> str:
    end = day_text(grant.valid_to) or _("no end")
    return f"{day_text(grant.valid_from)} – {end}"


def giver_word(who: User | None) -> str:
    return str(who) if who else _("a command")
