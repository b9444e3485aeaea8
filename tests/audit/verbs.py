"""Every verb that writes, each ready to be done once in a small country."""

from binascii import unhexlify
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone
from django_otp.oath import totp

from accounts.models import User
from accounts.services import second_factor
from accounts.services.coming_in import come_in, go_out
from accounts.services.granting import give_grant, revoke_grant
from accounts.services.passwords import change_password, renew_password
from accounts.services.people import create_user, deactivate_user
from accounts.services.setup import set_up
from accounts.services.tokens import make_token, revoke_token
from accounts.setup_code import code_at
from assessments.documents.gap_figures import gap_draft
from assessments.documents.kinds import Asked, kinds
from assessments.models import OrderedFile, RemedyPlan, RoundState
from assessments.remedies.wishes import wishes_of
from assessments.services.documents.issuing import issue_document
from assessments.services.documents.ordering import cancel_file, order_file
from assessments.services.documents.purging import purge_files
from assessments.services.documents.working import _store as store_file
from assessments.services.freezing import drop_round, freeze_round
from assessments.services.ordering import cancel_round
from assessments.services.planning.making import make
from assessments.services.planning.ordering import cancel_plan, drop_plan
from assessments.services.planning.working import _store
from assessments.services.prices import set_price
from communities.copying import Changes
from communities.models import Act, Band, BuildClass, Community, Compound, PopulationBand
from communities.scope import AreaScope
from communities.services import record_household_counts, record_source
from communities.survey_items import SURVEY_ITEMS, SurveyKind
from communities.undoing import undo
from intake.deliveries import receiving
from intake.deliveries.settling import drop, settle
from intake.editing.entries import entries_of
from intake.editing.kinds import ENTRY_KINDS
from intake.editing.writing import Wish, add_entry, edit_entry, remove_entry
from intake.filling.services import keep_form, place_fields, remove_form
from intake.models import Batch, Delivery, WaitingRow
from pilots.models import KeyProject
from pilots.services.applying import apply_plan
from pilots.services.carrying_out import begin_project, drop_project, finish_project
from tests.audit.pilot_verbs import PILOT_VERBS
from tests.audit.practice_verbs import PRACTICE_VERBS
from tests.audit.project_verbs import PROJECT_VERBS
from tests.audit.work_plan_verbs import WORK_PLAN_VERBS
from tests.editing.test_writing import EDITS, NEW
from tests.factories import make_answer, make_grant, make_premises, make_round, make_source, make_user
from tests.factories.communities import DAY
from tests.factories.plans import line_row, plan_row
from tests.factories.territory import Territory, make_territory
from tests.filling.making import ledger
from tests.intake.making import FIRST, bring, text_file
from tests.ordering.conftest import order
from tests.plans.conftest import ordered

Do = Callable[[], object]
ITEM = next(code for code, item in SURVEY_ITEMS.items() if item.kind is SurveyKind.FLAG)
ROWS = f"社区代码,户数,统计日期\n{FIRST},5,2024-12-31\n"


@dataclass(frozen=True)
class World:
    """The country of the permission tests, who does things in it, and a folder for files."""

    territory: Territory
    by: User
    folder: Path

    @property
    def area(self) -> AreaScope:
        return AreaScope.everywhere()


def made(folder: Path) -> World:
    """Committed, with an entry of every kind in the first community."""
    territory, source = make_territory(), make_source()
    by, one = make_user("doer"), territory.own[0]
    make_grant(by, None, "clerk", "planner")
    PopulationBand.objects.create(community=one, counted_on=DAY, band=Band.TOTAL, residents=6400, source=source)
    PopulationBand.objects.create(community=one, counted_on=DAY, band=Band.FROM_60, residents=1300, source=source)
    Compound.objects.create(code="C-1", name="示例小区", community=one, households=800, source=source)
    make_premises(one, code="P-1")
    make_answer(one, ITEM, 1, answered_on=date(2026, 1, 1))
    return World(territory, by, folder)


def _delivery(world: World, state: str, **said: Any) -> Delivery:
    return Delivery.objects.create(brought_by=world.by, division=world.territory.city, state=state, **said)


