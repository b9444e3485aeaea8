"""What belongs to a project, and small files for it."""

from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from accounts.models import User
from communities.models import Community
from pilots.models import Enrolment, Evidence, Funding, KeyProject, Milestone, Programme
from pilots.projects.things import built
from pilots.services.entering import Care, Content, enter_project
from pilots.services.evidence import keep_evidence
from pilots.services.funding import set_funding
from pilots.services.milestones import add_milestone
from pilots.services.noting import note_progress
from tests.factories.communities import DAY
from tests.factories.pilots import make_enrolment, make_programme

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def photo(width: int = 40, height: int = 30, kind: str = "JPEG", colour: str = "#145078", **saved: Any) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), colour).save(made, kind, **saved)
    return made.getvalue()


def make_pilot(community: Community) -> Enrolment:
    """In a programme of the whole country."""
    programme = Programme.objects.filter(division=None).first() or make_programme(None, kind="local")
    return make_enrolment(programme, community)


def make_project(pilot: Enrolment, *, by: User | None = None, care: Care | None = None, **content: Any) -> KeyProject:
    """By hand: a kindergarten. The community has been judged before."""
    builds = [built(pilot.code, "kindergarten", {"floor_area": "2200.00"})]
    said = {"name": "新建幼儿园", "way": "new_build", "year": 2027, "yuan": 9_000_000, "builds": builds, **content}
    return enter_project(by=by, enrolment=pilot, content=Content(**said), care=care or Care())


DAYS = {"starts_on": date(2027, 3, 1), "due_on": date(2027, 12, 31)}


def fit_to_submit(*projects: KeyProject) -> None:
    """As rows: who is in charge, when, and who pays, so that a work plan with them is complete."""
    for one in projects:
        KeyProject.objects.filter(pk=one.pk).update(owner="区住房和城乡建设局", **DAYS)
        Funding.objects.get_or_create(project=one, source="district", defaults={"planned": 2_000_000})


def work_on(one: KeyProject, mark: str, *, by: User | None = None) -> None:
    """With money, a milestone, a note and a photo."""
    set_funding(by=by, project=one, version=one.version, sources={"city": (1_000_000, None, None)})
    add_milestone(by=by, project=one, name=f"节点{mark}", due_on=DAY)
    note_progress(by=by, project=one, percent=40, on=DAY, text=f"进度{mark}")
    bring(one, shows=f"照片{mark}", by=by)


def bring(one: KeyProject, data: bytes | None = None, *, by: User | None = None, **said: Any) -> Evidence:
    given = {"stage": "before", "shows": "现状", "taken_on": DAY, "is_clean": True, **said}
    return keep_evidence(by=by, project=one, data=photo() if data is None else data, **given)


def funding_of(one: KeyProject) -> dict[str, tuple[int | None, int | None, int | None]]:
    rows = Funding.objects.filter(project=one)
    return {row.source: (row.planned, row.arrived, row.spent) for row in rows}


def step_of(one: KeyProject) -> Milestone:
    return Milestone.objects.get(project=one)
