"""A word that stands nowhere else, in every text of everything that lies where the people of the city may not look."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

from django.apps import apps
from django.db import connection, models

from accounts.models import ApiToken, Grant
from assessments.models import IssuedDocument
from communities.models import Act, Change, Compound
from intake.models import ColumnHabit, DeliveredFile
from pilots.models import KeyProject, ProgressNote, ReviewStep
from tests.factories import make_facility
from tests.factories.communities import DAY
from tests.factories.people import LONG_AGO
from tests.factories.pilots import DRAWN
from tests.factories.plans import ACCOUNT, CLOSED, COST, LEFT, OUTCOME, PRICE, TOLD, WISHES
from tests.gate.country import Estate

ISSUED = {"kind": "gaps", "of": {}, "sums": {}, "lines": {}, "rows": {}}
INSTEAD = {"way": "lease", "facility": "", "yuan": 1, "closes": 1, "worth": 1}
APPS = ("accounts", "intake", "pilots", "assessments", "facilities", "communities")
HIDDEN = ("sibling", "twin", "foreign")
CANARY = "canary-"

NOT_OF_A_PLACE: Mapping[str, str] = {
    "accounts.User.password": "a hash, which no page reads",
    "accounts.User.past_passwords": "hashes, as well",
    "assessments.Round.software": "the version of the program",
    "assessments.PlannedRemedy.closes": "codes of communities and rules: codes are looked for as such",
    "pilots.KeyProject.closes": "codes of communities and rules, as well",
    "assessments.RemedyPlan.software": "the version of the program",
    "assessments.Round.packs": "names of the rule book, which is for everybody",
    "assessments.Round.asked_packs": "names of the rule book, which is for everybody",
    "assessments.IssuedDocument.software": "the version of the program",
    "communities.Community.kind": "one word of three",
    "pilots.Practice.rests_on": "keys, codes and figures; its other texts are secret until it is published",
    "assessments.Price.source": "a price is no secret of a place: whoever reads the price book reads all of it",
}
"""Texts that are no secret of a place, or no text."""


def text_columns() -> set[str]:
    """``app.Model.field`` of everything that holds words: not codes (compared byte by byte), and no choice of a list."""
    return {f"{model._meta.label}.{field.name}" for model in _models() for field in _texts(model)}


def _models() -> Iterator[type[models.Model]]:
    for app in APPS:
        yield from (model for model in apps.get_app_config(app).get_models() if model._meta.managed)


def _texts(model: type[models.Model]) -> "Iterator[models.Field[Any, Any]]":
    for field in model._meta.get_fields():
        is_text = isinstance(field, (models.CharField, models.TextField, models.JSONField)) and not field.choices
        if is_text and getattr(field, "db_collation", None) != "C" and not isinstance(field, models.FileField):
            yield field  # type: ignore[misc]  # a field with a column, as the test above says


def plant(country: Mapping[str, Estate]) -> dict[str, str]:
    """Word -> ``app.Model.field`` where it was planted."""
    planted: dict[str, str] = {}
    for row in _everything(country):
        values = {}
        for field in _texts(type(row)):
            label = f"{type(row)._meta.label}.{field.name}"
            if label not in NOT_OF_A_PLACE and not _must_be_empty(row, field.name):
                word = f"{CANARY}{len(planted):04d}"
                planted[word], values[field.name] = label, _valued(field, word)
        if values:
            with _untouched() if isinstance(row, IssuedDocument) else nullcontext():
                type(row)._base_manager.filter(pk=row.pk).update(**values)
    for position in HIDDEN:
        _plant_in_the_log(country[position], planted)
        _plant_in_a_step(country[position], planted)
        _plant_a_note(country[position], planted)
    return planted


def _plant_in_a_step(estate: Estate, planted: dict[str, str]) -> None:
    """A step of a review is refused to be altered, as well."""
    if estate.work_plan:
        word = f"{CANARY}{len(planted):04d}"
        planted[word] = "pilots.ReviewStep.remarks"
        ReviewStep.objects.create(plan=estate.work_plan, action="return", level="city", remarks=word, fingerprint="f" * 64)


@contextmanager
def _untouched() -> Iterator[None]:
    """The triggers look away: what was issued is refused to be altered."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")


def _plant_in_the_log(estate: Estate, planted: dict[str, str]) -> None:
    """What was once written there is refused to be altered, so it is written with the words."""
    if not estate.community:
        return

    def word(label: str) -> str:
        made = f"{CANARY}{len(planted):04d}"
        planted[made] = f"communities.{label}"
        return made

    act = Act.objects.create(verb="intake", by=estate.person, who=word("Act.who"), why=word("Act.why"))
    rows = {name: {"name": word(f"Change.{name}"), "community_id": estate.community.pk} for name in ("before", "after")}
    key = estate.community.pk
    Change.objects.create(act=act, table="communities_community", how="changed", first=key, last=key, **rows)


