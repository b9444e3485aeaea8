"""Quarterly returns."""

from django.db.models import QuerySet

from communities.models import Division
from communities.scope import AreaScope
from communities.selectors import within
from pilots.models import Correction, Enrolment, Programme, Return


def returns(scope: AreaScope) -> QuerySet[Return]:
    """Those of places that lie wholly in the scope, the newest quarter and revision first."""
    found = Return.objects.select_related("programme__division", "division", "first", "before", "now", "drawn_by", "frozen_by")
    found = found.defer("division__boundary")
    return within(found, scope).order_by("-year", "-quarter", "path", "-revision")


def one_return(scope: AreaScope, key: int) -> Return | None:
    return returns(scope).filter(pk=key).first()


def returns_holding(scope: AreaScope, one: Enrolment) -> QuerySet[Return]:
    """Those that name the pilot, the newest first; without what they say."""
    return returns(scope).filter(programme=one.programme_id, drawn__pilots__contains=[{"id": one.pk}]).defer("drawn")


def newest_of_quarters(scope: AreaScope, programme: Programme, division: Division) -> list[Return]:
    """Of each quarter the newest revision, frozen or not, in the order of time."""
    found = returns(scope).filter(programme=programme, division=division)
    newest = {(one.year, one.quarter): one for one in reversed(found)}
    return [newest[key] for key in sorted(newest)]


def corrections(of: Return) -> list[Correction]:
    """Those taken back among them."""
    return list(Correction.objects.filter(of=of).select_related("made_by", "withdrawn_by").order_by("row", "pk"))


def revision_before(of: Return) -> Return | None:
    same = Return.objects.filter(programme=of.programme, division=of.division, year=of.year, quarter=of.quarter)
    return same.filter(revision=of.revision - 1).first()
