"""One country for every question of who may do what: in each position, one thing of every kind.

The people work in the city 9001. ``own`` lies directly in it, ``child`` in a district of it, ``parent`` is the province, and
``sibling`` the next city. ``twin`` has a code that begins with the digits of the city and hangs below the sibling: what it is
part of, its path says. ``foreign`` lies in another province.
"""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.http import QueryDict

from accounts.models import Grant, User
from assessments.documents.gap_figures import asked_gaps, gap_draft
from assessments.models import IssuedDocument, OrderedFile, RemedyPlan, Round, RoundState
from assessments.services.documents.issuing import issue_document
from communities.divisions import full_code, level_of
from communities.models import Act, Block, Community, Division, Source
from communities.scope import EVERYWHERE, AreaScope
from facilities.models import Facility
from intake.filling.services import keep_form, place_fields
from intake.models import Batch, BlankForm, Delivery, RowIssue, WaitingRow
from intake.models.delivery import DeliveryState
from pilots.models import (
    Correction,
    Enrolment,
    Evidence,
    KeyProject,
    Milestone,
    Practice,
    PracticeStep,
    Programme,
    ProjectState,
    Return,
    ReviewStep,
    RosterLine,
    WorkPlan,
)
from pilots.services.applying import apply_plan
from tests.factories import (
    make_answer,
    make_block,
    make_community,
    make_division,
    make_facility,
    make_grant,
    make_households,
    make_inventory,
    make_premises,
    make_round,
    make_source,
    make_user,
)
from tests.factories.communities import DAY
from tests.factories.pilots import drawn_return, make_enrolment, make_programme
from tests.factories.plans import OUTCOME, line_row, plan_row
from tests.factories.practices import make_practice
from tests.factories.projects import work_on
from tests.filling.making import ledger, ledger_places

CITY = "9001"
PLACES = {
    "own": ("9001", "900100003001"),
    "parent": ("90", ""),
    "child": ("900101", "900101001001"),
    "sibling": ("9002", "900201001001"),
    "twin": ("900188", "900188001001"),
    "foreign": ("91", "910101001001"),
}
"""Position -> division, and a community that lies in it and in no position below."""
WITHIN = {"own": frozenset({"own", "child"}), "child": frozenset({"child"}), "": frozenset(PLACES)}
"""Where a grant is held (nowhere in particular: everywhere) -> the positions that lie within."""
ABOVE = {"own": frozenset({"parent"}), "child": frozenset({"parent", "own"}), "": frozenset[str]()}
"""... -> the positions on the way up from there."""
INSIDE = WITHIN["own"]


@dataclass(frozen=True)
class Estate:
    """What lies in one position. No community: none that is not in another position too."""

    position: str
    division: Division
    community: Community | None
    facility: Facility | None
    block: Block | None
    source: Source | None
    round: Round
    running: Round
    plan: RemedyPlan
    project: KeyProject | None
    programme: Programme
    pilot: Enrolment | None
    work_plan: WorkPlan | None
    quarterly: Return
    document: IssuedDocument
    ordered: OrderedFile
    milestone: Milestone | None
    evidence: Evidence | None
    practice: Practice | None
    delivery: Delivery
    batch: Batch
    waiting: WaitingRow
    form: BlankForm
    person: User
    grant: Grant


def make_country() -> dict[str, Estate]:
    """Position -> what lies there. The rounds come last: they judge what all the others have."""
    _make_twin()
    settled = {position: _settled(position) for position in PLACES}
    country = {position: _estate(position, community) for position, community in settled.items()}
    make_round()  # over everything: whoever sees a part of it reads that part
    return country


def _make_twin() -> None:
    """900188, below the city 9002: its code alone would say that it lies in 9001."""
    above = make_division("9002")
    for code in ("900188", "900188001"):
        path = f"{above.path}{code}/"
        above = Division.objects.create(
            code=full_code(code), name=f"区划{code}", level=level_of(full_code(code)).value, parent=above, path=path
        )


def _settled(position: str) -> Community | None:
    """With a count, a facility, premises, an answer, a declaration, a block, and a source of its own for all of it."""
    short, code = PLACES[position]
    make_division(short)
    if not code:
        return None
    above = Division.objects.filter(code=full_code(code[:9])).first() or make_division(code[:9])
    source = make_source(f"register of {position}", supplier=f"office of {position}", licence="open")
    community = make_community(
        code, f"社区{position}", division=above, path=f"{above.path}{code}/", source=source, name_en=f"Community {position}",
        block=make_block(f"B-{position}", f"街区{position}"), in_block=True,
    )  # fmt: skip
    make_households(community, 2667, source=source)
    make_facility(community, floor_area="800.10", activity_area="480.06", source=source, name=f"设施{position}")
    make_premises(community, source=source, name=f"房屋{position}", floor_area="120.00")
    make_answer(community, "gas", 1, source=source, note=f"记录{position}")
    make_inventory(community, "kindergarten", source=source)
    return community


def _estate(position: str, community: Community | None) -> Estate:
    division = Division.objects.get(code=full_code(PLACES[position][0]))
    person = make_user(f"person-of-{position}", home=division)
    (grant,) = make_grant(person, division, "viewer", reason=f"reason of {position}")
    delivery, batch, waiting = _delivered(position, division, person)
    judged = make_round(division, by=person)
    plan, programme = _planned(position, judged, person, community), _programme(position, division, person)
    pilot = _pilot(position, programme, community, person) if community else None
    project = _project(position, plan, person) if community else None
    return Estate(
        position=position,
        division=division,
        community=community,
        facility=community.facilities.get() if community else None,
        block=community.block if community else None,
        source=community.source if community else None,
        round=judged,
        running=_running(division, person),
        plan=plan,
        programme=programme,
        pilot=pilot,
        work_plan=_work_plan(position, pilot, person) if pilot else None,
        quarterly=_return(programme, judged, community, person),
        document=_issued(judged, person),
        ordered=_ordered(position, judged, person),
        project=project,
        milestone=project.milestones.get() if project else None,
        evidence=project.evidence.get() if project else None,
        practice=_practice(position, pilot, person) if pilot else None,
        delivery=delivery,
        batch=batch,
        waiting=waiting,
        form=_form(position, division, person),
        person=person,
        grant=grant,
    )


