"""A programme is set up, and its terms are changed."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction

from assessments.services.rounds import path_of
from communities.acts import acting_beside
from communities.models import Act
from communities.noted import adding, altered
from communities.scope import AreaScope
from pilots.models import Enrolment, EnrolmentState, Programme
from pilots.programmes.kinds import is_in_reach, is_too_long
from pilots.programmes.law import quota_of
from pilots.programmes.units import unit_code
from pilots.services.refusing import Refused
from pilots.services.units import units_named

if TYPE_CHECKING:
    from accounts.models import User

TERMS: Final = ("name", "document", "starts_on", "ends_on", "baseline_on", "unit_level", "least", "most", "levels", "mechanism")


def set_up_programme(*, by: "User | None", scope: AreaScope, programme: Programme) -> Programme:
    """Store a programme of a place within ``scope``. Its quota is that of the notice where its kind has one.

    Raises Refused where it lies outside, for days that cannot be meant, or where another one there has its name.
    """
    programme.path, programme.made_by = path_of(programme.division), by
    if not scope.covers(programme.path):
        raise Refused("outside_mandate")
    _can_run(programme)
    _by_its_kind(programme)
    try:
        with transaction.atomic(), adding(by=by, verb="set_up_programme") as added:
            programme.save()
            added.append(programme)
    except IntegrityError:
        raise Refused("programme_named_so") from None
    return programme


def _can_run(programme: Programme) -> None:
    """Raises Refused for days from which nothing can be reckoned."""
    days = [day for day in (programme.starts_on, programme.ends_on, programme.baseline_on) if day]
    if not all(map(is_in_reach, days)) or is_too_long(programme.starts_on, programme.ends_on):
        raise Refused("days_out_of_reach")


def _by_its_kind(programme: Programme) -> None:
    """What its kind says is not for those who set it up to say."""
    kind = programme.of_kind
    if kind.has_law_quota:
        quota = quota_of(kind, programme.starts_on)
        programme.least, programme.most = quota.least, quota.most
    programme.document = kind.document or programme.document


def change_programme(*, by: "User | None", programme: Programme, terms: Mapping[str, Any]) -> Programme:
    """Other terms (some of TERMS). Raises Refused where the name is taken, for days that cannot be meant, or where the quota of
    other units would break.
    """
    for name in TERMS:
        setattr(programme, name, terms.get(name, getattr(programme, name)))
    _can_run(programme)
    _by_its_kind(programme)
    try:
        with transaction.atomic(), acting_beside(by=by, verb="change_programme") as act:
            Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
            with altered(act, programme):
                programme.save(update_fields=[*TERMS])
            _count_anew(programme, act)
    except IntegrityError:
        raise Refused("programme_named_so") from None
    return programme


def _count_anew(programme: Programme, act: Act) -> None:
    """Pilots stand under the units of the level that is now the programme's. Raises Refused where one has too many."""
    live = list(Enrolment.objects.filter(programme=programme, state=EnrolmentState.ENROLLED))
    codes = [unit_code(one.code, programme.unit) for one in live]
    if any(not programme.quota.has_room(number, 0) for number in Counter(codes).values()):
        raise Refused("quota_broken_by_terms")
    units = units_named(codes)
    moved = [one for one, code in zip(live, codes, strict=True) if one.unit_id != units[code].pk]
    if not moved:
        return
    with altered(act, *moved):
        for one in moved:
            one.unit = units[unit_code(one.code, programme.unit)]
        Enrolment.objects.bulk_update(moved, ["unit"])
