"""Entries through the API: read with a version, written under it."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from communities.models import Act, Compound
from facilities.models import Facility
from tests.api.reading import as_person, is_problem
from tests.editing.conftest import Kept
from tests.factories import Territory, make_grant, make_user

pytestmark = pytest.mark.django_db
JSON = "application/json"


def address(kept: Kept, kind: str) -> str:
    return f"/api/v1/communities/{kept.community.code}/entries/{kind}/"


def one(kept: Kept, kind: str) -> str:
    return f"{address(kept, kind)}{kept.one(kind).pk}/"


def patch(client: Client, href: str, etag: str, **cells: str) -> Any:
    return client.patch(href, {"cells": cells}, content_type=JSON, headers={"If-Match": etag} if etag else {})


@pytest.mark.parametrize("kind", ["community", "count", "people", "compound", "facility", "premises", "answer", "declaration"])
def test_every_kind_is_listed_and_read_with_its_version(kind: str, kept: Kept, clerk: User) -> None:
    client = as_person(clerk)
    (row, *_) = client.get(address(kept, kind)).json()["results"]
    answer = client.get(row["url"])
    assert answer.json() == row
    assert answer["ETag"] == f'"{row["version"]}"'
    assert client.get(row["url"], headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_an_edit_needs_the_version_and_gives_the_next(kept: Kept, clerk: User) -> None:
    client, href = as_person(clerk), one(kept, "compound")
    etag = client.get(href)["ETag"]
    for named in ("", "*", '"a", "b"'):
        is_problem(patch(client, href, named, households="801"), 428, "precondition_required")
    answer = client.patch(
        href, {"cells": {"households": "801"}}, content_type=JSON, headers={"If-Match": etag, "Change-Reason": "recounted"}
    )
    assert answer.status_code == 200
    assert answer["ETag"] != etag
    assert answer.json()["cells"]["households"] == "801"
    assert answer.json()["cells"]["built_year"] == "1998"  # not named, so as it was
    act = Act.objects.first()
    assert act is not None
    assert (act.verb, act.via, act.why, act.request) == ("edit_compound", "api", "recounted", answer["X-Request-ID"])


def test_whoever_is_slower_is_told_both_versions(kept: Kept, clerk: User) -> None:
    client, href = as_person(clerk), one(kept, "compound")
    etag = client.get(href)["ETag"]
    now = patch(client, href, etag, households="801")["ETag"]
    document = is_problem(patch(client, href, etag, households="802", compound_name="示例小区"), 412, "precondition_failed")
    (error,) = document["errors"]
    assert (error["pointer"], error["now"], error["wanted"]) == ("/cells/households", "801", "802")
    assert f'"{error["version"]}"' == now
    assert patch(client, href, etag, households="801").status_code == 200  # sent again by whoever wrote it
    assert patch(client, href, now, households="802").status_code == 200
    assert Compound.objects.get().households == 802


def test_what_is_wrong_names_the_cell(kept: Kept, clerk: User) -> None:
    client, href = as_person(clerk), one(kept, "facility")
    etag = client.get(href)["ETag"]
    document = is_problem(patch(client, href, etag, activity_area="900"), 400, "invalid_body")
    assert [(error["pointer"], error["code"]) for error in document["errors"]] == [
        ("/cells/activity_area", "activity_above_floor")
    ]
    document = is_problem(patch(client, href, etag, colour="red"), 400, "invalid_body")
    assert document["errors"][0]["code"] == "unknown_column"
    for body in ("{}", '{"cells": 1}', '{"cells": {"name": {"a": 1}}}', '{"cells": {}, "provenance": "real"}'):
        is_problem(client.patch(href, body, content_type=JSON, headers={"If-Match": etag}), 400, "invalid_body")


def test_an_entry_is_added_once_and_removed_under_its_version(kept: Kept, clerk: User) -> None:
    client, body = as_person(clerk), {"cells": {"facility_type": "nursery", "facility_code": "F-9", "facility_name": "托育"}}
    made = client.post(address(kept, "facility"), body, content_type=JSON)
    assert made.status_code == 201
    assert client.get(made["Location"]).json() == made.json()
    again = client.post(address(kept, "facility"), body, content_type=JSON)
    assert (again.status_code, again.json()) == (200, made.json())
    other = {"cells": body["cells"] | {"facility_name": "x"}}
    is_problem(client.post(address(kept, "facility"), other, content_type=JSON), 409, "conflict")
    is_problem(client.delete(made["Location"]), 428, "precondition_required")
    is_problem(client.delete(made["Location"], headers={"If-Match": '"0"'}), 412, "precondition_failed")
    assert client.delete(made["Location"], headers={"If-Match": made["ETag"]}).status_code == 204
    is_problem(client.get(made["Location"]), 404, "not_found")
    assert not Facility.objects.filter(code="F-9").exists()


def test_a_community_is_neither_added_nor_removed_here(kept: Kept, clerk: User) -> None:
    client, href = as_person(clerk), one(kept, "community")
    is_problem(client.post(address(kept, "community"), {"cells": {"name": "x"}}, content_type=JSON), 405, "method_not_allowed")
    is_problem(client.delete(href, headers={"If-Match": client.get(href)["ETag"]}), 405, "method_not_allowed")


def test_three_people(kept: Kept, clerk: User, territory: Territory, stranger: User) -> None:
    away, reader = make_user("away"), make_user("reader")
    make_grant(away, territory.near.division, "clerk")
    make_grant(reader, territory.city, "viewer")
    href, body = one(kept, "facility"), {"cells": {"facility_type": "nursery", "facility_code": "F-9"}}
    etag = as_person(clerk).get(href)["ETag"]
    asked = (
        lambda who: as_person(who).get(href),
        lambda who: as_person(who).get(address(kept, "facility")),
        lambda who: patch(as_person(who), href, etag, capacity="1"),
        lambda who: as_person(who).delete(href, headers={"If-Match": etag}),
        lambda who: as_person(who).post(address(kept, "facility"), body, content_type=JSON),
    )
    for ask in asked:
        is_problem(ask(away), 404, "not_found")
        is_problem(ask(reader), 403, "forbidden")
        is_problem(ask(stranger), 403, "forbidden")
        is_problem(ask(None), 401, "not_authenticated")
    assert Facility.objects.get(community=kept.community).capacity is None
