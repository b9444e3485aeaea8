"""The tables of the pilots' room."""

from pilots.models.enrolment import Enrolment, EnrolmentState, RosterLine
from pilots.models.programme import Programme, ReviewLevel
from pilots.models.project import DONE_WITH, KeyProject, ProjectState
from pilots.models.quarterly import Correction, Return
from pilots.models.work_plan import ReviewStep, StepAction, WorkPlan, WorkPlanState

__all__ = [
    "DONE_WITH", "Correction", "Enrolment", "EnrolmentState", "KeyProject", "Programme", "ProjectState", "Return",
    "ReviewLevel", "ReviewStep", "RosterLine", "StepAction", "WorkPlan", "WorkPlanState",
]  # fmt: skip
