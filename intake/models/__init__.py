"""Files that came in, and what was wrong with them."""

from intake.models.batch import Batch
from intake.models.issue import RowIssue

__all__ = ["Batch", "RowIssue"]
