"""The past of rounds, plans, deliveries, forms and sources, from their own pages."""

import pytest
from django.test import Client

from accounts.models import User
from assessments.services.freezing import freeze_round
from assessments.services.planning.ordering import cancel_plan
from communities.services import record_source
from intake.deliveries.receiving import cancel
from intake.filling.services import keep_form, place_fields
from intake.models import Delivery
from tests.api.reading import as_person
from tests.audit.conftest import Read
from tests.factories import Territory, make_facility, make_round, make_user, make_worker
from tests.filling.making import ledger, ledger_places
from tests.plans.conftest import ordered

pytestmark = pytest.mark.django_db


def things(territory: Territory, by: User) -> dict[str, tuple[str, str]]:
    """Kind -> the page of one, and its past; each has been written."""
    one = make_round(territory.city, by=by)
    freeze_round(by=by, pk=one.pk)
    delivery = Delivery.objects.create(brought_by=by, division=territory.city, state="waiting")
    cancel(by=by, delivery=delivery.pk)
    form = keep_form(by=by, division=territory.city, file_name="form.xlsx", content=ledger())
    place_fields(by=by, form=form, version=form.version, placements=ledger_places(), language="zh", says_unknown=True)
    source = record_source(by=by, name="another register", provenance="recorded")
    make_facility(territory.own[0], source=source)
    plan = ordered(by, one)
    cancel_plan(by=by, plan=plan)
    keys = {"round": one.pk, "plan": plan.pk, "delivery": delivery.pk, "form": form.pk, "source": source.pk}
    pages = {"round": "rounds", "plan": "plans", "delivery": "imports", "form": "fill", "source": "sources"}
    return {kind: (f"/{pages[kind]}/{key}/", f"/record/{kind}/{key}/") for kind, key in keys.items()}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_page_leads_to_who_wrote_what(territory: Territory, planner: User, read: Read, language: str) -> None:
    said = {
        "round": "frozen at",
        "plan": "asked to stop",
        "delivery": "asked to stop",
        "form": "version",
        "source": "another register",
    }
    for kind, (page, past) in things(territory, planner).items():
        assert f'href="{past}"' in read(planner, page, language), kind
        told = read(planner, past, language)
        assert "planner" in told, kind
        assert said[kind] in told or language != "en", kind


def test_three_people(territory: Territory, planner: User, stranger: User) -> None:
    """Who works in the city; an official of a part of it, to whom the past of wider things is not told; the stranger."""
    part = make_worker("part", territory.own[0].division, "official")
    reader = make_worker("reader", territory.city, "viewer")
    for kind, (_page, past) in things(territory, planner).items():
        assert as_person(planner).get(past).status_code == 200, kind
        assert as_person(part).get(past).status_code == (200 if kind == "source" else 404), kind
        assert as_person(reader).get(past).status_code == 403, kind
        assert as_person(stranger).get(past).status_code == 403, kind
        assert Client().get(past).status_code == 302, kind
    away = make_user("away")
    assert as_person(make_worker("far", territory.far.division, "official")).get(past).status_code == 404
    assert as_person(away).get("/record/round/1/").status_code == 403
    assert as_person(planner).get("/record/nothing/1/").status_code == 404


def test_a_page_of_a_wider_thing_offers_no_way_to_its_past(territory: Territory, planner: User, read: Read) -> None:
    part = make_worker("part", territory.own[0].division, "official")
    page, past = things(territory, planner)["round"]
    assert past not in read(part, page)


def test_the_page_of_a_division_leads_to_its_past_where_that_is_told(territory: Territory, planner: User, read: Read) -> None:
    make_round(territory.city)
    own, above = territory.city.code, territory.province.code
    assert f'href="/history/division/{own}/"' in read(planner, f"/divisions/{own[:4]}/")
    assert "/history/division/" not in read(planner, f"/divisions/{above[:2]}/")
