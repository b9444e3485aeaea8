"""The work that follows from plans: key projects, and what each has changed."""

from pilots.models.project import DONE_WITH, KeyProject, ProjectState

__all__ = ["DONE_WITH", "KeyProject", "ProjectState"]
