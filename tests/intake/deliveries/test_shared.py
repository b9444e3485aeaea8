"""What officials really have comes in through the page as it does by command: the real files, handed in and stored."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from communities.models import Community, HouseholdCount
from facilities.models import Facility
from intake.models import Delivery, RowIssue
from tests.factories import make_worker
from tests.intake.deliveries.conftest import Work
from tests.intake.shared import SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.django_db]
HandIn = Callable[..., Delivery]
HAIDIAN = SHARED / "demo_beijing_haidian"


@pytest.fixture
def by_page(db: None, tmp_path: Path, settings: Settings, work: Work) -> HandIn:
    """Hand a file in as somebody who may write everywhere, and store it, or its good rows."""
    settings.MEDIA_ROOT = tmp_path / "files"
    client = Client()
    client.force_login(make_worker("chief", None))

    def handed(path: Path, rows: str = "", **said: Any) -> Delivery:
        given = SimpleUploadedFile(path.name, path.read_bytes())
        response = client.post("/imports/new/", {"given": given, **said})
        assert response.status_code == 302, response.content
        here = response.headers["Location"]
        work()
        client.post(f"{here}store/", {"rows": rows})
        work()
        assert client.get(here).status_code == 200
        return Delivery.objects.get(pk=int(here.split("/")[2]))

    return handed


def _said(delivery: Delivery) -> set[str]:
    return set(RowIssue.objects.filter(batch__delivery=delivery).values_list("code", flat=True))


def test_the_district_and_its_map(by_page: HandIn) -> None:
    committees = by_page(HAIDIAN / "committees_haidian_2023.csv")
    assert (committees.state, Community.objects.count()) == ("stored", 601)
    features = by_page(HAIDIAN / "facilities_osm_xueyuanlu.geojson")
    assert (features.state, Facility.objects.count()) == ("stored", 117)
    extract = by_page(HAIDIAN / "osm_xueyuanlu_2026-03.osm")
    assert (extract.state, extract.batches.get().unchanged) == ("stored", 104)


def test_the_messy_compounds_come_in_but_for_those_that_stand_nowhere(by_page: HandIn) -> None:
    by_page(HAIDIAN / "committees_haidian_2023.csv")
    compounds = by_page(SHARED / "messy" / "compounds_haidian_gb18030_bd09.csv", rows="good")
    (batch,) = compounds.batches.all()
    assert (compounds.state, batch.created + batch.left_out) == ("stored", 860)
    assert batch.left_out == batch.waiting.count() > 0


@pytest.mark.national
def test_the_nation(by_page: HandIn) -> None:
    """As a page hands it in; how it looks while it runs is in test_worker.py."""
    national = SHARED / "national"
    assert by_page(national / "committees_2023_cn.csv.gz").state == "stored"
    assert Community.objects.count() == 127_336
    assert by_page(national / "divisions_2023_cn.csv.gz").state == "stored"
    assert by_page(SHARED / "synthetic_fill" / "households_SYNTHETIC_2023.csv.gz", day="2023-12-31").state == "stored"
    assert HouseholdCount.objects.filter(source__provenance="synthetic").count() == 116_027
    older = by_page(national / "committees_2016_cn.csv.gz")
    assert older.state == "stored"
    assert _said(older)


def test_points_of_a_map_without_a_place_wait(by_page: HandIn) -> None:
    points = by_page(SHARED / "messy" / "osm_points_ogr_hstore.csv")
    (batch,) = points.batches.all()
    assert (points.state, batch.kind, batch.created) == ("stored", "facilities", 0)
    assert batch.waiting.count() == batch.waiting_number == 15