def _with_file(world: World, state: str) -> Delivery:
    file = SimpleUploadedFile("a.csv", ROWS.encode())
    found = receiving.receive(by=world.by, files=[file], division=world.territory.city, said=receiving.Said())
    Delivery.objects.filter(pk=found.pk).update(state=state)
    return found


def _batch(world: World) -> Batch:
    delivery = _with_file(world, "checked")
    return Batch.objects.create(
        delivery=delivery, file_name="a.csv", sha256="0" * 64, kind="households", state="checked", brought_by=world.by
    )


def _waiting(world: World) -> WaitingRow:
    return WaitingRow.objects.create(
        batch=_batch(world), row=2, cells=[["社区代码", FIRST], ["户数", "5"], ["统计日期", "2024-12-31"]]
    )


def _entry(world: World, kind: str) -> Any:
    return entries_of(ENTRY_KINDS[kind], world.territory.own[0], "zh")[0]


def _wish(world: World, cells: Mapping[str, str]) -> Wish:
    return Wish(world.by, world.area, world.territory.own[0], dict(cells))


def _edit(kind: str) -> Callable[[World], Do]:
    def ready(world: World) -> Do:
        one = _entry(world, kind)
        return lambda: edit_entry(one, one.version, _wish(world, EDITS[kind][0]))

    return ready


def _add(kind: str) -> Callable[[World], Do]:
    cells = NEW[kind] | ({"item": ITEM} if kind == "answer" else {})
    return lambda world: lambda: add_entry(ENTRY_KINDS[kind], _wish(world, cells))


def _remove(kind: str) -> Callable[[World], Do]:
    def ready(world: World) -> Do:
        one = _entry(world, kind)
        return lambda: remove_entry(one, one.version, by=world.by)

    return ready


def _undo(world: World) -> Do:
    bring(text_file(world.folder, "h.csv", ROWS))
    act: Any = Act.objects.first()
    return lambda: undo(by=world.by, act=act)


def _request(user: User) -> Any:
    """What comes from a browser of somebody who is logged in."""
    request: Any = RequestFactory().post("/")
    request.session, request.user = SessionStore(), user
    request.session[SESSION_KEY] = str(user.pk)
    return request


def _enrolled(world: World) -> list[str]:
    """The recovery codes of somebody who has a second factor now."""
    _device, codes = _enrol(world)()
    return list(codes)


def _enrol(world: World) -> Callable[[], Any]:
    key = second_factor.new_key()
    return lambda: second_factor.enrol(by=world.by, key=key, code=f"{totp(unhexlify(key)):06d}")


def _set_up(world: World) -> Do:
    """As if nobody had an account yet."""

    def set_up_anew() -> None:
        with patch("accounts.services.setup.is_new", return_value=True):
            set_up(code=code_at(timezone.now()), system="first", manager="second")

    return set_up_anew


def _count(world: World) -> Do:
    row = (world.territory.own[0].pk, date(2020, 1, 1), "resident", 5, make_source().pk)
    return lambda: record_household_counts(by=world.by, changes=Changes(created=[row]))


def _form(world: World) -> Any:
    return keep_form(by=world.by, division=world.territory.city, file_name="form.xlsx", content=ledger())


def _grant(world: World) -> Any:
    return make_grant(make_user("li"), world.territory.city, "viewer")[0]


def _token(world: World) -> Any:
    later = timezone.now() + timedelta(days=9)
    return make_token(by=world.by, name="x", rights=["register.export"], expires_at=later)[0]


def _price(world: World) -> Do:
    given: dict[str, Any] = {
        "remedy": "build",
        "facility_type": "",
        "low": Decimal(1),
        "high": Decimal(2),
        "since": DAY,
        "source": "x",
    }
    return lambda: set_price(by=world.by, **given)


def _plan(world: World, state: RoundState = RoundState.WAITING) -> RemedyPlan:
    """Of communities whose gaps can be closed."""
    Community.objects.update(build_class=BuildClass.EXISTING)
    plan = ordered(world.by, make_round(world.territory.city))
    plan.state = state
    plan.save()
    return plan


