"""The tables of the pilots' room."""

from pilots.models.enrolment import Enrolment, EnrolmentState, RosterLine
from pilots.models.programme import Programme, ReviewLevel
from pilots.models.project import DONE_WITH, KeyProject, ProjectState

__all__ = [
    "DONE_WITH", "Enrolment", "EnrolmentState", "KeyProject", "Programme", "ProjectState", "ReviewLevel", "RosterLine",
]  # fmt: skip
