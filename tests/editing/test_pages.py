"""The pages of the register, as a clerk uses them, and as others do not."""

import pytest
from django.test import Client

from accounts.models import User
from communities.models import Act, Compound
from facilities.models import Facility
from intake.editing.kinds import ENTRY_KINDS
from tests.editing.conftest import Kept, form_of, logged_in
from tests.factories import Territory, make_grant, make_source, make_user, make_worker
from tests.intake.test_tripwire import identity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_register_shows_every_kind_and_every_item(kept: Kept, clerk: User, language: str) -> None:
    client = logged_in(clerk, language)
    listed = client.get("/register/").content.decode()
    assert f"/register/{kept.community.code}/" in listed
    page = client.get(f"/register/{kept.community.code}/").content.decode()
    for kind in ENTRY_KINDS:
        assert f'id="{kind}"' in page
        assert kept.href(kind) in page


def test_a_clerk_finds_a_community_by_its_name(kept: Kept, clerk: User) -> None:
    found = logged_in(clerk).get("/register/", {"search": kept.community.name}).content.decode()
    assert found.count("/register/9001") == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", list(ENTRY_KINDS))
def test_every_form_opens_and_sent_back_as_it_is_changes_nothing(kind: str, kept: Kept, clerk: User, language: str) -> None:
    from intake.editing.entries import entries_of

    client, acts = logged_in(clerk, language), Act.objects.count()
    one = entries_of(ENTRY_KINDS[kind], kept.community, "zh" if language == "zh-hans" else "en")[0]
    page = client.get(kept.href(kind))
    assert page.status_code == 200
    assert f'value="{one.version}"' in page.content.decode()
    sent = client.post(kept.href(kind), form_of(one))
    assert sent.status_code == 302
    assert Act.objects.count() == acts


def test_an_edit_says_why_and_returns_to_the_register(kept: Kept, clerk: User) -> None:
    one = kept.one("compound")
    sent = logged_in(clerk).post(kept.href("compound"), form_of(one, households="801") | {"why": "recounted"})
    assert sent.headers["Location"] == f"/register/{kept.community.code}/#compound"
    act = Act.objects.first()
    assert act is not None
    assert (act.why, act.via, Compound.objects.get().households) == ("recounted", "page", 801)


def test_a_reason_keeps_no_number_of_a_person_whichever_way_it_comes(kept: Kept, clerk: User) -> None:
    number, client = identity(123), logged_in(clerk)
    client.post(kept.href("compound"), form_of(kept.one("compound"), households="801") | {"why": f"said by {number}\0"})
    client.post(kept.href("compound"), form_of(kept.one("compound"), households="802"), headers={"Change-Reason": number})
    assert [act.why for act in Act.objects.order_by("pk")] == ["said by ***", "***"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_invented_row_is_shown_as_such_wherever_it_is_shown(
    kept: Kept, clerk: User, territory: Territory, language: str
) -> None:
    make_grant(clerk, territory.city, "official")
    auditor = make_worker("auditor", None, "auditor")
    client, href = logged_in(clerk, language), kept.href("compound")
    assert "data-provenance" not in client.get(href).content.decode()
    Compound.objects.update(source=make_source("made up", provenance="synthetic"))
    assert client.post(href, form_of(kept.one("compound"), households="801")).status_code == 302
    register, act = f"/register/{kept.community.code}/", Act.objects.latest("pk")
    for address in (register, href, f"{href}remove/", f"/history/community/{kept.community.code}/", "/history/compound/C-1/"):
        assert 'data-provenance="synthetic"' in client.get(address).content.decode(), address
    assert 'data-provenance="synthetic"' in logged_in(auditor, language).get(f"/audit/{act.pk}/").content.decode()


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_is_kept(kept: Kept, clerk: User) -> None:
    sent = logged_in(clerk).post(kept.href("facility"), form_of(kept.one("facility"), activity_area="900", evidence="seen"))
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "activity_above_floor" in page
    assert 'value="900"' in page
    assert 'value="seen"' in page


def test_whoever_is_slower_sees_both_versions_and_may_still_decide(kept: Kept, clerk: User, territory: Territory) -> None:
    one, href = kept.one("compound"), kept.href("compound")
    other = make_user("other")
    make_grant(other, territory.city, "clerk")
    assert logged_in(other).post(href, form_of(one, households="810")).status_code == 302
    slower = logged_in(clerk).post(href, form_of(one, households="820"))
    page = slower.content.decode()
    assert slower.status_code == 409
    assert "<td" in page
    assert "810" in page
    assert "820" in page
    assert Compound.objects.get().households == 810
    now = form_of(one, households="820") | {"version": kept.one("compound").version}
    assert logged_in(clerk).post(href, now).status_code == 302
    assert Compound.objects.get().households == 820


def test_a_new_facility_is_one_however_often_the_form_is_sent(kept: Kept, clerk: User) -> None:
    client, href = logged_in(clerk), f"/register/{kept.community.code}/facility/new/"
    code = client.get(href).content.decode().split('name="cell-facility_code" value="')[1].split('"')[0]
    form = {
        "cell-facility_type": "nursery",
        "cell-facility_code": code,
        "cell-facility_name": "新托育",
        "provenance": "recorded",
    }
    for _ in range(2):
        assert client.post(href, form).status_code == 302
    assert Facility.objects.get(code=code).community == kept.community
    other = form | {"cell-facility_name": "别的"}
    assert client.post(href, other).status_code == 409


def test_removing_is_asked_once_more_and_may_be_sent_twice(kept: Kept, clerk: User) -> None:
    client, one, href = logged_in(clerk), kept.one("compound"), f"{kept.href('compound')}remove/"
    assert client.get(href).status_code == 200
    assert client.post(href, {"version": "0"}).status_code == 409
    for _ in range(2):
        assert client.post(href, {"version": one.version}).status_code == 302
    assert not Compound.objects.exists()


def routes(kept: Kept) -> list[str]:
    one = f"/register/{kept.community.code}/"
    return [one, kept.href("facility"), f"{kept.href('facility')}remove/", f"{one}facility/new/", f"{one}answer/new/?item=none"]


def test_three_people(kept: Kept, clerk: User, territory: Territory, stranger: User) -> None:
    """The clerk of the city, a clerk of elsewhere, and somebody who only reads the city; the stranger is told nothing."""
    away, reader = make_user("away"), make_user("reader")
    make_grant(away, territory.near.division, "clerk")
    make_grant(reader, territory.city, "viewer")
    for address in routes(kept)[:4]:
        assert logged_in(clerk).get(address).status_code == 200, address
        assert logged_in(away).get(address).status_code == 404, address
        assert logged_in(reader).get(address).status_code == 403, address
        assert logged_in(stranger).get(address).status_code == 403, address
        assert Client().get(address).status_code == 302, address
    assert logged_in(clerk).get(routes(kept)[4]).status_code == 404
    posted = form_of(kept.one("facility"), capacity="1")
    for who, status in ((away, 404), (reader, 403), (stranger, 403)):
        assert logged_in(who).post(kept.href("facility"), posted).status_code == status
    assert Facility.objects.get(community=kept.community).capacity is None


def test_an_entry_of_another_community_is_not_there(kept: Kept, clerk: User, territory: Territory) -> None:
    one = kept.one("facility")
    assert logged_in(clerk).get(f"/register/{territory.own[1].code}/facility/{one.pk}/").status_code == 404
    assert logged_in(clerk).get(f"/register/{kept.community.code}/nothing/{one.pk}/").status_code == 404