def _made(world: World) -> Do:
    """What the worker stores: what comes before it leaves nothing."""
    plan = _plan(world, RoundState.RUNNING)
    wishes = wishes_of(plan.wishes)

    def tell(stage: str, done: int = 0, total: int = 0) -> None:
        """Nobody listens."""

    found = make(AreaScope((world.territory.city.path,)), plan.round, world.territory.city.path, wishes,
                 on=plan.prices_on, tell=tell, stop=lambda: False)  # fmt: skip
    return lambda: _store(plan, found, wishes, {}, tell)  # type: ignore[arg-type]  # a Teller is called like this


def _kept_plan(world: World) -> RemedyPlan:
    """Finished, with a line."""
    plan = plan_row(make_round(world.territory.city), world.territory.city, by=world.by)
    line_row(plan, world.territory.own[0])
    return plan


def _project(world: World) -> KeyProject:
    return apply_plan(by=world.by, plan=_kept_plan(world))[0]


def _of_pilots(ready: Callable[[User, Territory], Do]) -> Callable[[World], Do]:
    return lambda world: ready(world.by, world.territory)


def _asked(world: World) -> Asked:
    """The gap report of the city."""
    asked = kinds()["gaps"].asked(
        AreaScope((world.territory.city.path,)), QueryDict(f"round={make_round(world.territory.city).pk}")
    )
    assert asked
    return asked


def _file(world: World, state: RoundState = RoundState.WAITING) -> OrderedFile:
    asked = _asked(world)
    return OrderedFile.objects.create(
        kind=asked.kind, round=asked.round, places=list(asked.places), suffix="pdf", lang="zh", told="x", made_by=world.by,
        state=state,
    )  # fmt: skip


def _old_file(world: World) -> OrderedFile:
    one = _file(world, RoundState.FAILED)
    OrderedFile.objects.update(made_at=timezone.now() - timedelta(days=2))
    return one


