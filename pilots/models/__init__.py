"""The tables of the pilots' room."""

from pilots.models.due import DueDate
from pilots.models.enrolment import Enrolment, EnrolmentState, RosterLine
from pilots.models.evidence import Evidence, EvidenceKind, EvidenceStage
from pilots.models.funding import Funding, FundingSource
from pilots.models.practice import Practice, PracticeAction, PracticeState, PracticeStep
from pilots.models.programme import Programme, ReviewLevel
from pilots.models.progress import Milestone, ProgressNote
from pilots.models.project import DONE_WITH, OPEN, CombinedWith, KeyProject, ProjectState, Risk
from pilots.models.quarterly import Correction, Return
from pilots.models.work_plan import ReviewStep, StepAction, WorkPlan, WorkPlanState

__all__ = [
    "DONE_WITH", "OPEN", "CombinedWith", "Correction", "DueDate", "Enrolment", "EnrolmentState", "Evidence", "EvidenceKind",
    "EvidenceStage", "Funding", "FundingSource", "KeyProject", "Milestone", "Practice", "PracticeAction", "PracticeState",
    "PracticeStep", "Programme", "ProgressNote", "ProjectState",
    "Return", "ReviewLevel", "ReviewStep", "Risk", "RosterLine", "StepAction", "WorkPlan", "WorkPlanState",
]  # fmt: skip
