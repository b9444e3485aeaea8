"""Files that came in, and what was wrong with them; blank forms of other offices."""

from intake.models.batch import Batch
from intake.models.blank_form import BlankForm, FormPlacement
from intake.models.delivery import DeliveredFile, Delivery
from intake.models.habit import ColumnHabit
from intake.models.issue import RowIssue
from intake.models.waiting import WaitingRow

__all__ = ["Batch", "BlankForm", "ColumnHabit", "DeliveredFile", "Delivery", "FormPlacement", "RowIssue", "WaitingRow"]