VERBS: dict[str, Callable[[World], Do]] = {
    "intake": lambda world: lambda: bring(text_file(world.folder, "h.csv", ROWS)),
    "undo": _undo,
    "source": lambda world: lambda: record_source(by=world.by, name="another", provenance="recorded"),
    "householdcount": _count,
    "hand_in": lambda world: (
        lambda: receiving.receive(
            by=world.by,
            files=[SimpleUploadedFile("a.csv", ROWS.encode())],
            division=world.territory.city,
            said=receiving.Said(),
        )
    ),
    "check_again": lambda world: _of(
        _with_file(world, "checked"), lambda one: receiving.check_again(by=world.by, delivery=one.pk)
    ),
    "teach_columns": lambda world: _of(
        _batch(world), lambda one: receiving.teach(by=world.by, batch=one, kind="households", means={"户数": "households"})
    ),
    "ask_to_store": lambda world: _of(
        _with_file(world, "checked"), lambda one: receiving.ask_to_store(by=world.by, delivery=one.pk, good_rows=False)
    ),
    "ask_to_undo": lambda world: _of(
        _delivery(world, "stored"), lambda one: receiving.ask_to_undo(by=world.by, delivery=one.pk)
    ),
    "cancel_delivery": lambda world: _of(
        _delivery(world, "waiting"), lambda one: receiving.cancel(by=world.by, delivery=one.pk)
    ),
    "settle_row": lambda world: _of(_waiting(world), lambda one: settle(by=world.by, row=one, cells=one.cells)),
    "drop_row": lambda world: _of(_waiting(world), lambda one: drop(by=world.by, row=one)),
    "keep_form": lambda world: lambda: _form(world),
    "place_fields": lambda world: _of(
        _form(world),
        lambda one: place_fields(by=world.by, form=one, version=one.version, placements=[], language="zh", says_unknown=True),
    ),
    "remove_form": lambda world: _of(_form(world), lambda one: remove_form(by=world.by, form=one)),
    "order_round": lambda world: lambda: order(world.by, world.territory.city),
    "cancel_round": lambda world: _of(order(world.by, world.territory.city), lambda one: cancel_round(by=world.by, round=one)),
    "assess": lambda world: lambda: make_round(),
    "freeze_round": lambda world: _of(make_round(), lambda one: freeze_round(by=world.by, pk=one.pk)),
    "drop_round": lambda world: _of(make_round(), lambda one: drop_round(by=world.by, pk=one.pk)),
    "order_plan": lambda world: _of(make_round(world.territory.city), lambda one: ordered(world.by, one)),
    "make_plan": _made,
    "cancel_plan": lambda world: _of(_plan(world), lambda one: cancel_plan(by=world.by, plan=one)),
    "drop_plan": lambda world: _of(_plan(world, RoundState.FAILED), lambda one: drop_plan(by=world.by, plan=one)),
    "apply_plan": lambda world: _of(_kept_plan(world), lambda one: apply_plan(by=world.by, plan=one)),
    "begin_project": lambda world: _of(_project(world), lambda one: begin_project(by=world.by, project=one, on=DAY)),
    "drop_project": lambda world: _of(_project(world), lambda one: drop_project(by=world.by, project=one, on=DAY)),
    "finish_project": lambda world: _of(_project(world), lambda one: finish_project(by=world.by, project=one, on=DAY)),
    "issue_document": lambda world: _of(gap_draft(_asked(world)), lambda one: issue_document(by=world.by, draft=one)),
    "order_file": lambda world: _of(
        _asked(world),
        lambda one: order_file(by=world.by, scope=world.area, asked=one, suffix="pdf", lang="zh", told="x"),
    ),
    "cancel_file": lambda world: _of(_file(world), lambda one: cancel_file(by=world.by, file=one)),
    "make_file": lambda world: _of(_file(world, RoundState.RUNNING), lambda one: store_file(one, "x.pdf", b"%PDF")),
    "purge_files": lambda world: _of(_old_file(world), lambda _one: purge_files()),
    "set_price": _price,
    "give_grant": lambda world: _of(
        make_user("li"),
        lambda one: give_grant(
            by=None, user=one, role="viewer", division=world.territory.city, valid_from=timezone.localdate(), reason="x"
        ),
    ),
    "revoke_grant": lambda world: _of(_grant(world), lambda one: revoke_grant(by=None, grant=one, reason="x")),
    "create_user": lambda world: lambda: create_user(by=None, username="wang", home=None),
    "deactivate_user": lambda world: _of(make_user("li"), lambda one: deactivate_user(by=None, user=one)),
    "change_password": lambda world: lambda: change_password(by=world.by, password="something else entirely"),  # noqa: S106
    "renew_password": lambda world: _of(make_user("li"), lambda one: renew_password(user=one)),
    "login": lambda world: _of(_request(world.by), lambda request: come_in(request, world.by)),
    "logout": lambda world: _of(_request(world.by), go_out),
    "set_up": _set_up,
    "enrol_second_factor": _enrol,
    "verify_second_factor": lambda world: _of(_enrolled(world), lambda codes: second_factor.verify(by=world.by, code=codes[0])),
    "renew_recovery_codes": lambda world: _of(_enrolled(world), lambda _codes: second_factor.renew_codes(by=world.by)),
    "drop_second_factor": lambda world: _of(_enrolled(world), lambda _codes: second_factor.drop(by=None, user=world.by)),
    "make_token": lambda world: lambda: _token(world),
    "revoke_token": lambda world: _of(_token(world), lambda one: revoke_token(by=world.by, token=one)),
    **{
        verb: _of_pilots(ready) for verb, ready in {**PILOT_VERBS, **PROJECT_VERBS, **WORK_PLAN_VERBS, **PRACTICE_VERBS}.items()
    },
    **{f"edit_{kind}": _edit(kind) for kind in EDITS},
    **{f"add_{kind}": _add(kind) for kind in NEW},
    **{f"remove_{kind}": _remove(kind) for kind in NEW},
}
"""By verb: given a world, makes ready what it needs, and gives what does it. Of the verbs that write one table, one."""


def _of(one: Any, do: Callable[[Any], object]) -> Do:
    return lambda: do(one)
