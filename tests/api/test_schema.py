"""The OpenAPI document: as it was agreed, without a warning, and true of the answers.

After a change that is meant: .venv/bin/python manage.py spectacular --validate --fail-on-warn --file tests/api/schema.yaml
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # publishes no types
from pytest_django import Settings

from assessments.models import Round
from communities.models import Act, Community
from intake.models import Batch, Delivery, RowIssue
from pilots.services.applying import apply_plan
from pilots.services.funding import set_funding
from pilots.services.milestones import add_milestone
from tests.audit.writing import write_facility
from tests.factories import WORKER, Territory, make_round, make_worker
from tests.factories.communities import DAY
from tests.factories.plans import line_row, plan_row
from tests.factories.practices import make_pilot, make_published

SNAPSHOT = Path(__file__).with_name("schema.yaml")
METHODS = {"get", "post", "put", "patch", "delete"}
DOCUMENTED = ("400", "401", "403", "404", "405", "406", "429", "500")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made: dict[str, Any] = yaml.load(SNAPSHOT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)  # safe, and in C
    return made


def test_the_document_is_as_agreed(tmp_path: Path) -> None:
    made = tmp_path / "schema.yaml"
    with override(settings.LANGUAGE_CODE):  # whatever a test before this one has spoken
        call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(made))
    assert made.read_text(encoding="utf-8") == SNAPSHOT.read_text(encoding="utf-8")


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert not re.search(r"^\s*nullable:", SNAPSHOT.read_text(encoding="utf-8"), re.MULTILINE)


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, found) for path, item in document["paths"].items() for method, found in item.items() if method in METHODS
    ]


def test_every_operation_names_its_problems_and_describes_itself(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        assert operation["responses"].keys() >= set(DOCUMENTED), (path, method)
        problem = operation["responses"]["404"]["content"]["application/problem+json"]["schema"]
        assert problem == {"$ref": "#/components/schemas/ProblemDocument"}
        assert operation["description"], (path, method)
        assert all(parameter["description"] for parameter in operation["parameters"]), (path, method)


@pytest.fixture
def one(territory: Territory, settings: Settings) -> Round:
    settings.OPEN_READING = True
    return make_round(territory.city)


def test_answers_are_as_the_document_says(document: dict[str, Any], one: Round, client: Client) -> None:
    client.force_login(make_worker("somebody", None, *WORKER, "auditor"))
    make_delivery(one.pk)
    write_facility("F-on-record", None)
    plan = plan_row(one, one.division)
    line_row(plan, there := Community.objects.get(code="900101001001"))
    (project,) = apply_plan(by=None, plan=plan)
    set_funding(by=None, project=project, version=1, sources={"city": (1, None, None)})
    add_milestone(by=None, project=project, name="节点", due_on=DAY)
    practice = make_published(make_pilot(there, there.division))
    values = {"id": one.pk, "round": one.pk, "rule": "N48-FAC-04", "plan": plan.pk}
    places = {"/divisions/": "900101", "/facilities/": facility_code(client)}
    places |= {"/packs/": "cn-xj-changji", "/rules/": "N48-FAC-04"}
    for path, method, operation in operations(document):
        if method == "get":
            place = next((code for part, code in places.items() if part in path), "900101001001")
            needed = [each for each in operation["parameters"] if each["in"] == "query" and each.get("required")]
            asked = {each["name"]: (each["schema"].get("enum") or each["schema"]["examples"])[0] for each in needed}
            key: dict[str, Any] = {"id": Act.objects.latest("pk").pk} if "/acts/" in path else {}
            key |= {"id": plan.pk} if "/plans/" in path else {"id": project.pk} if "/projects/" in path else {}
            key |= {"id": practice.pk} if "/practices/" in path else {}
            key |= {"kind": "community", "id": community_key()} if "/entries/" in path else {}
            response = client.get(address := path.format(**values | key, code=place), asked)
            assert response.status_code == 200, (address, response.content)
            conforms(document, operation, "200", "application/json", response.json())
    problem = client.get("/api/v1/gaps/?x=1")
    conforms(document, document["paths"]["/api/v1/gaps/"]["get"], "400", "application/problem+json", problem.json())


def community_key() -> int:
    return Community.objects.get(code="900101001001").pk


def make_delivery(key: int) -> None:
    """One with a table and a problem, stopped by a fault."""
    delivery = Delivery.objects.create(pk=key, state="failed", fault="delivery_fault")
    batch = Batch.objects.create(delivery=delivery, file_name="a.csv", kind="households", state="checked", errors=1)
    RowIssue.objects.create(batch=batch, code="negative", row=2, column="户数", value="-1")


def facility_code(client: Client) -> str:
    return str(client.get("/api/v1/facilities/").json()["results"][0]["code"])


def conforms(document: dict[str, Any], operation: dict[str, Any], status: str, media: str, answer: Any) -> None:
    schema = operation["responses"][status]["content"][media]["schema"]
    validator = Draft202012Validator({**schema, "components": document["components"]})
    assert [error.message for error in validator.iter_errors(answer)] == []
    assert_nothing_more(schema, document, answer)


def assert_nothing_more(schema: dict[str, Any], document: dict[str, Any], answer: Any) -> None:
    """No field is sent that the document does not know."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if isinstance(answer, dict) and "properties" in schema:
        assert answer.keys() <= schema["properties"].keys()
        for name, value in answer.items():
            assert_nothing_more(schema["properties"][name], document, value)
    if isinstance(answer, list):
        for value in answer:
            assert_nothing_more(schema.get("items", {}), document, value)


@pytest.mark.parametrize(
    ("form", "media"), [("json", "application/vnd.oai.openapi+json"), ("yaml", "application/vnd.oai.openapi")]
)
def test_the_document_is_served(form: str, media: str, client: Client, db: None) -> None:
    response = client.get(f"/api/schema/?format={form}")
    assert response["Content-Type"].startswith(media)
    assert yaml.safe_load(response.content)["openapi"].startswith("3.1")


def test_the_docs_need_no_other_host_and_no_inline_code(client: Client, db: None) -> None:
    page = client.get("/api/docs/").content.decode()
    assert not re.search(r"https?://", page)
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(sources) == 5
    for source in sources:
        response = client.get(source.replace("&amp;", "&"))
        assert response.status_code == 200, source
        response.close()


def test_a_generated_client_can_be_installed_and_sends_only_what_was_asked(document: dict[str, Any]) -> None:
    """Generators make a package of the title, and send every default: a file refuses the defaults of a page."""
    assert document["info"]["title"].isascii()
    for path, method, operation in operations(document):
        assert [found["name"] for found in operation["parameters"] if "default" in found["schema"]] == [], (path, method)


def test_reading_may_be_open_and_writing_never(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        assert ({} in operation["security"]) == (method == "get"), (path, method)