def _plant_a_note(estate: Estate, planted: dict[str, str]) -> None:
    """As in the log."""
    if estate.project:
        word = f"{CANARY}{len(planted):04d}"
        planted[word] = "pilots.ProgressNote.text"
        ProgressNote.objects.create(project=estate.project, percent=10, on=DAY, text=word)


def _must_be_empty(row: models.Model, name: str) -> bool:
    """A grant that holds has no reason why it was revoked."""
    return name == "revoke_reason" and isinstance(row, Grant) and row.revoked_at is None


def _valued(field: "models.Field[Any, Any]", word: str) -> Any:
    """The word in the shape in which the column is kept."""
    shapes: dict[str, Any] = {
        "kinds": {word: "facilities"},
        "preview": [{"table": "communities_community", "created": 1, "changed": 0, "deleted": 0, "samples": [
            {"name": word, "how": "created", "fields": [["name", None, word]]},
        ]}],
        "headings": [{"header": word, "key": "code", "how": "read", "near": ""}],
        "vanished": [word], "cells": [["社区代码", word]], "details": {"facility": word, "reason": word},
        "rights": [word], "networks": [word], "offers": [word],
        "wishes": {**WISHES.as_json(), "must": [{"code": word, "rule": CLOSED}]}, "told": {**TOLD, "status": word},
        "trouble_about": {"code": word}, "cost": {**COST, "lines": [{**PRICE, "source": [word, word]}]},
        "outcome": {**OUTCOME, "facilities": [word], "as_of": word},
        "projects": [{
            "key": 1, "name": word, "way": "lease", "year": 2027, "yuan": 1, "owner": word, "builds": [], "closes": [],
            "labels": 0, "starts_on": None, "due_on": None, "funding": {}, "combined_with": [], "combined_note": word,
            "risk": "high", "risk_note": word, "milestones": [{"name": word, "due_on": "2027-01-01"}], "finished_on": None,
        }],
        "builds": [{"community": word, "kind": "built", "thing": "nursery", "serves": []}],
        "account": {**ACCOUNT, "premises": word}, "instead": {**INSTEAD, "premises": word},
        "about": {**LEFT, "premises": word}, "drawn": {**DRAWN, "place": {**DRAWN["place"], "name": word, "name_en": word}},
        "asked": {"search": [word]}, "rows": [[word, CLOSED, 0, 1, 1]],
        "content": {**ISSUED, "ground": {"fingerprint": word, "packs": []}},
    }  # fmt: skip
    return shapes[field.name] if isinstance(field, models.JSONField) else word


def _everything(country: Mapping[str, Estate]) -> Iterable[models.Model]:
    """Every row of the hidden positions, and what stands nowhere: a facility without a community."""
    yield make_facility(None, name="somewhere")
    for position in HIDDEN:
        yield from _worked_on(country[position])
        yield from _settled(country[position])


def _worked_on(estate: Estate) -> Iterator[models.Model]:
    """People, and what they brought, judged and keep."""
    delivery, person, marked = estate.delivery, estate.person, estate.position
    yield from (estate.division, person, estate.grant, estate.round, estate.running, delivery, estate.batch, estate.waiting)
    yield estate.form
    yield estate.plan
    yield estate.document
    yield estate.ordered
    yield from [estate.programme, *estate.programme.roster.all(), estate.quarterly, *estate.quarterly.corrections.all()]
    yield from _project(estate.project) if estate.project else []
    yield from [estate.pilot] if estate.pilot else []
    yield from [estate.work_plan] if estate.work_plan else []
    yield from [estate.practice, *estate.practice.steps.all()] if estate.practice else []
    for rows in (estate.plan.remedies, estate.plan.left):
        yield from rows.all()
    yield Grant.objects.create(
        user=person, role="clerk", division=estate.division, valid_from=LONG_AGO, reason="x", revoke_reason="x",
        revoked_at=estate.round.started_at,
    )  # fmt: skip
    yield from estate.batch.issues.all()
    yield ApiToken.objects.create(owner=person, name="x", prefix=marked, expires_at=estate.round.started_at)
    yield ColumnHabit.objects.create(division=estate.division, source_name=marked, kind="households", header="x", key="code")
    yield DeliveredFile.objects.create(delivery=delivery, name="x", size=1)


def _project(one: KeyProject) -> Iterator[models.Model]:
    """With what belongs to it. What was noted of it is never altered."""
    yield one
    for rows in (one.milestones, one.evidence):
        yield from rows.all()


def _settled(estate: Estate) -> Iterator[models.Model]:
    """A community and what stands in it."""
    community = estate.community
    if community:
        yield from (community, community.source)
        yield from [community.block] if community.block else []
        for rows in (community.facilities, community.premises, community.answers):
            yield from rows.all()
        yield Compound.objects.create(community=community, code=f"C-{estate.position}", name="x", source=community.source)


def codes(country: Mapping[str, Estate]) -> set[str]:
    """What else gives a hidden thing away: its code."""
    hidden = [country[position] for position in HIDDEN]
    places = {one.community.code for one in hidden if one.community} | {one.division.code for one in hidden}
    return places | {one.facility.code for one in hidden if one.facility}
