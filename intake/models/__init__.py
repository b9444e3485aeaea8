"""Files that came in, and what was wrong with them."""

from intake.models.batch import Batch
from intake.models.delivery import DeliveredFile, Delivery
from intake.models.habit import ColumnHabit
from intake.models.issue import RowIssue

__all__ = ["Batch", "ColumnHabit", "DeliveredFile", "Delivery", "RowIssue"]