def _running(division: Division, person: User) -> Round:
    return Round.objects.create(
        division=division, day=DAY, as_of=DAY, packs=[], rules=[], software="test", started_by=person, state=RoundState.WAITING
    )


def _planned(position: str, one: Round, person: User, community: Community | None) -> RemedyPlan:
    """Finished, with a line where there is a community."""
    plan = plan_row(one, one.division, by=person, name=f"方案{position}")
    if community:
        line_row(plan, community, community.premises.get())
    return plan


def _project(position: str, plan: RemedyPlan, person: User) -> KeyProject:
    """Of the plan's line, finished; with money, a milestone, a note and a photo."""
    (one,) = apply_plan(by=person, plan=plan)
    work_on(one, position, by=person)
    KeyProject.objects.filter(pk=one.pk).update(
        name=f"项目{position}",
        owner=f"部门{position}",
        state=ProjectState.FINISHED,
        begun_on=DAY,
        ended_on=DAY,
        outcome=OUTCOME,
    )
    one.refresh_from_db()
    return one


def _programme(position: str, division: Division, person: User) -> Programme:
    return make_programme(
        division, f"试点项目{position}", document=f"文号{position}", mechanism=f"机制{position}", made_by=person
    )


def _pilot(position: str, programme: Programme, community: Community, person: User) -> Enrolment:
    """Named on the list, and taking part."""
    RosterLine.objects.create(
        programme=programme, name=f"名单{position}", place=f"地点{position}", path=community.path, community=community, row=2,
        source=f"来源{position}",
    )  # fmt: skip
    return make_enrolment(programme, community, reason=f"原因{position}", made_by=person)


def _work_plan(position: str, pilot: Enrolment, person: User) -> WorkPlan:
    """Returned by an office of its place, so that it may be edited."""
    made = WorkPlan.objects.create(
        enrolment=pilot, revision=1, goals=f"目标{position}", state="returned", made_by=person, submitted_by=person,
        fingerprint="f" * 64,
    )  # fmt: skip
    ReviewStep.objects.create(
        plan=made, action="return", level="city", remarks=f"意见{position}", fingerprint="f" * 64, by=person
    )
    return made


def _return(programme: Programme, judged: Round, community: Community | None, person: User) -> Return:
    """Of the programme's place, with the pilot and a correction."""
    assert programme.division is not None
    rounds = {"first": judged, "before": judged, "now": judged}
    made = Return.objects.create(
        programme=programme, division=programme.division, path=programme.path, year=2026, quarter=3, why="x", drawn_by=person,
        drawn=drawn_return(community), **rounds,
    )  # fmt: skip
    Correction.objects.create(of=made, row="213", amount=1, reason="x", made_by=person)
    return made


def _issued(one: Round, person: User) -> IssuedDocument:
    """The gap report of the round."""
    asked = asked_gaps(AreaScope.everywhere(), one, QueryDict(), one.division.path if one.division else EVERYWHERE)
    return issue_document(by=person, draft=gap_draft(asked))


def _ordered(position: str, one: Round, person: User) -> OrderedFile:
    places = [one.division.path if one.division else EVERYWHERE]
    return OrderedFile.objects.create(
        kind="gaps", round=one, places=places, suffix="pdf", lang="zh", told=f"报告{position}", made_by=person
    )


def _practice(position: str, pilot: Enrolment, person: User) -> Practice:
    """A draft: what is published is for everybody."""
    one = make_practice(pilot, f"经验{position}", made_by=person, summary=f"摘要{position}")
    PracticeStep.objects.create(practice=one, action="return", words=f"退回{position}", by=person)
    return one


def _delivered(position: str, division: Division, person: User) -> tuple[Delivery, Batch, WaitingRow]:
    """Stored, with a problem, a row that waits, and a copy with the problems at their cells."""
    delivery = Delivery.objects.create(
        brought_by=person, division=division, state=DeliveryState.STORED, source_name=f"source said by {position}",
        act=Act.objects.create(verb="intake", by=person),
    )  # fmt: skip
    for copy in (delivery.annotated_zh, delivery.annotated_en):
        copy.save(f"{position}.xlsx", ContentFile(ledger()))
    headings = [{"header": "社区代码", "key": "code", "how": "read", "near": ""}]
    batch = Batch.objects.create(
        delivery=delivery, file_name=f"file of {position}.csv", sha256="0" * 64, sheet="Sheet1", kind="facilities",
        state="partial", rows=2, errors=1, headings=headings, waiting_number=1, brought_by=person,
    )  # fmt: skip
    RowIssue.objects.create(batch=batch, code="negative", row=2, column="户数", value=f"value {position}")
    waiting = WaitingRow.objects.create(batch=batch, row=2, cells=[["社区代码", f"cell {position}"]])
    return delivery, batch, waiting


def _form(position: str, division: Division, person: User) -> BlankForm:
    form = keep_form(by=person, division=division, file_name=f"form of {position}.xlsx", content=ledger())
    return place_fields(by=person, form=form, version=0, placements=ledger_places(), language="zh", says_unknown=True)
