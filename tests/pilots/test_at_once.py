"""Many enrol into one district at the same moment: never more than the quota, and none half."""

import threading
from datetime import date

import pytest
from django.db import connections

from communities.models import Community
from communities.scope import AreaScope
from communities.sealing import verify
from pilots.models import Enrolment
from pilots.services.enrolling import enrol
from pilots.services.refusing import Refused
from tests.factories import make_community, make_division
from tests.factories.pilots import make_programme

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 9


def test_the_last_places_are_given_once() -> None:
    divisions = {code: make_division(code) for code in ("90", "9001", "900101", "900101001")}
    there = [make_community(f"900101001{n:03d}", f"社区{n}", division=divisions["900101001"]) for n in range(1, PEOPLE + 1)]
    programme, refused, faults = make_programme(divisions["90"]), list[str](), list[BaseException]()

    def join(one: Community) -> None:
        try:
            enrol(by=None, scope=AreaScope.everywhere(), programme=programme, communities=[one], on=date(2026, 3, 1))
        except Refused as wrong:
            refused.append(wrong.code)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=join, args=(one,)) for one in there]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert refused == ["quota_full"] * (PEOPLE - 5)
    assert Enrolment.objects.count() == 5
    assert verify() == (5, None)
