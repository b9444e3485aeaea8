"""The pages of the walk, with what a clerk does on them."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from intake.models import Delivery
from tests.intake.deliveries.conftest import HandIn, Work
from tests.intake.making import FIRST, SECOND, THIRD

TEXT = f"社区代码,户数,统计日期\n{FIRST},500,2024-12-31\n{SECOND},many,2024-12-31\n"
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)


def _page(browser: Client, address: str, **options: Any) -> str:
    response = browser.get(address, **options)
    assert response.status_code == 200, address
    text = response.content.decode()
    assert INLINE.search(text) is None
    return text


def _post(browser: Client, address: str, **posted: Any) -> str:
    """Where the answer leads."""
    response = browser.post(address, posted)
    assert response.status_code == 302, (address, response.content[:300])
    return str(response.headers["Location"])


def test_from_the_file_to_the_undoing(browser: Client, work: Work) -> None:
    file = SimpleUploadedFile("street.csv", TEXT.encode())
    here = _post(browser, "/imports/new/", given=file, division="900101", source_name="street register")
    waiting = _page(browser, here)
    assert "waiting for its turn" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    fragment = _page(browser, here, headers={"HX-Request": "true"})
    assert "<html" not in fragment
    assert fragment.strip().startswith('<div id="delivery"')
    work()
    text = _page(browser, here)
    assert "hx-trigger" not in text
    for said in ("There are errors", "This is not a number.", "Row 3", "many", "What would change", "households: 500"):
        assert said in text, said
    assert browser.get(f"{here}annotated.xlsx").getvalue()[:2] == b"PK"
    _post(browser, f"{here}store/")
    assert "not all of it can be stored" in _page(browser, here)
    _post(browser, f"{here}store/", rows="good")
    work()
    assert "Rows left out because of errors: 1." in _page(browser, here)
    assert "Nothing that came later rests on it." in _page(browser, f"{here}undo/")
    _post(browser, f"{here}undo/")
    work()
    assert "is as it was before" in _page(browser, here)
    assert "It is not stored, so there is nothing to undo." in _page(browser, f"{here}undo/")
    listed = _page(browser, "/imports/")
    assert "street.csv" in listed
    assert "undone" in listed


def test_what_came_later_is_listed_where_it_cannot_be_undone(browser: Client, hand_in: HandIn, work: Work) -> None:
    first = hand_in({"a.csv": f"社区代码,户数,统计日期\n{FIRST},500,2024-12-31\n"})
    work()
    _post(browser, f"/imports/{first.pk}/store/")
    work()
    second = hand_in({"b.csv": f"社区代码,户数,统计日期\n{FIRST},501,2024-12-31\n"})
    work()
    _post(browser, f"/imports/{second.pk}/store/")
    work()
    text = _page(browser, f"/imports/{first.pk}/undo/")
    assert "It cannot be undone now" in text
    assert f'href="/imports/{second.pk}/"' in text
    _post(browser, f"/imports/{first.pk}/undo/")
    work()
    assert "Later data rests on this import" in _page(browser, f"/imports/{first.pk}/")
    assert Delivery.objects.get(pk=first.pk).state == "stored"


def test_columns_are_shown_corrected_and_kept(browser: Client, hand_in: HandIn, work: Work) -> None:
    delivery = hand_in({"a.csv": f"社区代码,家庭总量,户数,统计日期\n{FIRST},500,x,2024-12-31\n"}, source_name="street register")
    work()
    address = f"/imports/{delivery.pk}/tables/{delivery.batches.get().pk}/"
    text = _page(browser, address)
    assert "Not known, and not read." in text
    assert "street register" in text
    said = {"kind": "households", "column-0": "code", "column-1": "households", "column-2": "", "column-3": "counted_on"}
    _post(browser, address, **said)
    work()
    (batch,) = Delivery.objects.get(pk=delivery.pk).batches.all()
    assert (batch.errors, batch.created) == (0, 1)
    assert "As you said before." in _page(browser, f"/imports/{delivery.pk}/tables/{batch.pk}/")


@pytest.mark.parametrize("posted", [{}, {"kind": "nothing"}, {"kind": "households", "column-0": "no_such_column"}])
def test_nonsense_about_columns_does_no_harm(posted: dict[str, str], browser: Client, hand_in: HandIn, work: Work) -> None:
    delivery = hand_in({"a.csv": TEXT})
    work()
    _post(browser, f"/imports/{delivery.pk}/tables/{delivery.batches.get().pk}/", **posted)
    work()
    assert Delivery.objects.get(pk=delivery.pk).batches.get().headings[0]["key"] == "code"


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"division": "900101"}, "This field is required"),
        ({"given": "x", "division": ""}, "There is no such division"),
        ({"given": "x", "division": "900101", "day": "2999-01-01"}, "This day lies in the future"),
        ({"given": "x", "division": "900101", "provenance": "true"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_the_form_is_said(posted: dict[str, str], said: str, browser: Client) -> None:
    given: dict[str, Any] = dict(posted)
    if "given" in given:
        given["given"] = SimpleUploadedFile("a.csv", TEXT.encode())
    response = browser.post("/imports/new/", given)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Delivery.objects.exclude(brought_by=None).exists()


def test_too_many_files_and_too_large_ones(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [SimpleUploadedFile(f"{number}.csv", TEXT.encode()) for number in range(21)]
    assert "At most 20 files" in browser.post("/imports/new/", {"given": many, "division": "900101"}).content.decode()
    monkeypatch.setattr("intake.upload_form.MAX_FILE_BYTES", 10)
    one = SimpleUploadedFile("a.csv", TEXT.encode())
    assert "a.csv is too large" in browser.post("/imports/new/", {"given": one, "division": "900101"}).content.decode()
    monkeypatch.setattr("intake.upload_limit.MAX_REQUEST_BYTES", 10)
    one = SimpleUploadedFile("a.csv", TEXT.encode())
    assert browser.post("/imports/new/", {"given": one, "division": "900101"}).status_code == 400


def test_names_of_files_cannot_lead_elsewhere(browser: Client, work: Work, settings: Settings) -> None:
    names = ("../../etc/passwd.csv", "C:\\x\\y.csv", "a\x00b.csv", "名" * 200 + ".csv", "y.csv")
    given = [SimpleUploadedFile("a.csv", TEXT.encode()) for _ in names]
    for file, name in zip(given, names, strict=True):
        file._name = name  # type: ignore[attr-defined]  # past Django's own cleaning
    _post(browser, "/imports/new/", given=given, division="900101")
    kept = list(Delivery.objects.exclude(brought_by=None).get().files.all())
    assert all("/" not in file.name and "\\" not in file.name and len(file.name.encode()) <= 200 for file in kept)
    assert len({file.name for file in kept}) == len(names)
    assert all(str(settings.MEDIA_ROOT) in file.content.path for file in kept)
    work()
    assert Delivery.objects.exclude(brought_by=None).get().state == "checked"


KNOWN = re.compile(r"(?i)csv|excel|geo|shapefile|openstreetmap|wgs|cgcs|gcj|bd-|mib| b\b|many|not_a_number|clerk|[a-z_]*\.csv")


def test_pages_in_chinese_hold_no_english(clerk: User, hand_in: HandIn, work: Work) -> None:
    delivery = hand_in({"a.csv": TEXT})
    work()
    client = Client()
    client.force_login(clerk)
    batch = delivery.batches.get().pk
    for address in ("/imports/", "/imports/new/", f"/imports/{delivery.pk}/", f"/imports/{delivery.pk}/tables/{batch}/"):
        main = _page(client, address).split('tabindex="-1">')[1].split("</main>")[0]
        words = re.findall(r"[A-Za-z]{2,}", KNOWN.sub(" ", re.sub(r"<[^>]+>", " ", main)))
        assert words in ([], ["Package"], ["JSON", "Package"]), (address, words)


def test_the_number_of_queries_does_not_grow(browser: Client, hand_in: HandIn, work: Work) -> None:
    numbers = []
    for rows in (1, 40):
        lines = "".join(f"{code},x{row},2024-12-{row % 28 + 1}\n" for row in range(rows) for code in (FIRST, SECOND, THIRD))
        delivery = hand_in({"a.csv": f"社区代码,户数,统计日期\n{lines}"})
        work()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            _page(browser, f"/imports/{delivery.pk}/")
            _page(browser, f"/imports/{delivery.pk}/problems/")
            _page(browser, "/imports/")
            browser.get("/api/v1/imports/")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 45
